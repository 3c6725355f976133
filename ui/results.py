"""What has been computed of some cases: once, however many people ask for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from mining.eventlog import EventLog
from mining.readers import store_of

__all__ = ["Results", "forget_shared_results", "shared_results"]

T = TypeVar("T")
_LOOK_SECONDS = 0.5


class Results:
    """Results by what they are of. They are figures, frozen, and hold on to no log and no person."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._making: dict[Hashable, Lock] = {}

    def known(self, key: Hashable) -> Any:  # noqa: ANN401 - the key says of what type
        """Return a result if it has been computed, None if not."""
        return self._known.get(key)

    def once(self, key: Hashable, compute: Callable[[], T], wait: Callable[[], object] = lambda: None) -> T:
        """Return a result, computed unless it is known.

        While somebody else computes it, `wait` is called twice a second; it may raise to give up.
        """
        making = self._making.setdefault(key, Lock())
        while key not in self._known:
            if not making.acquire(timeout=_LOOK_SECONDS):
                wait()
                continue
            try:
                if key not in self._known:
                    self._known[key] = compute()
            finally:
                making.release()
        return self._known[key]  # type: ignore[no-any-return]


_latest: list[tuple[object, Results]] = []
_looking = Lock()


def shared_results(log: EventLog) -> Results:
    """Return the results that all who look at the whole of one store share: the same file tells all the same.

    Those of the store asked for last are kept, so that the next visitor need not wait either.
    """
    store = store_of(log.engine)
    with _looking:
        # Not looked up by key: to Ibis, two engines are equal though they hold different stores.
        if not _latest or _latest[0][0] is not store or store is None:
            _latest[:] = [(store, Results())]
        return _latest[0][1]


def forget_shared_results() -> None:
    """Let go of the store asked for last and of what was computed of it: it is deleted."""
    with _looking:
        _latest.clear()
