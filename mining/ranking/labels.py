"""Logs whose system accounts are known, and the one label they give: this step is run by a system.

The label says what somebody once automated, not what ought to be. `docs/model_card.md` tells what
that is worth.

A row is one activity of one process of one organisation. The log door pairs starts with completions,
so a row stands for activity instances, and lifecycle transitions are no rows of their own. An activity
is ranked within its log if it was done 20 times or more, and is a row if, of those, 20 or more have a
known performer. Who performed it makes the label and enters no feature.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mining.errors import NotReadable
from mining.ranking.automated import MIN_KNOWN, AutomatedShare, automated_shares
from mining.ranking.classifier import FeatureSchema
from mining.ranking.features import eligible_activities, features
from mining.ranking.performers import Performers, is_unknown
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics
from mining.ranking.training_table import TrainingLog, TrainingRow, TrainingTable
from mining.results import Unanswered

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["LABELLED_LOGS", "LabelledLog", "labelled_rows", "labelled_table"]

Reader = Callable[[Path], "EventLog"]


@dataclass(frozen=True)
class LabelledLog:
    """A log with known system accounts.

    Attributes
    ----------
    file
        File name in the folder of logs.
    organisation
        Whose log it is; logs of one organisation are always left out together.
    process
        What it is a log of.
    system_accounts
        Regular expression that a system account's whole name matches.
    unknown
        Resource names that say nothing, beside the usual ones; their executions are missing, not human.
    exclusions
        Activities left out of the training rows.
    """

    file: str
    organisation: str
    process: str
    system_accounts: str
    unknown: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()

    def is_system(self, resource: str) -> bool:
        """Whether a resource is one of the log's system accounts."""
        return re.fullmatch(self.system_accounts, resource) is not None

    def is_unknown(self, resource: str) -> bool:
        """Whether a resource name says nothing."""
        return resource in self.unknown or is_unknown(resource)

    def shares(self, performers: Performers) -> tuple[AutomatedShare, ...]:
        """Return how much of each activity the system performs.

        Raises
        ------
        NotReadable
            The log names no performer, so it labels nothing.
        """
        shares = automated_shares(performers, self.is_system)
        if isinstance(shares, Unanswered):
            message = f"{self.file}: {shares.reason}"
            raise NotReadable(message)
        return shares


LABELLED_LOGS: tuple[LabelledLog, ...] = (
    LabelledLog("bpic2012.xes.gz", "Dutch bank", "loan applications", r"112"),
    LabelledLog(
        "bpic2019_3way_after.xes.gz",
        "Multinational (purchasing)",
        "purchase orders, three-way match after receipt",
        r"batch_\d+",
        frozenset({"NONE"}),
    ),
    LabelledLog(
        "bpic2020_domestic_declarations.xes.gz", "Dutch university", "domestic travel claims", r"SYSTEM"
    ),
    LabelledLog("bpic2020_permit_log.zip", "Dutch university", "travel permits", r"SYSTEM"),
)
"""Two logs of the university are one organisation: they share staff, software and several steps."""


def labelled_rows(log: EventLog, source: LabelledLog) -> tuple[TrainingRow, ...]:
    """Return the training rows of one labelled log, in order of activity.

    Raises
    ------
    NotReadable
        The log has too few activities to rank, or names no performer.
    """
    statistics = ActivityStatistics.of(log).total()
    eligible = eligible_activities(statistics, RankingSettings())
    if isinstance(eligible, Unanswered):
        message = f"{source.file}: {eligible.reason}"
        raise NotReadable(message)
    shares = source.shares(Performers.of(log, source.is_unknown))
    table = features(statistics, eligible)
    rows = []
    for place, number in enumerate(eligible):
        name, share = log.activity_names[number], shares[number]
        if share.n_known < MIN_KNOWN or name in source.exclusions:
            continue
        counts = (int(statistics.executions[number]), share.n_known, share.n_system, int(share.is_automated))
        criteria = (tuple(table.raw[place].tolist()), tuple(table.ranks[place].tolist()))
        rows.append(TrainingRow(source.organisation, source.process, source.file, name, *counts, *criteria))
    return tuple(rows)


def labelled_table(
    folder: Path,
    read: Reader,
    progress: Callable[[str], None] = lambda _stage: None,
    sources: Sequence[LabelledLog] = LABELLED_LOGS,
) -> tuple[TrainingTable, tuple[TrainingLog, ...]]:
    """Return the training table of the labelled logs in a folder, and what was read.

    Parameters
    ----------
    folder
        Holds the logs; those that are missing are left out.
    read
        Turns a file into an event log.
    progress
        Told which log is being read.
    sources
        The labelled logs.

    Raises
    ------
    NotReadable
        The folder holds none of the logs.
    """
    found = [source for source in sources if (folder / source.file).is_file()]
    if not found:
        message = (
            f"{folder.name} holds none of the labelled logs: {', '.join(source.file for source in sources)}."
        )
        raise NotReadable(message)
    rows: list[TrainingRow] = []
    logs: list[TrainingLog] = []
    for source in found:
        progress(f"Reading {source.file}")
        path = folder / source.file
        here = labelled_rows(read(path), source)
        positives = sum(row.label for row in here)
        rows += here
        logs.append(
            TrainingLog(source.file, source.organisation, source.process, _digest(path), len(here), positives)
        )
    return TrainingTable(tuple(rows), FeatureSchema()), tuple(logs)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
