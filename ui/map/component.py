"""The process map on a Streamlit page: mounts the component and reads back what was selected."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.map.view import MapView

__all__ = ["Selection", "joined_script", "process_map"]

_HERE = Path(__file__).parent
# A component is given one script. The files are joined in this order, each needing only those before it.
_SCRIPTS = ("zoom.js", "walk.js", "drawing.js", "camera.js", "pointing.js", "map.js")
_STYLES = ("colours.css", "map.css")
_IMPORT = re.compile(r"^import\s[^;]*;\n", re.MULTILINE)


def joined_script() -> str:
    """Return the scripts of the component as one ES module."""
    return "\n".join(_IMPORT.sub("", (_HERE / name).read_text("utf8")) for name in _SCRIPTS)


_mount = st.components.v2.component(
    "process_map",
    html='<div class="process-map"></div>',
    css="\n".join((_HERE / name).read_text("utf8") for name in _STYLES),
    js=joined_script(),
)


@dataclass(frozen=True)
class Selection:
    """What a person selected on the map.

    Attributes
    ----------
    kind
        "activity", "start", "end" or "line".
    activity
        Name of the activity; None for the other kinds.
    source, target
        Ends of the line; None stands for the start or the end of the process, and for the other kinds.
    """

    kind: Literal["activity", "start", "end", "line"]
    activity: str | None = None
    source: str | None = None
    target: str | None = None

    @classmethod
    def from_id(cls, view: MapView, part_id: object) -> Selection | None:
        """Return the part of the map that has this id, or None if it has none (any more)."""
        for node in view["nodes"]:
            if node["id"] == part_id:
                return cls(node["kind"], activity=node["name"] if node["kind"] == "activity" else None)
        for edge in view["edges"]:
            if edge["id"] == part_id:
                return cls("line", source=edge["sourceName"], target=edge["targetName"])
        return None

    def id_in(self, view: MapView) -> str | None:
        """Return the id of this part in a view, or None if the view does not show it."""
        ids = [part["id"] for part in (*view["nodes"], *view["edges"])]
        return next((part_id for part_id in ids if Selection.from_id(view, part_id) == self), None)


def process_map(
    view: MapView,
    *,
    key: str,
    selected: Selection | None = None,
    on_change: Callable[[], None] | None = None,
    height: int = 680,
) -> Selection | None:
    """Draw a process map and return what is selected on it.

    Parameters
    ----------
    view
        What to draw, from `ui.map.view.map_view`.
    key
        Key of the component; the map keeps its zoom and place as long as the key stays.
    selected
        What the page wants selected. The map follows when this changes, not when it stays the same.
    on_change
        Called before the page is run again because the selection changed.
    height
        Height of the drawing in px; on a low screen it takes at most 78% of the window.
    """
    result = _mount(
        key=key,
        data={"view": view, "selected": selected.id_in(view) if selected else None, "height": height},
        on_selected_change=on_change or _nothing,
    )
    return Selection.from_id(view, result.get("selected"))


def _nothing() -> None:
    """Stand in for a missing callback: without one, Streamlit would not send the selection."""
