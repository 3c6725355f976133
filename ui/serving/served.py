"""What stands in front of the app, outermost first, and how it keeps downloads apart."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime
from streamlit.starlette import App

from ui.access.cookies import SignInCookies
from ui.serving.downloads import OwnDownloads
from ui.serving.headers import SecureHeaders
from ui.serving.uploads import GuardedUploads
from ui.serving.visitors import OneBrowserASession

__all__ = ["GUARDS", "keep_downloads_apart"]


class NoFigures:
    """Hides what Streamlit tells anybody about its memory and its sessions."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it asks for figures."""
        hidden = scope["type"] == "http" and scope["path"].rstrip("/").endswith("/_stcore/metrics")
        await (PlainTextResponse("Not Found", 404) if hidden else self._app)(scope, receive, send)


_GUARDS = (SecureHeaders, SignInCookies, NoFigures, OneBrowserASession, GuardedUploads)
GUARDS = tuple(Middleware(guard) for guard in _GUARDS)


def keep_downloads_apart(app: App) -> None:
    """Give an app a store of downloads that knows owners; Streamlit lets it be chosen, but not through its App."""
    create = app._create_runtime

    def with_owners() -> Runtime:
        runtime = create()
        runtime.media_file_mgr._storage = OwnDownloads("/media")
        return runtime

    app._create_runtime = with_owners  # type: ignore[method-assign]
