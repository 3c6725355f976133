"""What a session remembers: the only place that touches st.session_state."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

import streamlit as st

from connectors import ReadOptions
from mining.analysis import Analysis
from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.layout import MapLayout, lay_out
from mining.eventlog import EventLog

__all__ = ["DEFAULT_PATHS", "Session", "Work", "current", "needs_work"]

_KEY = "throughline"
DEFAULT_PATHS = 0.6
"""Share of paths on the map before anybody moves the slider."""


@dataclass(frozen=True)
class Work:
    """A log that was read and its analysis; both belong to one session only."""

    log: EventLog
    analysis: Analysis

    @cached_property
    def shown_graph(self) -> DirectlyFollowsGraph:
        """The graph without the counts too small to show."""
        return self.analysis.graph.at_least(self.analysis.settings.hide_below)

    @cached_property
    def layout(self) -> MapLayout:
        """Where everything stands on the map at first; later views move lines, not boxes."""
        return lay_out(self.shown_graph.simplified(activities=1, paths=DEFAULT_PATHS))


@dataclass
class Session:
    """One person's session.

    Attributes
    ----------
    source
        The file being mapped, in the session's own folder; None before one is chosen.
    sample_key
        Key of the sample log chosen, or "".
    read_options
        What the person has said about the file: which sheet, which file of an archive.
    upload_id
        Streamlit's id of the last upload taken, so that one file is taken once.
    was_greeted
        Whether a sample log was opened at the start.
    work
        The log and its analysis; None before a log is analysed.
    """

    source: Path | None = None
    sample_key: str = ""
    read_options: ReadOptions = field(default_factory=ReadOptions)
    upload_id: str = ""
    was_greeted: bool = False
    work: Work | None = None
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="throughline-session-")))

    def keep_upload(self, upload_id: str, name: str, content: memoryview) -> None:
        """Store an upload in the session's folder, under what is harmless of its name."""
        self._forget_file()
        self.folder.mkdir(exist_ok=True)
        path = self.folder / safe_name(name)
        path.write_bytes(content)
        self._take(path, "")
        self.upload_id = upload_id

    def choose_sample(self, key: str, path: Path) -> None:
        """Take a sample log as the source."""
        self._forget_file()
        self._take(path, key)

    def finish(self, work: Work) -> None:
        """Keep the analysis and delete the uploaded file: its rows are in the engine now."""
        self._forget_file()
        self.work, self.source = work, None

    def _take(self, path: Path, sample_key: str) -> None:
        self.source, self.sample_key, self.work = path, sample_key, None
        self.read_options = ReadOptions()

    def _forget_file(self) -> None:
        if self.folder.exists():
            shutil.rmtree(self.folder)


def current() -> Session:
    """Return the session of the person looking at the page."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    return cast("Session", st.session_state[_KEY])


def safe_name(name: str) -> str:
    """Return a file name without anything a path or a pattern could be made of.

    Examples
    --------
    >>> safe_name("../../Missed bins (May).csv"), safe_name("*.csv")
    ('Missed bins (May).csv', 'upload.csv')
    """
    kept = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isalnum() or c in " ._-()")
    kept = kept.strip(" .") if not kept.startswith(".") else "upload" + kept
    return kept[-100:] or "upload"


def needs_work() -> Work:
    """Return the session's analysis; without one, say what to do and end the page."""
    work = current().work
    if work is None:
        st.info("There is nothing to show yet. Choose a log first.")
        st.page_link("ui/pages/data.py", label="Go to Data")
        st.stop()
    return work
