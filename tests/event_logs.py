"""Event logs for tests: hand-worked ones, and a Hypothesis strategy for any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pyarrow as pa
from hypothesis import strategies as st

from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.rules import PrivacyRules
from mining.rawtable import LINE, RawTable
from mining.results import Unanswered

COLUMNS = ("case", "activity", "time")
MAPPING = Mapping(case="case", activity="activity", timestamp="time")
CLEAR = ReadingRules(privacy=PrivacyRules(keep_identities="Tests look at ids"))
NO_MODEL = Unanswered("There is no process model.")
BASE = datetime(2025, 1, 6, 9, tzinfo=UTC)

Row = Sequence[str | None]


def raw_table(rows: Iterable[Row], columns: Sequence[str] = COLUMNS, name: str = "test.csv") -> RawTable:
    """A raw table of text; the first row stands on line 2, under a header."""
    rows = list(rows)
    arrays = {column: pa.array([row[i] for row in rows], pa.string()) for i, column in enumerate(columns)}
    arrays[LINE] = pa.array(range(2, len(rows) + 2), pa.int64())
    table = pa.table(arrays)
    return RawTable(name, table.schema, iter(table.to_batches()))


def log_of(
    rows: Iterable[Row],
    columns: Sequence[str] = COLUMNS,
    mapping: Mapping = MAPPING,
    rules: ReadingRules = CLEAR,
) -> EventLog:
    return EventLog.from_table(raw_table(rows, columns), mapping, rules)


def at(hours: float) -> str:
    """A moment so many hours after the base, as ISO text in UTC."""
    return (BASE + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


# Three cases, small enough to work out by hand:
#   c1: A(0h) B(1h) C(3h)        c2: A(0h) B(2h) B(3h) C(4h)       c3: A(5h) C(6h)
THREE_CASES = (
    ("c1", "A", at(0)), ("c1", "B", at(1)), ("c1", "C", at(3)),
    ("c2", "A", at(0)), ("c2", "B", at(2)), ("c2", "B", at(3)), ("c2", "C", at(4)),
    ("c3", "A", at(5)), ("c3", "C", at(6)),
)  # fmt: skip


@st.composite
def event_rows(
    draw: st.DrawFn, *, max_cases: int = 6, activities: str = "ABCD"
) -> list[tuple[str, str, str]]:
    """Rows of a small log: distinct times within a case, so that order is never in doubt."""
    rows = []
    for number in range(draw(st.integers(1, max_cases))):
        trace = draw(st.lists(st.sampled_from(activities), min_size=1, max_size=7))
        minutes = draw(
            st.lists(st.integers(0, 50_000), min_size=len(trace), max_size=len(trace), unique=True)
        )
        rows += [
            (f"c{number}", activity, at(minute / 60))
            for activity, minute in zip(trace, sorted(minutes), strict=True)
        ]
    return rows
