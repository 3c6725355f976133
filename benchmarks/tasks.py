"""The tasks that are timed, in words, and the engines that do them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.ours import OURS
from benchmarks.peers import PEERS

__all__ = ["ENGINES", "TASKS", "Task"]

ENGINES = {"ours": OURS, **PEERS}


@dataclass(frozen=True)
class Task:
    """What is timed.

    Attributes
    ----------
    what
        In words.
    opens
        Whether the log is opened first, which is not timed.
    source
        The kind of file it is done with.
    most
        Events of the largest log it is done with.
    """

    what: str
    opens: bool = True
    source: str = "csv"
    most: int = 10**12


TASKS = {
    "floor": Task(
        "DuckDB counts the rows of the CSV and takes the least and greatest value of every column, types given.",
        opens=False,
    ),
    "ingest": Task(
        "From the CSV to a typed, ordered log. Ours: every quality check, into a store file. pm4py: `read_csv` and "
        "`format_dataframe`, into memory. pl4pm: the same with Polars. r4pm: Polars' `read_csv`, then its event log.",
        opens=False,
    ),
    "xes": Task(
        "From an XES file to a log. Ours: into a store file, with every quality check. pm4py: `read_xes` by its "
        "default importer (`iterparse`), into memory.",
        opens=False,
        source="xes",
        most=1_000_000,
    ),
    "graph": Task(
        "What follows what. Ours: events, cases, median and 90th percentile of every flow and step. pm4py and pl4pm: "
        "`discover_performance_dfg`, which has mean, median, least, greatest, sum and deviation of flows, but no "
        "counts. r4pm: counts only."
    ),
    "variants": Task(
        "Every variant and its number of cases. pl4pm differs because it does not keep the order of the file among "
        "equal times; so do its graphs."
    ),
    "features": Task(
        "The evidence for a ranking. Ours: `ActivityStatistics`, by group of cases, ready to be resampled. pm4py and "
        "pl4pm: throughput times, cases with rework, executions; that is less."
    ),
    "refilter": Task(
        "The cases of one channel that begin in one quarter of a year; their graph, variants and throughput times. The "
        "process has answered this before for another channel and quarter, as an app has."
    ),
    "refilter cold": Task("The same, as the first question of the process."),
    "analysis": Task(
        "`mining.report.report_on` the store: everything, process model and ranking included. Memory is that of the "
        "process and of the child that mines the model, added up."
    ),
}
