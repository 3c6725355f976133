"""What the records of a log change about how its steps are ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mining.eventlog import EventLog
from mining.feedback.book import Book
from mining.feedback.place import book_path, log_id
from mining.feedback.questions import stated_in
from mining.feedback.records import Choice, Record, standing
from mining.ranking.settings import RankingSettings

__all__ = ["as_reviewed", "ranking_of"]


def as_reviewed(settings: RankingSettings, records: Sequence[Record], log: str = "") -> RankingSettings:
    """Return the settings with what reviewers answered, and with the model that was chosen for the log, if any.

    `log` is what records call it; one that goes with its session keeps no model.
    """
    choices = [one for one in standing(records) if isinstance(one, Choice)]
    chosen = choices[-1].model if choices and log not in {"", log_id("")} else ""
    return replace(settings, stated=stated_in(records), model=f"{log}/{chosen}" if chosen else "")


def ranking_of(log: EventLog, source: Path) -> RankingSettings:
    """Return how the steps of a store are ranked, by what is recorded of it.

    Raises
    ------
    ReviewRefused
        Its reviews cannot be read.
    """
    named = log_id(log.privacy.key_id, source)
    return as_reviewed(RankingSettings(), Book(book_path(named)).records(), named)
