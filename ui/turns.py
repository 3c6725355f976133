"""Taking turns: reading and analysing need the whole machine, so only so many are done at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

__all__ = ["WAITING", "a_turn"]

WAITING = "Waiting for other people's analyses to finish"
_PATIENCE_SECONDS = 1.0
_turns = BoundedSemaphore(int(os.environ.get("THROUGHLINE_ANALYSES", "2")))


@contextmanager
def a_turn(progress: Callable[[str], None]) -> Iterator[None]:
    """Wait until it is this one's turn; THROUGHLINE_ANALYSES says how many go on at a time, 2 by default.

    Parameters
    ----------
    progress
        Told while there is a wait, again and again, so that a session whose tab was closed ends here.
    """
    if not _turns.acquire(blocking=False):
        progress(WAITING)
        while not _turns.acquire(timeout=_PATIENCE_SECONDS):
            progress(WAITING)
    try:
        yield
    finally:
        _turns.release()
