"""The cookies of a sign-in: sent over TLS only where there is TLS, and gone when the sign-in is over."""

from __future__ import annotations

import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mining.errors import NotAllowed
from ui.access.gate import is_served_by_tls, record_failed_sign_in
from ui.access.settings import read_access

__all__ = ["SignInCookies"]

_OURS = (b"_streamlit_user", b"_streamlit_session")
_MAX_AGE = re.compile(rb"(?i)(; max-age=)(\d+)")
_LONGEST_HOURS = 12
_PAUSE_SECONDS = 60


class SignInCookies:
    """Puts right what Streamlit leaves open: it sends its cookies without Secure and keeps them for 30 days.

    It also sees sign-ins that fail, of which pages hear nothing, and has them recorded, one a minute at most: anybody
    can make them, and the audit log must not be filled by strangers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._last_failure = -float(_PAUSE_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and change the cookies of its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookies = [value for name, value in message["headers"] if name.lower() == b"set-cookie"]
                if _comes_back(scope) and not any(map(_is_sign_in, cookies)):
                    self._failed()
                message["headers"] = [
                    (name, _changed(value) if value.startswith(_OURS) and value in cookies else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        await self._app(scope, receive, send_changed)

    def _failed(self) -> None:
        if time.monotonic() - self._last_failure >= _PAUSE_SECONDS:
            self._last_failure = time.monotonic()
            record_failed_sign_in()


def _comes_back(scope: Scope) -> bool:
    """Whether this is an answer of the identity provider; after a sign-out it says nothing."""
    return bool(str(scope["path"]).endswith("/oauth2callback") and scope.get("query_string"))


def _is_sign_in(cookie: bytes) -> bool:
    return cookie.startswith(b"_streamlit_user=") and not cookie.startswith(
        (b'_streamlit_user="";', b"_streamlit_user=;")
    )


def _changed(cookie: bytes) -> bytes:
    longest = round(3600 * _hours())
    cookie = _MAX_AGE.sub(lambda found: found[1] + b"%d" % min(int(found[2]), longest), cookie)
    return cookie + b"; Secure" if is_served_by_tls() and b"; secure" not in cookie.lower() else cookie


def _hours() -> float:
    try:
        return read_access().session_hours
    except NotAllowed:
        return _LONGEST_HOURS
