"""The privacy page: what becomes of people's data, a case found by its reference, a log deleted."""

from __future__ import annotations

import html
from pathlib import Path

from playwright.sync_api import expect

from mining.eventlog import EventLog
from tests.browser.doing import PATIENT, confirm, go_to, upload
from tests.browser.serving import served, wait_until_still
from tests.event_logs import raw_table
from tests.ui.logs import COLUMNS, MAPPING, rows


def test_a_case_is_found_by_its_reference_and_a_shared_store_deleted_with_its_key(
    offline, tmp_path, keys, axe
):
    page, store = offline, tmp_path / "log.throughline"
    log = EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, store=store)
    key, hidden = keys / f"{log.privacy.key_id}.key", log.identities.case("1-3")
    log.close()
    with served("app.py", THROUGHLINE_STORE=str(store)) as address:
        page.goto(address)
        expect(page.get_by_text("test.csv is ready.")).to_be_visible(timeout=PATIENT)
        go_to(page, "Privacy")
        expect(page.get_by_role("cell", name="Where the key is")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_role("cell", name=f"{log.privacy.key_id}.key")).to_be_visible()
        assert axe(page) == []
        box = page.get_by_role("textbox", name="Case reference")
        box.fill("1-99")
        box.press("Enter")
        expect(page.get_by_text("This log has no such case.")).to_be_visible(timeout=PATIENT)
        box.fill("1-3")
        box.press("Enter")
        expect(page.get_by_text(hidden)).to_be_visible(timeout=PATIENT)
        expect(page.get_by_role("cell", name="Phone").first).to_be_visible(timeout=PATIENT)
        assert "1-3" not in page.url
        wait_until_still(page)
        page.get_by_role("button", name="Delete this log").click()
        asked = page.get_by_role("dialog", name="Delete this log for good?")
        expect(asked.get_by_text("deleted for everybody who uses it")).to_be_visible(timeout=PATIENT)
        assert axe(page) == []
        asked.get_by_role("button", name="Delete for good").click()
        expect(page.get_by_text("The log is deleted.")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text("Choose a log first")).to_be_visible()
    assert not key.exists()
    assert list(tmp_path.iterdir()) == []


def test_references_stay_in_clear_only_for_a_reason_which_is_shown(offline, app_url, tmp_path):
    page = offline
    lines = [
        f"SECRET-{n},Step {step},2025-05-{n + 1:02d}T0{step}:00:00Z" for n in range(9) for step in (1, 2)
    ]
    file = tmp_path / "log.csv"
    file.write_text("\n".join(["Case ID,Activity,Timestamp", *lines]), encoding="utf-8")
    upload(page, app_url, file)
    confirm(page)
    expect(page.get_by_text("Case references and people are pseudonyms.")).to_be_visible()
    go_to(page, "Privacy")
    with page.expect_download(timeout=PATIENT) as getting:
        page.get_by_role("button", name="DPIA (HTML, one page)").click()
    assessment = html.unescape(Path(getting.value.path()).read_text(encoding="utf-8"))
    assert "Only in the memory of this session." in assessment
    assert "SECRET-" not in assessment
    upload(page, app_url, file)
    reason = page.get_by_role("textbox", name="Keep case references and people as written, because")
    reason.fill("We *write* to them", timeout=PATIENT)
    reason.press("Tab")
    confirm(page)
    expect(page.get_by_text("kept as written. Reason given: “We *write* to them”.")).to_be_visible()
