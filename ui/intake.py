"""From a chosen file, sample or store to a log under study."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from connectors import connectors, open_source
from mining.errors import ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from sample_logs import samples
from ui.escape import as_text
from ui.results import shared_results
from ui.session import Session
from ui.stages import ANALYSING, READING, stage_bar
from ui.study import Study
from ui.turns import heavy
from ui.work import Work

__all__ = ["analyse_source", "open_first", "show_refusal", "upload_suffixes"]


def upload_suffixes() -> list[str]:
    """Return the file endings that some connector reads, for the file chooser."""
    endings = {suffix.rsplit(".", 1)[-1] for connector in connectors() for suffix in connector.suffixes}
    return sorted(endings | {"gz", "zip"})


def open_first(session: Session) -> None:
    """Open the log that the environment names, once a session, unless the person has chosen another one.

    THROUGHLINE_STORE is the path of a prepared store, which any number of sessions read at once;
    THROUGHLINE_SAMPLE is the key of a sample log.
    """
    if session.was_greeted or session.source or session.study:
        return
    store, wanted = os.environ.get("THROUGHLINE_STORE", ""), os.environ.get("THROUGHLINE_SAMPLE", "")
    sample = next((one for one in samples() if one.key == wanted), None)
    if store:
        _open_store(session, Path(store))
    elif sample:
        session.was_greeted = True
        session.choose_sample(sample.key, sample.path)
        analyse_source(session, sample.mapping.without_attributes(), sample.rules)


def _open_store(session: Session, path: Path) -> None:
    try:
        log = EventLog.open(path)
    except ThroughlineError as refusal:
        show_refusal(str(refusal))
        return
    session.was_greeted = True
    session.finish(Study(Work(log, log.name, results=shared_results(log))))


def analyse_source(session: Session, mapping: Mapping, rules: ReadingRules) -> None:
    """Read and analyse the session's file, showing each stage; a refusal is shown, not raised."""
    if session.source is None:
        return
    try:
        with stage_bar((*READING, *ANALYSING)) as progress:
            raw = open_source(session.source, session.read_options)
            with heavy.turn(progress):
                log = EventLog.from_table(raw, mapping, rules, progress, session.store)
            work = Work(log, log.name)
            work.analyse(progress)
    except ThroughlineError as refusal:
        show_refusal(str(refusal))
        return
    session.finish(Study(work))
    st.rerun()


def show_refusal(sentence: str) -> None:
    """Show why something was refused."""
    st.error(as_text(sentence), icon=":material/error:")
