"""Uploads: into one's own session only, one at a time, and no more than the server can hold."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config, runtime

from ui.serving.visitors import HEADER

__all__ = ["MOST_BYTES", "MOST_FILES", "GuardedUploads"]

MOST_FILES = 3
"""Uploads that a session may hold at a time."""
MOST_BYTES = 2 * 10**9
"""What the uploads of all sessions may hold together, those on their way included."""
_WRITTEN = 2
"""How often an upload is written: as it arrives, and where the session keeps it."""

_UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/(?P<file>[^/]+)/?")


class GuardedUploads:
    """Refuses an upload before its content is read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._arriving: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it is an upload that is refused."""
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if not upload or scope["method"] not in {"PUT", "DELETE"}:
            await self._app(scope, receive, send)
            return
        session, headers = upload["session"], Headers(scope=scope)
        if not _is_own(session, headers):
            await PlainTextResponse("This is not your session.", 403)(scope, receive, send)
        elif scope["method"] == "DELETE":
            await self._app(scope, receive, send)
        else:
            await self._take(session, _announced(headers), scope, receive, send)

    async def _take(self, session: str, size: int, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(session, size)
        if refused:
            await refused(scope, receive, send)
            return
        self._arriving[session] = size
        try:
            await self._app(scope, receive, send)
        finally:
            del self._arriving[session]

    def _refusal(self, session: str, size: int) -> PlainTextResponse | None:
        held = runtime.get_instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
        if session in self._arriving:
            return PlainTextResponse("Another upload of this session is on its way.", 429)
        if len(held.get(session, ())) >= MOST_FILES:
            return PlainTextResponse(f"This session holds {MOST_FILES} uploads. Remove one first.", 413)
        n_bytes = sum(len(file.data) for files in list(held.values()) for file in list(files.values()))
        if shutil.disk_usage(tempfile.gettempdir()).free < _WRITTEN * (size + self._arriving.total()):
            return PlainTextResponse("The disk of the server is full. Tell the person who runs it.", 507)
        if n_bytes + self._arriving.total() + size > MOST_BYTES:
            return PlainTextResponse("The server holds as many uploads as it can. Try again later.", 503)
        return None


def _is_own(session: str, headers: Headers) -> bool:
    client = runtime.get_instance().get_client(session)
    context = client.client_context if client else None
    return context is not None and (HEADER, headers[HEADER]) in [(k.lower(), v) for k, v in context.headers]


def _announced(headers: Headers) -> int:
    """What an upload says to weigh; the most that is allowed where it does not say."""
    most = int(config.get_option("server.maxUploadSize")) * 2**20
    said = headers.get("content-length", "")
    return min(int(said), most) if said.isdecimal() else most
