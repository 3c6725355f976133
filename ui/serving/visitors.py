"""Who is asking: a browser is known by a cookie of its own, and what it put in or took out answers only to it.

Streamlit serves downloads and takes uploads at addresses that anybody may ask for who learns them, for instance
from a proxy's log, and hands a session to whoever names its id. Here a session belongs to the browser that opened it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import Counter
from contextvars import ContextVar

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

__all__ = ["COOKIE", "HEADER", "MOST_TABS", "OneBrowserASession", "visitor_now"]

COOKIE = "throughline_visitor"
HEADER = "x-throughline-visitor"
"""Tells Streamlit the visitor (server.trustedUserHeaders), who alone may take a session up again."""
MOST_TABS = 10
"""Sessions that one browser may have open at a time."""

_WELL_FORMED = re.compile(r"[\w-]{43}")
_TRY_AGAIN_LATER = 1013
_asking: ContextVar[str] = ContextVar("asking", default="")


def visitor_now() -> str:
    """Return who is asking, in a run of a page or while a request is answered; "" if that is not known."""
    running = get_script_run_ctx(suppress_warning=True)
    return str(running.user_info.get("visitor") or "") if running else _asking.get()


class OneBrowserASession:
    """Gives every browser a cookie, and tells what is behind whose request it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._tabs: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under the name of its visitor, whatever name it came with."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
        is_known = bool(_WELL_FORMED.fullmatch(cookie))
        cookie = cookie if is_known else secrets.token_urlsafe(32)
        visitor = hashlib.sha256(cookie.encode()).hexdigest()
        _asking.set(visitor)
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != HEADER.encode()]}
        scope["headers"].append((HEADER.encode(), visitor.encode()))
        if scope["type"] == "websocket":
            await self._open_tab(visitor, scope, receive, send)
        else:
            await self._app(scope, receive, send if is_known else _giving(cookie, scope, send))

    async def _open_tab(self, visitor: str, scope: Scope, receive: Receive, send: Send) -> None:
        if self._tabs[visitor] >= MOST_TABS:
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return
        self._tabs[visitor] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._tabs[visitor] -= 1
            self._tabs += Counter()  # forget those who have none left


def _giving(cookie: str, scope: Scope, send: Send) -> Send:
    """Return a `send` that gives the cookie along with a page; it lasts until the browser is closed."""
    secure = "; Secure" if scope["scheme"] == "https" else ""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("set-cookie", f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Lax{secure}")
        await send(message)

    return send_with_cookie
