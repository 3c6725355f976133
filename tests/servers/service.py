"""A service on this machine that hands out events page by page, and misbehaves as a test tells it to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

PER_PAGE = 10
EVENTS = [
    {
        "id": f"{number:05}",
        "Type": ("Open", "Assess", "Close")[number % 3],
        "type": "transaction",
        "case": f"{number // 3:04}",
        "at": f"2025-02-{1 + number // 3:02}T{9 + number % 3:02}:00:00Z",
    }
    for number in range(63)
]

Behaviour = Callable[["Asked", int], None]


class Asked(BaseHTTPRequestHandler):
    """One request, with ways to answer it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        service: Service = self.server.service  # type: ignore[attr-defined]
        service.requests.append((self.path, dict(self.headers)))
        try:
            service.behaviour(self, len(service.requests))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *_told: object) -> None:
        """Say nothing."""

    @property
    def page(self) -> int:
        """The page that is asked for, from 0."""
        cursor = parse_qs(urlsplit(self.path).query).get("cursor", ["p0"])[0]
        return int(cursor[1:])

    def reply(
        self, body: bytes, status: int = 200, headers: dict[str, str] | None = None, length: int | None = None
    ) -> None:
        """Answer with these bytes, saying that there are so many."""
        told = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body) if length is None else length),
        }
        self.send_response(status)
        for name, value in (told | (headers or {})).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if length not in {None, len(body)}:
            self.close_connection = True

    def send_page(self, page: int | None = None, **changed: Any) -> None:
        """Answer as a service should, but for what is changed."""
        self.reply(body_of(self.page if page is None else page, **changed))


def body_of(page: int, events: list[dict[str, Any]] | None = None, **changed: Any) -> bytes:
    """Return a page as it should be, but for what is changed."""
    every = EVENTS if events is None else events
    more = (page + 1) * PER_PAGE < len(every)
    told = {
        "total": len(every),
        "next": f"p{page + 1}" if more else None,
        "events": every[page * PER_PAGE : (page + 1) * PER_PAGE],
    }
    return json.dumps(told | changed).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_told: object) -> None:
        """Say nothing of clients that hang up."""


class Service:
    """A running service.

    Attributes
    ----------
    behaviour
        Called with each request and its number, from 1; answers it.
    requests
        Path and headers of all requests so far.
    """

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.requests: list[tuple[str, dict[str, str]]] = []
        self._server = _Server(("127.0.0.1", 0), Asked)
        self._server.service = self  # type: ignore[attr-defined]
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        """Address of its first page."""
        return f"http://127.0.0.1:{self.port}/events"

    @contextmanager
    def running(self) -> Iterator[Service]:
        """Serve for a while."""
        self._thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


def well_behaved(asked: Asked, _number: int) -> None:
    """Answer every request as a service should."""
    asked.send_page()


def at_first(misbehave: Callable[[Asked], None], times: int = 1, page: int = 0) -> Behaviour:
    """Misbehave the first so many times that a page is asked for, then no more."""
    left = [times]

    def behave(asked: Asked, _number: int) -> None:
        if asked.page == page and left[0] > 0:
            left[0] -= 1
            misbehave(asked)
        else:
            asked.send_page()

    return behave


def drip(asked: Asked, seconds: float) -> None:
    """Send a page a byte at a time, and never to its end."""
    body = body_of(asked.page)
    asked.reply(b"", length=len(body))
    until = time.monotonic() + seconds
    for byte in body:
        if time.monotonic() > until:
            return
        asked.wfile.write(bytes([byte]))
        time.sleep(0.05)
