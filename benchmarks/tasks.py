"""The things that are timed, one function each; `python -m benchmarks.tasks NAME FILE` prints its seconds.

What comes before the timed part (imports; for the questions, reading the log) is not counted in the
seconds, but is in the peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from connectors import open_source
from mining.discovery.flows import directly_follows
from mining.discovery.variants import top_variants
from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.ranking.model_file import load_model
from mining.ranking.opportunities import rank

__all__ = ["TASKS"]

MAPPING = Mapping(
    case="Case ID", activity="Activity", timestamp="Timestamp", resource="Officer", channel="Channel"
)
Timed = Callable[[], object]


def _log(file: Path) -> EventLog:
    return EventLog.from_table(open_source(file), MAPPING)


def _question(ask: Callable[[EventLog], object]) -> Callable[[Path], Timed]:
    def prepare(file: Path) -> Timed:
        log = _log(file)
        return lambda: ask(log)

    return prepare


def _pm4py_frame(file: Path) -> pd.DataFrame:
    import pm4py

    formatted: pd.DataFrame = pm4py.format_dataframe(
        pd.read_csv(file), case_id="Case ID", activity_key="Activity", timestamp_key="Timestamp"
    )
    return formatted


def _pm4py_question(name: str) -> Callable[[Path], Timed]:
    def prepare(file: Path) -> Timed:
        import pm4py

        frame = _pm4py_frame(file)
        return lambda: getattr(pm4py, name)(frame)

    return prepare


TASKS: dict[str, tuple[str, Callable[[Path], Timed]]] = {
    "read": ("ours", lambda file: lambda: _log(file)),
    "graph": ("ours", _question(directly_follows)),
    "variants": ("ours", _question(lambda log: top_variants(log, 50))),
    "ranking": ("ours", _question(lambda log: rank(log, load_model()))),
    "pm4py read": ("pm4py", lambda file: lambda: _pm4py_frame(file)),
    "pm4py graph": ("pm4py", _pm4py_question("discover_performance_dfg")),
    "pm4py variants": ("pm4py", _pm4py_question("get_variants")),
}
"""Name -> (whose, what prepares the timed call for a file)."""


def main(name: str, file: Path) -> None:
    """Run one task once and print its seconds and the peak memory of the process as JSON."""
    timed = TASKS[name][1](file)
    began = time.perf_counter()
    timed()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "peak_mib": peak}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
