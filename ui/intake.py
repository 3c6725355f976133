"""From a chosen file, sample or store to a log under study."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from connectors import connectors, open_source
from mining.analysis import Settings
from mining.errors import NoRoom, ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from sample_logs import Sample, samples
from ui.access.gate import demand, record
from ui.access.roles import Action
from ui.escape import as_text
from ui.results import shared_results
from ui.session import Session, safe_name
from ui.stages import ANALYSING, READING, stage_bar
from ui.study import Study
from ui.turns import heavy
from ui.work import Work

__all__ = ["analyse_source", "open_first", "show_refusal", "take_sample", "take_upload", "upload_suffixes"]


def upload_suffixes() -> list[str]:
    """Return the file endings that some connector reads, for the file chooser."""
    endings = {suffix.rsplit(".", 1)[-1] for connector in connectors() for suffix in connector.suffixes}
    return sorted(endings | {"gz", "zip"})


def take_upload(session: Session, upload: UploadedFile) -> None:
    """Take an upload as the session's source, once."""
    if upload.file_id == session.upload_id:
        return
    demand(Action.UPLOAD, safe_name(upload.name))
    record(Action.UPLOAD, safe_name(upload.name))
    try:
        session.keep_upload(upload.file_id, upload.name, upload.getbuffer())
    except NoRoom as refusal:
        show_refusal(str(refusal))


def take_sample(session: Session, sample: Sample) -> None:
    """Take a sample log as the session's source."""
    demand(Action.ANALYSE, sample.key)
    session.choose_sample(sample.key, sample.path)


def open_first(session: Session) -> None:
    """Open the log that the environment names, once a session, unless the person has chosen another one.

    THROUGHLINE_STORE is the path of a prepared store, which any number of sessions read at once;
    THROUGHLINE_SAMPLE is the key of a sample log.
    """
    if session.was_greeted or session.source or session.study:
        return
    demand(Action.OPEN)
    store, wanted = os.environ.get("THROUGHLINE_STORE", ""), os.environ.get("THROUGHLINE_SAMPLE", "")
    sample = next((one for one in samples() if one.key == wanted), None)
    if store:
        _open_store(session, Path(store))
    elif sample:
        session.was_greeted = True
        session.choose_sample(sample.key, sample.path)
        _analyse(session, sample.mapping.without_attributes(), sample.rules, Action.OPEN)


def _open_store(session: Session, path: Path) -> None:
    try:
        log = EventLog.open(path)
        record(Action.OPEN, log.name)
    except ThroughlineError as refusal:
        show_refusal(str(refusal))
        return
    session.was_greeted = True
    settings = Settings(calendar=session.calendar)
    session.finish(Study(Work(log, log.name, settings=settings, results=shared_results(log))), path)


def analyse_source(session: Session, mapping: Mapping, rules: ReadingRules) -> None:
    """Read and analyse the session's file, showing each stage; a refusal is shown, not raised."""
    demand(Action.ANALYSE, session.source.name if session.source else "")
    _analyse(session, mapping, rules, Action.ANALYSE)


def _analyse(session: Session, mapping: Mapping, rules: ReadingRules, action: Action) -> None:
    if session.source is None:
        return
    # A store of the session's own goes with it, and so does its key: it is never written down.
    rules = replace(rules, privacy=replace(rules.privacy, keep_key=False))
    try:
        with stage_bar((*READING, *ANALYSING)) as progress:
            with heavy.turn(progress):
                raw = open_source(session.source, session.read_options)
                log = EventLog.from_table(raw, mapping, rules, progress, session.store)
            work = Work(log, log.name, settings=Settings(calendar=session.calendar))
            work.analyse(progress)
        record(action, log.name)
    except ThroughlineError as refusal:
        show_refusal(str(refusal))
        return
    session.finish(Study(work))
    st.rerun()


def show_refusal(sentence: str) -> None:
    """Show why something was refused."""
    st.error(as_text(sentence), icon=":material/error:")
