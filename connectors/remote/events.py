"""An event of a reply as a row of text: only what was asked for, under names that no one can fold together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dlt

from connectors.remote.landed import NUMBER, value_names
from connectors.remote.paging import EVENTS, found_at
from connectors.remote.source import Remote
from mining.errors import NotReadable

__all__ = ["as_row", "row_columns"]

Event = dict[str, Any]


def row_columns(remote: Remote) -> dict[str, Any]:
    """Return what dlt is told of the columns: text throughout, so that no id becomes a number."""
    texts = {name: {"data_type": "text", "nullable": True} for name in value_names(remote)}
    return {NUMBER: {"data_type": "bigint"}, **texts}


def as_row(remote: Remote) -> Callable[[Event], Event]:
    """Return what makes a row of an event; rows are numbered as they come, over all pages."""
    fields = dict(zip(value_names(remote), remote.columns.values(), strict=True))

    def row(event: Event) -> Event:
        state = dlt.current.resource_state(EVENTS)
        state["rows"] = state.get("rows", 0) + 1
        values = {name: _text(found_at(event, field), field, remote) for name, field in fields.items()}
        return {NUMBER: state["rows"], **values}

    return row


def _text(value: Any, field: str, remote: Remote) -> str | None:  # noqa: ANN401
    if isinstance(value, (dict, list)):
        message = f'The field "{field}" of {remote.name} holds a record or a list, not a text. Name a field inside it.'
        raise NotReadable(message)
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
