"""The one button by which anything leaves the program."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.access.gate import allowed, guarded
from ui.access.roles import Action

__all__ = ["export_button"]


_TYPES = {
    "bpmn": "application/xml",
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "svg": "image/svg+xml",
}


def export_button(
    label: str, make: Callable[[], str | bytes], file_name: str, *, log: str, key: str | None = None
) -> None:
    """Show a download to those who may export; it is guarded and recorded when it is asked for.

    Parameters
    ----------
    label
        What the button says.
    make
        Makes the content, once it is asked for.
    file_name
        Of the download; its ending tells the type.
    log
        Name of the log that it tells of, for the audit log.
    key
        Of the button, where two would have the same.
    """
    if allowed(Action.EXPORT):
        made = guarded(Action.EXPORT, make, log, file_name)
        type_of_file = _TYPES[file_name.rsplit(".", 1)[-1]]
        st.download_button(label, made, file_name, type_of_file, on_click="ignore", key=key)
