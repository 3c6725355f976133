"""A bar that names what is being done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from mining.report import DISCOVERING

__all__ = ["ANALYSING", "MODELLING", "READING", "stage_bar"]

READING = ("Opening the file", "Loading rows", "Reading times", "Checking rows", "Ordering events")
"""What `mining.eventlog.EventLog.from_table` tells, after the opening."""
ANALYSING = (
    "Counting what follows what",
    "Looking for routines",
    "Ranking steps",
    "Trying other readings",
)
"""What `mining.analysis.analyse` tells."""
MODELLING = (DISCOVERING,)
"""What `mining.report.process_model` tells."""


@contextmanager
def stage_bar(stages: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Show a bar, give what moves it on to a stage, and take the bar away at the end."""
    bar = st.progress(0.0, text=stages[0])

    def progress(stage: str) -> None:
        done = stages.index(stage) if stage in stages else 0
        bar.progress(done / len(stages), text=stage)

    try:
        yield progress
    finally:
        bar.empty()
