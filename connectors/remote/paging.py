"""dlt's paginators, made to go on where a killed program stopped, and to notice paging without end."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import dlt
from dlt.sources.helpers.rest_client.paginators import (
    BasePaginator,
    BaseReferencePaginator,
    JSONLinkPaginator,
    JSONResponseCursorPaginator,
)
from requests import Request, Response

from connectors.remote.source import Cursor, Remote
from mining.errors import NotReadable

__all__ = ["EVENTS", "Memory", "found_at", "paginator_for"]

EVENTS = "events"
"""Name of dlt's resource, whose state tells how far a pull has come."""

_MISSING = object()


class Memory:
    """What a pull has seen so far; one for all the paginators that dlt makes of it."""

    def __init__(self) -> None:
        self.pages: set[bytes] = set()
        self.n_stale = 0

    def __deepcopy__(self, _memo: dict[int, Any]) -> Memory:
        return self


def paginator_for(remote: Remote, memory: Memory) -> BasePaginator:
    """Return the paginator of a service."""
    if isinstance(remote.paging, Cursor):
        return _Cursors(remote, memory, cursor_path=remote.paging.path, cursor_param=remote.paging.parameter)
    return _Links(remote, memory, next_url_path=remote.paging.path)


def found_at(payload: Any, path: str) -> Any:  # noqa: ANN401
    """Return what stands at a dotted path of a reply, or `None` where nothing does.

    Examples
    --------
    >>> found_at({"a": {"b": "c"}}, "a.b"), found_at({"a": "b"}, "a.b")
    ('c', None)
    """
    found = _at(payload, path)
    return None if found is _MISSING else found


def _at(payload: Any, path: str) -> Any:  # noqa: ANN401
    for key in path.split("."):
        if not isinstance(payload, dict) or key not in payload:
            return _MISSING
        payload = payload[key]
    return payload


class _Resuming(BaseReferencePaginator):
    """Keeps in the resource's state which page comes next; dlt saves the state together with the pages."""

    def __init__(self, remote: Remote, memory: Memory, **where: str) -> None:
        super().__init__(**where)
        self._remote, self._memory = remote, memory

    def init_request(self, request: Request) -> None:
        """Begin at the page that was to come next."""
        super().init_request(request)
        upcoming = dlt.current.resource_state(EVENTS).get("next")
        if upcoming:
            self._next_reference = upcoming
            self.update_request(request)

    def _note(self, response: Response) -> None:
        """Judge a page, and note what comes after it."""
        payload = response.json()
        self._check_progress(_page(payload, self._remote))
        state = dlt.current.resource_state(EVENTS)
        state["next"] = self._next_reference
        state["finished"] = not self.has_next_page
        total = found_at(payload, self._remote.total) if self._remote.total else None
        if isinstance(total, str) and total.isdecimal():
            state["least"] = min(int(total), state.get("least", int(total)))
            state["most"] = max(int(total), state.get("most", 0))

    def _check_progress(self, page: list[dict[str, Any]]) -> None:
        """Refuse a service that repeats itself; one page twice is no harm, and neither are some empty ones."""
        content = hashlib.sha256(json.dumps(page, sort_keys=True).encode()).digest()
        memory = self._memory
        is_new = bool(page) and content not in memory.pages
        memory.pages.add(content)
        memory.n_stale = 0 if is_new else memory.n_stale + 1
        if self.has_next_page and memory.n_stale >= self._remote.patience.stale_pages:
            message = (
                f"{self._remote.name} sent {memory.n_stale} pages in a row without a new event, so its paging (the "
                "cursor of the next page) runs in a circle. Report it to its supplier."
            )
            raise NotReadable(message)


class _Cursors(_Resuming, JSONResponseCursorPaginator):
    """The next page is told by a word."""

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:
        """Find the word, judge the page."""
        JSONResponseCursorPaginator.update_state(self, response, data)
        self._note(response)


class _Links(_Resuming, JSONLinkPaginator):
    """The next page is told by its address."""

    def update_state(self, response: Response, data: list[Any] | None = None) -> None:
        """Find the address, judge the page."""
        JSONLinkPaginator.update_state(self, response, data)
        self._note(response)


def _page(payload: Any, remote: Remote) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return the events of a reply.

    Raises
    ------
    NotReadable
        It is not laid out as it was told.
    """
    page = _at(payload, remote.events)
    if not isinstance(page, list) or not all(isinstance(event, dict) for event in page):
        have = _listed(payload if isinstance(payload, dict) else {})
        message = (
            f'The response of {remote.name} has no list of events in the field "{remote.events}"; it has {have}. '
            "Correct the name of the field."
        )
        raise NotReadable(message)
    for column in remote.required:
        field = remote.columns[column]
        if page and all(_at(event, field) is _MISSING for event in page):
            message = (
                f'No event of this page of {remote.name} has the field "{field}" ({column}); they have '
                f"{_listed(page[0])}. Correct the name of the field."
            )
            raise NotReadable(message)
    return page


def _listed(fields: dict[str, Any]) -> str:
    return ", ".join(f'"{name[:40]}"' for name in list(fields)[:20]) or "no fields"
