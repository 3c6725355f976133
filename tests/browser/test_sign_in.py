"""Signing in with a real provider: who comes in, who does not, and what is recorded of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from mining.audit.verification import verify
from tests.browser.doing import PATIENT, go_to
from tests.browser.openid import ROLES, Service, ask_to_sign_in, cookies_of, service, sign_in
from tests.browser.serving import wait_until_still
from tests.ui.logs import study_of

PAGES = ("", "map", "opportunities", "report", "audit")
LINKS = {
    "viewer": ["Data", "Process map", "Opportunities", "Review", "Report", "Privacy"],
    "analyst": ["Data", "Process map", "Opportunities", "Review", "Report", "Privacy"],
    "admin": ["Data", "Process map", "Opportunities", "Review", "Report", "Privacy", "Audit log"],
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("signin")
    store = folder / "log.throughline"
    study_of(store).whole.log.close()
    with service(folder, store) as found:
        yield found


def heading(page, text: str):
    return page.get_by_role("heading", name=text, level=1)


def links(page) -> list[str]:
    return [link.inner_text().strip() for link in page.get_by_test_id("stTopNavLink").all()]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_drawn_before_somebody_signed_in(page, guarded, axe, path):
    page.goto(f"{guarded.address}{path}")
    expect(heading(page, "Sign in")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_test_id("stMain").get_by_role("button")).to_have_count(1)
    wait_until_still(page)
    assert links(page) == []
    drawn = page.get_by_test_id("stMain").inner_text()
    assert "test.csv" not in drawn
    assert len(drawn) < 200
    assert axe(page) == []


@pytest.mark.parametrize("role", ["viewer", "analyst", "admin"])
def test_each_role_sees_its_pages_and_buttons_and_signs_out(offline, guarded, axe, role):
    page = offline
    sign_in(page, guarded.address, role)
    expect(page.get_by_text(re.compile(f"^{role}@.?council.example, {role}"))).to_be_visible()
    expect(page.get_by_text("test.csv is ready.")).to_be_visible(timeout=PATIENT)
    assert links(page) == LINKS[role]
    may_upload = role != "viewer"
    expect(page.get_by_test_id("stFileUploader")).to_have_count(int(may_upload), timeout=PATIENT)
    expect(page.get_by_role("button", name=re.compile("^Use "))).to_have_count(3 * may_upload)
    assert axe(page) == []
    go_to(page, "Report")
    expect(heading(page, "Report")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("CSV|HTML|JSON|SVG|BPMN"))).to_have_count(
        7 * may_upload
    )
    if may_upload:
        with page.expect_download(timeout=PATIENT):
            page.get_by_role("button", name="Cases behind each ranked step (CSV)").click()
    leave(page)
    done = [entry.action for entry in guarded.trail.latest(30) if entry.role == role]
    assert done[::-1] == ["signed in", "opened", *["exported"] * may_upload, "signed out"]


def test_the_entrance_can_be_read_in_the_dark(browser, browser_context_args, guarded, axe):
    page = browser.new_context(**browser_context_args, color_scheme="dark").new_page()
    page.goto(guarded.address)
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible(timeout=PATIENT)
    assert axe(page) == []
    page.context.close()


def leave(page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Leave").click(timeout=PATIENT)
    expect(heading(page, "Sign in")).to_be_visible(timeout=PATIENT)
    assert cookies_of(page) == {}


def test_after_signing_out_other_tabs_and_copied_cookies_are_worth_nothing(page, browser, guarded):
    sign_in(page, guarded.address, "analyst")
    copied = page.context.cookies()
    for cookie in cookies_of(page).values():
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        assert cookie["expires"] - time.time() <= 8 * 3600
    other = page.context.new_page()
    other.goto(guarded.address)
    expect(other.get_by_role("button", name="Sign out")).to_be_visible(timeout=PATIENT)
    wait_until_still(other)
    leave(page)
    other.get_by_role("link", name="Report").first.click()
    expect(other.get_by_text("You have signed out. Sign in again.")).to_be_visible(timeout=PATIENT)
    thief = browser.new_context()
    thief.add_cookies(copied)
    stolen = thief.new_page()
    stolen.goto(guarded.address)
    expect(stolen.get_by_text("You have signed out. Sign in again.")).to_be_visible(timeout=PATIENT)
    thief.close()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("stranger", "you have no role here"),
        ("unconfirmed", "Your account has no confirmed email"),
        ("foreign-audience", "The sign-in was made for another program"),
        ("signed-in-long-ago", "A sign-in lasts 8 hours, and yours is over"),
    ],
)
def test_who_is_known_but_may_not_come_in_is_told_why(offline, guarded, axe, name, sentence):
    ask_to_sign_in(offline, guarded.address, name)
    expect(heading(offline, "You cannot use this service")).to_be_visible(timeout=PATIENT)
    expect(offline.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    assert links(offline) == []
    assert "test.csv" not in offline.get_by_test_id("stMain").inner_text()
    assert axe(offline) == []
    refused = guarded.trail.latest(1)[0]
    assert (refused.action, refused.person) == ("refused", f"{name}@council.example")
    assert sentence in refused.detail


@pytest.mark.parametrize(
    "spoilt",
    ["wrong-audience", "wrong-issuer", "expired-token", "wrong-nonce", "bad-signature", "no-signature"],
)
def test_a_spoilt_token_lets_nobody_in(page, guarded, spoilt):
    ask_to_sign_in(page, guarded.address, spoilt)
    expect(heading(page, "Sign in")).to_be_visible(timeout=PATIENT)
    assert cookies_of(page) == {}
    assert "a sign-in failed: the answer was not valid" in {
        entry.detail for entry in guarded.trail.latest(20)
    }


def test_a_callback_serves_once_and_only_in_its_own_browser(page, browser, guarded):
    calls: list[str] = []
    page.on(
        "request", lambda request: calls.append(request.url) if "/oauth2callback?" in request.url else None
    )
    sign_in(page, guarded.address, "viewer")
    (callback,) = calls
    page.context.clear_cookies(name=re.compile("^_streamlit_user"))
    stranger = browser.new_context().new_page()
    for again in (page, stranger):
        again.goto(callback)
        expect(heading(again, "Sign in")).to_be_visible(timeout=PATIENT)
        assert cookies_of(again) == {}
    stranger.context.close()


def test_a_cookie_that_was_changed_is_no_sign_in(page, guarded):
    sign_in(page, guarded.address, "viewer")
    cookie = cookies_of(page)["_streamlit_user"]
    page.context.add_cookies([{**cookie, "value": f"A{cookie['value'][1:]}"}])
    page.goto(guarded.address)
    expect(heading(page, "Sign in")).to_be_visible(timeout=PATIENT)


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(page, guarded):
    sign_in(page, guarded.address, "listed")
    expect(page.get_by_text(re.compile("^listed@.?council.example, viewer"))).to_be_visible()
    guarded.roles.write_text(ROLES.replace("Listed@", "someone.else@"))
    try:
        page.get_by_role("link", name="Report").first.click()
        expect(heading(page, "You cannot use this service")).to_be_visible(timeout=PATIENT)
        assert links(page) == []
    finally:
        guarded.roles.write_text(ROLES)


def test_an_administrator_reads_the_audit_log_and_it_is_intact(offline, guarded, axe, tmp_path):
    sign_in(offline, guarded.address, "admin")
    log = tmp_path / "![x](http:) spring.csv"
    log.write_text("case,activity,time\n" + "".join(f"c{n},a,2025-05-01T09:{n:02d}:00Z\n" for n in range(20)))
    offline.locator("input[type=file]").set_input_files(log)
    expect(offline.get_by_role("button", name="Analyse this log")).to_be_visible(timeout=PATIENT)
    go_to(offline, "Audit log")
    expect(offline.get_by_text("The audit log is intact")).to_be_visible()
    uploaded = offline.get_by_role("row").filter(has_text="uploaded")
    expect(uploaded).to_have_count(1)
    assert log.name[-12:] in uploaded.inner_text().replace("\u2060", "")
    assert axe(offline) == []
    assert verify(guarded.trail).is_intact
    for file in guarded.trail.folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file
    written = "".join(Path(file).read_text() for file in guarded.trail.files())
    assert "c1" not in {word for line in written.splitlines() for word in re.findall(r'"([^"]*)"', line)}
