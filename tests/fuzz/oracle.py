"""What must hold of any input at all: it is read right, or refused in words; nothing is lost without a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from connectors import ReadOptions, open_source
from connectors.compression import open_bytes
from connectors.text.encoding import Utf8Stream
from mining.errors import ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.quality import MAX_LINES, Issue
from mining.rawtable import LINE, RawTable

NOT_A_SENTENCE = re.compile(r"Traceback|File \"/|0x[0-9a-f]{8,}|Error:")
_SEPARATORS = ",;\t|^~\x1f\x01"


@dataclass(frozen=True)
class Reading:
    """A source that was read to its end, or the sentence that refused it."""

    table: pa.Table | None
    issues: tuple[Issue, ...]
    mapping: Mapping | None
    refusal: str = ""


def reading_of(path: Path) -> Reading:
    """Read a source; only a `ThroughlineError` may come of it."""
    try:
        raw = open_source(path)
        table = pa.Table.from_batches(raw.batches, schema=raw.schema)
    except ThroughlineError as refusal:
        assert str(refusal).strip(), "a refusal without a word"
        assert not NOT_A_SENTENCE.search(str(refusal)), f"no sentence for people: {refusal}"
        return Reading(None, (), None, str(refusal))
    return Reading(table, tuple(raw.issues), raw.mapping)


def check_source(path: Path) -> Reading:
    """Hold a source to the laws of every connector; return what was read."""
    found = reading_of(path)
    again = reading_of(path)
    assert (found.refusal, found.issues) == (again.refusal, again.issues), "two readings tell two stories"
    if found.table is None or again.table is None:
        return found
    assert found.table.equals(again.table), "two readings give two tables"
    numbers = found.table[LINE].to_pylist()
    assert all(a < b for a, b in pairwise(numbers)), "rows are out of order"
    assert min(numbers, default=1) >= 1
    for name in found.table.schema.names[:-1]:
        assert found.table[name].null_count == 0 or pa.types.is_timestamp(found.table[name].type)
    for issue in found.issues:
        _check_issue(issue)
    return found


def _check_issue(issue: Issue) -> None:
    assert issue.count >= 1
    assert len(issue.lines) <= min(issue.count, MAX_LINES), f"{issue.code} counts fewer rows than it lists"
    assert list(issue.lines) == sorted(issue.lines), f"lines of {issue.code} are out of order"
    assert issue.message.strip()
    assert issue.remedy.strip()


def check_plain_text(path: Path) -> Reading:
    """Hold a delimited text to more: without quotes, every line is a row as it stands, or told of."""
    found = check_source(path)
    if found.table is None:
        return found
    with open_bytes(path, ReadOptions()) as source:
        stream = Utf8Stream(source, "")
        text = b"".join(iter(lambda: stream.read(65_536), b"")).decode("utf-8")
    if '"' in text or "<log" in text or text.startswith("PAR1"):
        return found
    lines = text.split("\n") if "\n" in text else text.split("\r")
    if any("\r" in line.removesuffix("\r") for line in lines):
        return found  # two kinds of line ends in one text: no one can say what a line is
    lines = [line.removesuffix("\r") for line in lines]
    _check_accounted(lines, found)
    _check_verbatim(lines, found.table)
    return found


def _check_accounted(lines: list[str], found: Reading) -> None:
    assert found.table is not None
    told = {line for issue in found.issues for line in issue.lines} | set(found.table[LINE].to_pylist())
    if any(issue.count > len(issue.lines) and issue.lines for issue in found.issues):
        return  # more than an issue can list
    skipped = sum(issue.count for issue in found.issues if issue.code == "lines_before_header")
    lost = [number for number, line in enumerate(lines, 1) if line and number not in told]
    assert len(lost) <= skipped + 1, f"lines {lost[:5]} went without a word"  # and one header


def _check_verbatim(lines: list[str], table: pa.Table) -> None:
    columns = [column.to_pylist() for column in table.columns]
    for *values, number in zip(*columns, strict=True):
        line = lines[number - 1]
        assert any(
            line == text or line.rstrip(separator) == text.rstrip(separator)
            for separator in _SEPARATORS
            for text in [separator.join(values)]
        ), f"line {number} was read as something else"


def check_door(raw: RawTable, mapping: Mapping, rules: ReadingRules, names: dict[str, set[str]]) -> bool:
    """Hold the door to its laws for a table; return whether a log came of it.

    Parameters
    ----------
    raw, mapping, rules
        What comes in.
    names
        For case and activity: every text that stands in the source.
    """
    try:
        log = EventLog.from_table(raw, mapping, rules)
    except ThroughlineError as refusal:
        assert str(refusal).strip()
        assert not NOT_A_SENTENCE.search(str(refusal)), f"no sentence for people: {refusal}"
        return False
    try:
        _check_log(log, rules, names)
    finally:
        log.close()
    return True


def _check_log(log: EventLog, rules: ReadingRules, names: dict[str, set[str]]) -> None:
    quality = log.quality
    dropped = sum(issue.count for issue in quality.issues if issue.code.startswith("duplicate"))
    gone = quality.rows_read - quality.rows_kept - quality.rows_refused
    if not log.mapping.is_wide:
        assert gone in ({0, dropped} if rules.drop_duplicates else {0}), f"{gone} rows went without a word"
    assert log.n_events == quality.rows_kept
    for issue in quality.issues:
        _check_issue(issue)
    cases = set(log.arrow(log.cases.select("case_id"))["case_id"].to_pylist())
    if not rules.privacy.uses_pseudonyms:
        assert cases <= names["case"], "a case id is not as it was written"
        assert set(log.activity_names) <= names["activity"], "a name is not as it was written"
    _check_order(log)


def _check_order(log: EventLog) -> None:
    events = log.arrow(log.events.order_by("case_no", "position").select("case_no", "time"))
    rows = zip(*(column.to_pylist() for column in events.columns), strict=True)
    for (case_no, time), (next_case, next_time) in pairwise(rows):
        assert time is not None
        assert case_no != next_case or time <= next_time, "events of a case are out of order"
