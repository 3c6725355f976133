"""Turns at heavy work: a few analyses at once in this process, the others in the order in which they came."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

__all__ = ["AT_ONCE", "Turns", "heavy"]

AT_ONCE = int(os.environ.get("THROUGHLINE_ANALYSES", "2"))
"""More at once would not be done sooner, each takes memory, and models have a limit of time on the clock."""
_LOOK_SECONDS = 0.5
Progress = Callable[[str], None]


class Turns:
    """A queue in which the first few are at work.

    Parameters
    ----------
    at_once
        How many.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._queue: deque[object] = deque()
        self._moved = Condition()

    @contextmanager
    def turn(self, progress: Progress) -> Iterator[None]:
        """Wait for a turn and hold it; `progress` is told on the way, and may raise to leave the queue."""
        ticket = object()
        with self._moved:
            self._queue.append(ticket)
        try:
            while ahead := self._ahead_of(ticket):
                progress(self._sentence(ahead))
            yield
        finally:
            with self._moved:
                self._queue.remove(ticket)
                self._moved.notify_all()

    def _ahead_of(self, ticket: object) -> int:
        """How many have to finish before a ticket's turn, after a while or as soon as it is its turn."""
        with self._moved:
            self._moved.wait_for(lambda: self._queue.index(ticket) < self._at_once, _LOOK_SECONDS)
            return max(0, self._queue.index(ticket) - self._at_once + 1)

    def _sentence(self, ahead: int) -> str:
        busy = f"{self._at_once} analyses are running"
        return f"{busy}; yours starts next" if ahead == 1 else f"{busy}, {ahead - 1} wait before yours"


heavy = Turns(AT_ONCE)
"""Those of this process."""
