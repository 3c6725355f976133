"""What the guard tells the app about who is asking: no server, no browser."""

from __future__ import annotations

import asyncio

from tests.ui.running import run
from ui.serving.visitors import COOKIE, HEADER, MOST_TABS, OneBrowserASession, visitor_now

KNOWN = "k" * 43


def scope(kind: str, **headers: str) -> dict[str, object]:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": kind, "path": "/", "scheme": "http", "method": "GET", "headers": pairs}


def told(headers: dict[str, str]) -> tuple[list[str], str]:
    """The visitor as the app is told of it, in the header and by `visitor_now`."""
    found: list[tuple[list[str], str]] = []

    async def app(asked, _receive, _send):
        found.append(([v.decode() for k, v in asked["headers"] if k == HEADER.encode()], visitor_now()))

    run(OneBrowserASession(app)(scope("http", **headers), None, None))
    return found[0]


def test_the_same_cookie_is_the_same_visitor_whatever_the_client_says():
    (header,), now = told({"cookie": f"{COOKIE}={KNOWN}"})
    assert header == now
    assert KNOWN not in header
    assert told({"cookie": f"{COOKIE}={KNOWN}", HEADER.replace("-", "_"): "somebody else"}) == (
        [header],
        header,
    )


def test_no_cookie_or_a_strange_one_is_a_new_visitor_every_time():
    visitors = [
        told(headers)[1] for headers in ({}, {}, {"cookie": f"{COOKIE}=short"}, {"cookie": f"{COOKIE}=short"})
    ]
    assert len(set(visitors)) == 4


def test_a_browser_opens_only_so_many_tabs_and_may_open_another_when_one_is_closed():
    async def walk() -> list[int]:
        closed = asyncio.Event()
        opened: list[int] = []
        refused: list[int] = []

        async def app(_scope, _receive, _send):
            opened.append(1)
            await closed.wait()

        async def send(message):
            refused.append(message["code"])

        guard = OneBrowserASession(app)
        asked = scope("websocket", cookie=f"{COOKIE}={KNOWN}")
        tabs = [asyncio.create_task(guard(asked, None, send)) for _ in range(MOST_TABS + 1)]
        await asyncio.sleep(0)
        other = asyncio.create_task(guard(scope("websocket", cookie=f"{COOKIE}={'o' * 43}"), None, send))
        await asyncio.sleep(0)
        before = len(opened)
        closed.set()
        await asyncio.gather(*tabs, other)
        await guard(asked, None, send)
        return [before, len(opened), *refused]

    assert run(walk()) == [MOST_TABS + 1, MOST_TABS + 2, 1013]
