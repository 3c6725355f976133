"""What a session remembers: the only place that touches st.session_state."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import streamlit as st

from connectors import ReadOptions
from mining.performance.calendar import WorkingCalendar
from mining.privacy.deletion import delete_store, shred_folder
from mining.privacy.shredding import shred
from mining.replacing import PRIVATE, replacing
from mining.room import room_told
from ui.results import forget_shared_results
from ui.study import Study

__all__ = ["Session", "current", "forget", "safe_name"]

_KEY = "throughline"


def _private_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="throughline-session-"))


@dataclass
class Session:
    """One person's session.

    Attributes
    ----------
    source
        The file being mapped; None before one is chosen.
    sample_key
        Key of the sample log chosen, or "".
    read_options
        What the person has said about the file: which sheet, which file of an archive.
    upload_id
        Streamlit's id of the last upload taken, so that one file is taken once.
    was_greeted
        Whether the log named at the start was opened.
    study
        The log under study and its filters; None before there is one.
    calendar
        The working calendar the person has said, for every log that they open.
    shared_store
        The store under study that is not the session's own; None where there is none.
    deletion
        What to say about a log that was deleted, until there is another one.
    reviewer, recorded
        Who reviews steps, where nobody signs in; and what they recorded last, until it was said.
    folder
        The session's own, for the upload and its store; it goes with the session.
    id
        What the audit log calls the session.
    """

    source: Path | None = None
    sample_key: str = ""
    read_options: ReadOptions = field(default_factory=ReadOptions)
    upload_id: str = ""
    was_greeted: bool = False
    study: Study | None = None
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    shared_store: Path | None = None
    deletion: str = ""
    reviewer: str = ""
    recorded: str = ""
    folder: Path = field(default_factory=_private_folder)
    id: str = field(default_factory=lambda: secrets.token_hex(4))
    _happened: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    @property
    def store(self) -> Path:
        """Where the prepared log of an upload is kept."""
        return self.folder / "log.throughline"

    def is_first(self, what: str) -> bool:
        """Whether this happens for the first time in the session."""
        is_new = what not in self._happened
        self._happened.add(what)
        return is_new

    def keep_upload(self, upload_id: str, name: str, content: memoryview) -> None:
        """Store an upload in the session's folder, under what is harmless of its name.

        Raises
        ------
        NoRoom
            The disk of the temporary folder is full.
        """
        self._let_go()
        path = self.folder / safe_name(name)
        with room_told(path), replacing(path, PRIVATE) as partial:
            partial.write_bytes(content)
        self._take(path, "")
        self.upload_id = upload_id

    def choose_sample(self, key: str, path: Path) -> None:
        """Take a sample log as the source."""
        self._let_go()
        self._take(path, key)

    def finish(self, study: Study, shared_store: Path | None = None) -> None:
        """Keep the log under study and delete the uploaded file: its rows are in the store now."""
        if self.source and self.source.parent == self.folder:
            shred(self.source)
        self.study, self.source, self.shared_store, self.deletion = study, None, shared_store, ""

    def delete(self) -> None:
        """Delete the log under study, its key and all that the session keeps in files.

        Raises
        ------
        StoreRefused
            The store that it was opened from is not there any more.
        """
        shared = self.shared_store
        if self.study:
            self.study.whole.log.close()
        self.study = self.shared_store = None
        shred_folder(self.folder)
        self.folder.mkdir(mode=0o700)
        self.deletion = "The log is deleted."
        if shared:
            forget_shared_results()
            delete_store(shared)

    def _take(self, path: Path, sample_key: str) -> None:
        self.source, self.sample_key = path, sample_key
        self.read_options = ReadOptions()

    def _let_go(self) -> None:
        """Close the former log, and remove what was kept of it and of its upload."""
        if self.study:
            self.study.whole.log.close()
        self.study = self.shared_store = None
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)


def current() -> Session:
    """Return the session of the person looking at the page."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    return cast("Session", st.session_state[_KEY])


def forget() -> None:
    """Drop the session of the person looking at the page, and with it what is kept of their log."""
    st.session_state.pop(_KEY, None)


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
