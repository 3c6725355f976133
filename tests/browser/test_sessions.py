"""Two people at the same time: neither sees, takes or disturbs what is the other's."""

from __future__ import annotations

import base64
import csv
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from tests.browser.doing import PATIENT, confirm, go_to, upload
from tests.browser.serving import served, wait_until_still


@pytest.fixture
def two(browser: Browser, browser_context_args) -> Iterator[tuple[Page, Page]]:
    contexts = [browser.new_context(**browser_context_args) for _ in range(2)]
    yield contexts[0].new_page(), contexts[1].new_page()
    for context in contexts:
        context.close()


def log_of(folder: Path, owner: str, n_cases: int) -> Path:
    """A log with the same name, the same steps and the same times for everybody, but other cases."""
    rows = ["Case ID,Activity,Timestamp"]
    for case in range(n_cases):
        start = datetime(2025, 5, 1, 9, tzinfo=UTC) + timedelta(hours=case)
        rows += [
            f"{owner}-{case},Step {s},{start + timedelta(minutes=10 * s):%Y-%m-%dT%H:%M:%SZ}"
            for s in range(9)
        ]
    file = folder / owner / "requests.csv"
    file.parent.mkdir()
    file.write_text("\n".join(rows))
    return file


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


def test_same_file_name_at_the_same_time(two, app_url, tmp_path):
    puts: dict[Page, list[str]] = {page: [] for page in two}
    for page, (owner, n_cases) in zip(two, (("ANN", 40), ("BOB", 60)), strict=True):
        page.on(
            "request",
            lambda request, page=page: puts[page].append(request.url) if request.method == "PUT" else None,
        )
        upload(page, app_url, log_of(tmp_path, owner, n_cases))
    for page in two:
        expect(page.get_by_role("button", name="Analyse this log")).to_be_visible(timeout=PATIENT)
    for page in two:
        page.get_by_role("button", name="Analyse this log").click()
    addresses, texts = {}, {}
    for page, owner, n_cases in zip(two, ("ANN", "BOB"), (40, 60), strict=True):
        expect(page.get_by_text("requests.csv is ready.")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text(f"{n_cases * 9}", exact=True)).to_be_visible()
        go_to(page, "Report")
        with page.expect_download(timeout=PATIENT) as getting:
            page.get_by_role("button", name="Cases behind each ranked step (CSV)").click()
        text = Path(getting.value.path()).read_text(encoding="utf-8")
        texts[owner] = {row[1] for row in csv.reader(text.splitlines())}
        assert len(list(csv.reader(text.splitlines()))) > n_cases
        addresses[page] = getting.value.url
    assert texts["ANN"] & texts["BOB"] == {"case"}, "pseudonyms have keys of their own"
    ann, bob = two
    for owner, stranger in ((ann, bob), (bob, ann)):
        answer = owner.request.get(addresses[owner])
        assert answer.status == 200
        assert answer.headers["cache-control"] == "no-store"
        assert stranger.request.get(addresses[owner]).status == 404
        assert status(addresses[owner]) == 404
    # An upload goes to the address of a session; a stranger's goes nowhere.
    assert len(puts[ann]) == 1
    stolen = bob.evaluate(
        """async address => {
            const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)[1];
            const body = new FormData(); body.append("file", new Blob(["x"]), "requests.csv");
            const send = method => fetch(address, {method, body: method === "PUT" ? body : undefined,
                                                   headers: {"X-Xsrftoken": token}}).then(answer => answer.status);
            return [await send("PUT"), await send("DELETE")];
        }""",
        puts[ann][0],
    )
    assert stolen == [403, 403]


TAKE_UP = """([session, message]) => new Promise(done => {
    const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)[1];
    const socket = new WebSocket(location.origin.replace("http", "ws") + "/_stcore/stream", ["streamlit", token, session]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket.send(Uint8Array.from(atob(message), c => c.charCodeAt(0)));
    socket.onmessage = event => {
        const text = new TextDecoder().decode(event.data);
        const found = text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g);
        if (found) { socket.close(); done(found.includes(session)); }
    };
})"""


def test_a_session_is_taken_up_again_only_by_its_own_browser(two, app_url, tmp_path):
    ann, bob = two
    puts: list[str] = []
    ann.on("request", lambda request: puts.append(request.url) if request.method == "PUT" else None)
    upload(ann, app_url, log_of(tmp_path, "ANN", 20))
    confirm(ann)
    session = puts[0].split("/")[-2]
    bob.goto(app_url)
    wait_until_still(bob)
    rerun = base64.b64encode(BackMsg(rerun_script=ClientState()).SerializeToString()).decode()
    assert bob.evaluate(TAKE_UP, [session, rerun]) is False
    assert ann.evaluate(TAKE_UP, [session, rerun]) is True


def test_nothing_is_left_of_a_closed_session(two, tmp_path):
    ann, bob = two
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served("serve.py", TMPDIR=str(temporary), STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1") as address:
        upload(ann, address, log_of(tmp_path, "ANN", 20))
        confirm(ann)
        assert list(temporary.rglob("log.throughline"))
        ann.context.close()
        bob.wait_for_timeout(2_000)
        bob.goto(address)
        wait_until_still(bob)
        for _ in range(50):
            if not list(temporary.rglob("log.throughline")):
                break
            bob.wait_for_timeout(100)
        assert not list(temporary.rglob("log.throughline"))
    assert not list(temporary.iterdir()), "stopping the server leaves nothing"
