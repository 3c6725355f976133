"""Labels that somebody gives for logs of their own: a CSV file beside the logs, checked row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mining.errors import NotReadable
from mining.ranking.features import eligible_activities, features
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics
from mining.ranking.training_table import TrainingRow
from mining.results import Unanswered

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["GivenLabels", "given_rows", "read_labels"]

_NEEDED = ("log", "activity", "label")
_ANSWERS = {"1": 1, "yes": 1, "true": 1, "0": 0, "no": 0, "false": 0}


@dataclass(frozen=True)
class GivenLabels:
    """The labels of one log.

    Attributes
    ----------
    source
        Name of the file of labels, for messages.
    file
        The log, a file in the same folder of logs.
    organisation
        Whose it is; logs of one organisation are left out together.
    labels
        1 where the activity is automated, 0 where it is not.
    lines
        Line of the file on which each activity stands.
    """

    source: str
    file: str
    organisation: str
    labels: dict[str, int]
    lines: dict[str, int]


def read_labels(path: Path, folder: Path) -> tuple[GivenLabels, ...]:
    """Return the labels of a CSV file with the columns ``log``, ``activity``, ``label`` and perhaps ``organisation``.

    A label is yes or no (or 1 or 0): whether the step is automated. A log without an organisation is one by itself.

    Raises
    ------
    NotReadable
        The file, a column or a cell is not as it must be, or a log is not in the folder.
    """
    found: dict[str, GivenLabels] = {}
    for line, cells in _rows(path):
        place = f"{path.name}, row {line}"
        file, activity = cells["log"], cells["activity"]
        if Path(file).name != file or not (folder / file).is_file():
            message = f"{place}, column log: there is no file “{file}” in {folder.name}. Give the name of a log there."
            raise NotReadable(message)
        if not activity:
            raise NotReadable(f"{place}, column activity: it is empty. Name a step of {file}.")
        answer = _ANSWERS.get(cells["label"].casefold())
        if answer is None:
            message = (
                f"{place}, column label: “{cells['label']}” is neither yes nor no. Write yes, no, 1 or 0."
            )
            raise NotReadable(message)
        organisation = cells.get("organisation") or file
        given = found.setdefault(file, GivenLabels(path.name, file, organisation, {}, {}))
        if given.organisation != organisation:
            message = (
                f"{place}, column organisation: {file} was “{given.organisation}” above and is “{organisation}” here. "
                "Give it one."
            )
            raise NotReadable(message)
        if given.labels.get(activity, answer) != answer:
            message = (
                f"{place}, column label: “{activity}” is labelled otherwise in row {given.lines[activity]}."
            )
            raise NotReadable(f"{message} Keep one of the two.")
        given.labels[activity], given.lines[activity] = answer, line
    return tuple(found.values())


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Lines and cells, trimmed, of the rows that hold anything."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = [name.strip().casefold() for name in reader.fieldnames or ()]
            if missing := [name for name in _NEEDED if name not in names]:
                message = (
                    f"{path.name}, row 1: there is no column {missing[0]}. It needs {', '.join(_NEEDED)}."
                )
                raise NotReadable(message)
            reader.fieldnames = names
            rows = [(reader.line_num, cells) for cells in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        message = (
            f"{path.name} cannot be read as CSV in UTF-8. Save it as “CSV UTF-8”, with {', '.join(_NEEDED)}."
        )
        raise NotReadable(message) from error
    if not rows:
        raise NotReadable(f"{path.name} has no row below its header. Give a row for each labelled step.")
    for line, cells in rows:
        if None in cells:
            raise NotReadable(
                f"{path.name}, row {line}: it has more cells than there are columns. Quote names with commas."
            )
        yield line, {name: (text or "").strip() for name, text in cells.items()}


def given_rows(log: EventLog, given: GivenLabels) -> tuple[TrainingRow, ...]:
    """Return the rows of one log: its labelled activities that are done often enough to be judged.

    Raises
    ------
    NotReadable
        The log has too few activities to rank, or no activity of a name that is labelled.
    """
    for activity, line in given.lines.items():
        if activity not in log.activity_names:
            message = (
                f"{given.source}, row {line}, column activity: {given.file} has no step “{activity}”. "
                "Write it as the log does."
            )
            raise NotReadable(message)
    statistics = ActivityStatistics.of(log).total()
    eligible = eligible_activities(statistics, RankingSettings())
    if isinstance(eligible, Unanswered):
        raise NotReadable(f"{given.file}: {eligible.reason}")
    table = features(statistics, eligible)
    rows = []
    for place, number in enumerate(eligible):
        name = log.activity_names[number]
        if name in given.labels:
            # Who performed it is not looked at: the label was given.
            counts = (int(statistics.executions[number]), 0, 0, given.labels[name])
            values = (tuple(table.raw[place].tolist()), tuple(table.ranks[place].tolist()))
            rows.append(TrainingRow(given.organisation, "given", given.file, name, *counts, *values))
    return tuple(rows)
