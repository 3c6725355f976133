"""Services that misbehave: every event once, or a sentence that says why not."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import replace
from email.utils import formatdate

import pytest

from connectors.remote import Link
from mining.errors import NotReadable
from tests.connectors.remote.conftest import IMPATIENT, ids, table
from tests.servers.service import EVENTS, at_first, body_of, drip, well_behaved

EVERY = [event["id"] for event in EVENTS]


_BOMB = gzip.compress(b" " * 300 * 1024**2)


def _failing(status: int, **headers: str):
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: asked.reply(b'{"error": "later"}', status, told)


def _hang(asked) -> None:
    time.sleep(3)
    asked.close_connection = True


def _cut(asked) -> None:
    body = body_of(asked.page)
    asked.reply(body[: len(body) // 2], length=len(body))


def test_all_events_once_and_as_they_are_written(service, pulled):
    raw = pulled(service(well_behaved).url)
    expected = [tuple(event[key] for key in ("id", "case", "Type", "type", "at")) for event in EVENTS]
    assert table(raw) == expected
    assert raw.columns == ("id", "case", "activity", "kind", "time")
    assert raw.issues == []


PASSING = {
    "429 on the first page": (_failing(429, Retry_After="0"), 0),
    "500": (_failing(500), 3),
    "503 on the last page": (_failing(503), 6),
    "a wait that is no time": (_failing(503, Retry_After="soon"), 3),
    "hangs": (_hang, 3),
    "cut": (_cut, 3),
}


@pytest.mark.parametrize("fault, where", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_leaves_no_trace(service, pulled, fault, where):
    raw = pulled(service(at_first(fault, page=where)).url)
    assert ids(raw) == EVERY
    assert raw.issues == []


@pytest.mark.parametrize("as_date", [False, True])
def test_waits_as_long_as_it_is_told(service, pulled, as_date):
    wait = {"Retry_After": formatdate(time.time() + 3, usegmt=True) if as_date else "2"}
    began = time.monotonic()
    assert ids(pulled(service(at_first(_failing(429, **wait), page=2)).url)) == EVERY
    assert time.monotonic() - began > 1.5


def test_a_wait_that_is_too_long_is_told_and_what_came_is_kept(service, pulled):
    running = service(at_first(_failing(429, Retry_After="3600"), page=3))
    few = {"patience": replace(IMPATIENT, pages_at_a_time=1)}
    with pytest.raises(NotReadable, match=r"asks to wait 60 minutes.*what was fetched is kept"):
        pulled(running.url, **few)
    assert ids(pulled(running.url, **few)) == EVERY
    assert [path for path, _ in running.requests].count("/events") == 1


FINAL = {
    "always 500": (lambda asked, _n: _failing(500)(asked), "answered 500.*3 times in a row"),
    "always 429": (lambda asked, _n: _failing(429)(asked), "answered 429.*3 times in a row"),
    "hangs": (lambda asked, _n: _hang(asked), "did not answer in time"),
    "drips": (lambda asked, _n: drip(asked, 8), "takes more than .* seconds to send one page"),
    "cut": (lambda asked, _n: _cut(asked), "broke off its response"),
    "too short a length": (
        lambda asked, _n: asked.reply(body_of(0), length=40),
        "not sound JSON",
    ),
    "truncated JSON": (lambda asked, _n: asked.reply(body_of(asked.page)[:-20]), "not sound JSON"),
    "nothing": (lambda asked, _n: asked.reply(b""), "not sound JSON"),
    "deep JSON": (lambda asked, _n: asked.reply(b"[" * 100_000), "not sound JSON"),
    "not a number": (lambda asked, _n: asked.reply(b'{"events": [NaN]}'), "not sound JSON"),
    "a web page": (
        lambda asked, _n: asked.reply(b"\n<html><form>Sign in</form>", headers={"Content-Type": "text/html"}),
        "sent a web page instead of data, most likely its sign-in page",
    ),
    "wrong letters": (
        lambda asked, _n: asked.reply('{"events": ["Caf\u00e9"]}'.encode("cp1252")),
        "letters are not utf-8",
    ),
    "unknown letters": (
        lambda asked, _n: asked.reply(b"{}", headers={"Content-Type": "application/json; charset=klingon"}),
        "letters are not klingon",
    ),
    "an error with 200": (
        lambda asked, _n: asked.reply(b'{"error": "maintenance"}'),
        'no list of events in the field "events"; it has "error"',
    ),
    "no events at all": (lambda asked, _n: asked.send_page(events=[]), "has no events"),
    "a renamed field": (
        lambda asked, _n: asked.reply(body_of(asked.page).replace(b'"Type"', b'"Stage"')),
        'has the field "Type".*"Stage"',
    ),
    "a record for a text": (
        lambda asked, _n: asked.reply(body_of(asked.page).replace(b'"transaction"', b'{"name": "Close"}')),
        'field "type".*holds a record',
    ),
    "less than it says": (lambda asked, _n: asked.send_page(total=80), "incomplete: 63 events of the 80"),
    "paging in a circle": (
        lambda asked, _n: asked.send_page(**({"next": "p1"} if asked.page >= 2 else {})),
        "pages in a row without a new event",
    ),
    "endless paging": (
        lambda asked, n: asked.send_page(min(asked.page, 2), next=f"p{n}"),
        "pages in a row without a new event",
    ),
    "endless empty pages": (
        lambda asked, n: asked.reply(json.dumps({"events": [], "next": f"p{n}"}).encode()),
        "pages in a row without a new event",
    ),
    "a gzip bomb": (
        lambda asked, _n: asked.reply(_BOMB, headers={"Content-Encoding": "gzip"}),
        "page of more than 2 MB",
    ),
    "damaged gzip": (
        lambda asked, _n: asked.reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
        "packing .* is damaged",
    ),
    "a huge page": (lambda asked, _n: asked.reply(b" " * 3 * 1024**2), "page of more than 2 MB"),
    "sign-in refused": (lambda asked, _n: asked.reply(b"{}", 401), "does not accept the token"),
    "not allowed": (lambda asked, _n: asked.reply(b"{}", 403), "does not let this token read"),
    "not there": (lambda asked, _n: asked.reply(b"{}", 404), "knows no such page"),
}


@pytest.mark.parametrize("behaviour, said", FINAL.values(), ids=FINAL)
def test_a_fault_that_stays_is_told(service, pulled, behaviour, said):
    running = service(behaviour)
    with pytest.raises(NotReadable, match=said):
        pulled(running.url)
    assert len(running.requests) < 20


def test_a_service_that_is_not_there_is_told(service, pulled):
    running = service(well_behaved)
    with pytest.raises(NotReadable, match="did not answer"):
        pulled(running.url.replace(str(running.port), "1"))


def test_an_expired_token_in_the_middle_keeps_what_came(service, pulled):
    running = service(at_first(_failing(401), page=4))
    few = {"patience": replace(IMPATIENT, pages_at_a_time=2)}
    with pytest.raises(NotReadable, match="may have expired: renew it"):
        pulled(running.url, **few)
    assert ids(pulled(running.url, **few)) == EVERY
    assert len(running.requests) == 8


def test_a_page_sent_twice_is_kept_once_and_told(service, pulled):
    raw = pulled(service(at_first(lambda asked: asked.send_page(next="p2"), page=2)).url)
    assert ids(raw) == EVERY
    assert [(issue.code, issue.count) for issue in raw.issues] == [("fetched_again", 10)]


def test_pages_that_shift_while_they_are_read_lose_nothing(service, pulled):
    """A new event at the front moves the others: one comes twice, and none is lost."""
    newest = {**EVENTS[0], "id": "99999"}

    def behave(asked, _number) -> None:
        asked.send_page(events=EVENTS if asked.page < 3 else [newest, *EVENTS])

    raw = pulled(service(behave).url)
    assert ids(raw) == EVERY
    assert {(issue.code, issue.count) for issue in raw.issues} == {
        ("fetched_again", 1),
        ("changed_meanwhile", 1),
    }


def test_the_order_in_which_pages_come_is_kept(service, pulled):
    order = [0, 5, 1, 4, 2, 3, 6]
    following = dict(zip(order, [*(f"p{page}" for page in order[1:]), None], strict=True))
    raw = pulled(service(lambda asked, _n: asked.send_page(next=following[asked.page])).url)
    assert ids(raw) == [id_ for page in order for id_ in EVERY[page * 10 : page * 10 + 10]]


def test_an_event_that_changes_while_it_is_read_is_doubted(service, pulled):
    changed = [*EVENTS, {**EVENTS[4], "Type": "Reassess"}]
    raw = pulled(service(lambda asked, _n: asked.send_page(events=changed, total=63)).url)
    rows = table(raw)
    assert [row[0] for row in rows] == EVERY
    assert rows[4][2] == "Reassess"
    assert {(issue.code, issue.count) for issue in raw.issues} == {("fetched_again", 1), ("event_changed", 1)}


def test_numbers_stay_as_they_are_written(service, pulled):
    written = b'{"events": [{"id": 1.10, "case": 9007199254740993, "Type": true, "at": 1E5}], "next": null}'
    raw = pulled(service(lambda asked, _n: asked.reply(written)).url, total="")
    assert table(raw) == [("1.10", "9007199254740993", "true", "", "1E5")]
    assert [issue.code for issue in raw.issues] == ["completeness_unknown"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16"])
def test_letters_are_read_as_the_service_says(service, pulled, charset):
    body = json.dumps({"events": [{**EVENTS[0], "Type": "Café"}]}, ensure_ascii=False).encode(charset)
    told = {"Content-Type": f"application/json; charset={charset}"}
    raw = pulled(service(lambda asked, _n: asked.reply(body, headers=told)).url, total="")
    assert table(raw)[0][2] == "Café"


def test_pages_may_be_linked(service, pulled):
    def behave(asked, _number) -> None:
        following = f"/events?cursor=p{asked.page + 1}" if asked.page < 6 else None
        asked.send_page(next=following)

    assert ids(pulled(service(behave).url, paging=Link("next"))) == EVERY
