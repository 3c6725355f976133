"""Three small synthetic event logs a UK council would recognise, to try the program on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mining.mapping import Mapping, ReadingRules
from sample_logs.processes import PROCESSES

__all__ = ["Sample", "samples"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """One sample log and how it is to be read.

    Attributes
    ----------
    key
        Short name for the command line; also the key of `sample_logs.planted.PLANTED`.
    path
        The CSV file; its data card lies beside it with the ending ``.md``.
    """

    key: str
    title: str
    description: str
    path: Path
    mapping: Mapping
    rules: ReadingRules


def samples() -> tuple[Sample, ...]:
    """Every sample log, in the order in which to show them.

    Examples
    --------
    >>> [sample.key for sample in samples()]
    ['missed_bins', 'council_tax_moves', 'blue_badge']
    """
    return tuple(
        Sample(
            key=process.key,
            title=process.title,
            description=process.description,
            path=_FOLDER / f"{process.key}.csv",
            mapping=process.mapping,
            rules=ReadingRules(date_order="dmy"),
        )
        for process in PROCESSES
    )
