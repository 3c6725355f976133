"""Closed sessions: what they hold is dropped a while after the tab was closed, whether or not anybody comes by."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from streamlit import config, runtime
from streamlit.runtime import Runtime
from streamlit.starlette import App

from mining.scratch import own_scratch

__all__ = ["forgetting"]

_LONGEST_PAUSE = 15


@asynccontextmanager
async def forgetting(_app: App) -> AsyncGenerator[None]:
    """Look for closed sessions as long as the app is served, and leave no file behind at the end.

    Streamlit only marks them as expired, and lets go of them when some other session is closed.
    """
    pause = min(_LONGEST_PAUSE, int(config.get_option("server.disconnectedSessionTTL")))
    with own_scratch():
        looking = asyncio.create_task(_look(runtime.get_instance(), max(1, pause)))
        try:
            yield
        finally:
            looking.cancel()


async def _look(served: Runtime, pause: int) -> None:
    closed = served._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    while True:
        await asyncio.sleep(pause)
        if closed.expire():
            # A session and its pages refer to each other, and mining.asking takes what there is at the first
            # answer out of garbage collection: the first session would stay for good, and its folder with it.
            gc.unfreeze()
            gc.collect()
            gc.freeze()
