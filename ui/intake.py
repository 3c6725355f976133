"""From a chosen file to an analysed log, with its stages named while they run."""

from __future__ import annotations

import os

import streamlit as st

from connectors import connectors, open_source
from mining.analysis import analyse
from mining.errors import ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from sample_logs import samples
from ui.escape import as_text
from ui.session import Session, Work

__all__ = ["analyse_source", "open_first_sample", "upload_suffixes"]

_STAGES = (
    "Opening the file",
    "Loading rows",
    "Reading times",
    "Ordering events",
    "Counting what follows what",
    "Looking for routines",
    "Ranking steps",
    "Discovering the process model",
)


def upload_suffixes() -> list[str]:
    """Return the file endings that some connector reads, for the file chooser."""
    endings = {suffix.rsplit(".", 1)[-1] for connector in connectors() for suffix in connector.suffixes}
    return sorted(endings | {"gz", "zip"})


def open_first_sample(session: Session) -> None:
    """Analyse the sample log named by the environment variable THROUGHLINE_SAMPLE, once a session."""
    wanted = os.environ.get("THROUGHLINE_SAMPLE", "")
    sample = next((one for one in samples() if one.key == wanted), None)
    if sample is None or session.was_greeted:
        return
    session.was_greeted = True
    session.choose_sample(sample.key, sample.path)
    analyse_source(session, sample.mapping.without_attributes(), sample.rules)


def analyse_source(session: Session, mapping: Mapping, rules: ReadingRules) -> None:
    """Read and analyse the session's file, showing each stage; a refusal is shown, not raised."""
    if session.source is None:
        return
    bar = st.progress(0.0, text=_STAGES[0])

    def progress(stage: str) -> None:
        done = _STAGES.index(stage) if stage in _STAGES else 0
        bar.progress(done / len(_STAGES), text=stage)

    try:
        raw = open_source(session.source, session.read_options)
        log = EventLog.from_table(raw, mapping, rules, progress)
        session.finish(Work(log, analyse(log, progress=progress)))
    except ThroughlineError as refusal:
        bar.empty()
        st.error(as_text(str(refusal)), icon=":material/error:")
        return
    bar.empty()
    st.rerun()
