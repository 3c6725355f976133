"""Rows that cannot be events: out, counted, each with its line and the reason."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, settled
from mining.intake.survey import trimmed
from mining.quality import MAX_LINES, Effect, Issue

__all__ = ["doubtful_starts", "refuse"]

_EXAMPLES = 5


@dataclass(frozen=True)
class _Rule:
    """One reason for refusing a row."""

    code: str
    part: str
    what: str
    remedy: str


_RULES = (
    _Rule("case_missing", "case", "have no case id", "Fill in the case id, or leave the rows out."),
    _Rule(
        "activity_missing",
        "activity",
        "have no activity name",
        "Fill in the activity, or leave the rows out.",
    ),
    _Rule("time_missing", "timestamp", "have no time", "Fill in the date and time, or leave the rows out."),
    _Rule(
        "time_unreadable",
        "timestamp",
        "have a date or time that does not exist or cannot be read",
        "Correct the dates in the source, or leave the rows out.",
    ),
)


def refuse(
    engine: Backend, table: ir.Table, names: dict[str, str], place: str
) -> tuple[ir.Table, list[Issue]]:
    """Return the rows that can be events, and an issue for each reason rows were refused.

    Parameters
    ----------
    engine, table
        Rows with the parts as text, and ``timestamp_us``.
    names
        What each part's column is called in the source.
    place
        What a line number counts: "line", "row" or "event".
    """
    reason = ibis.cases(
        (_is_blank(table.case), _RULES[0].code),
        (_is_blank(table.activity), _RULES[1].code),
        (_is_blank(table.timestamp), _RULES[2].code),
        (table.timestamp_us.isnull(), _RULES[3].code),
        else_=None,
    )
    judged = settled(engine, table.mutate(refusal=reason))
    counts = judged.filter(judged.refusal.notnull()).group_by("refusal").agg(n=ibis._.count())
    found = {row["refusal"]: row["n"] for row in engine.to_pyarrow(counts).to_pylist()}
    issues = [
        _issue(engine, judged, rule, found[rule.code], (names.get(rule.part, ""), place))
        for rule in _RULES
        if rule.code in found
    ]
    return judged.filter(judged.refusal.isnull()).drop("refusal"), issues


def _is_blank(column: ir.Column) -> ir.BooleanValue:
    if not column.type().is_string():
        return column.isnull()
    return column.isnull() | (trimmed(column) == "")


def _issue(engine: Backend, judged: ir.Table, rule: _Rule, count: int, where: tuple[str, str]) -> Issue:
    column, place = where
    rows = judged.filter(judged.refusal == rule.code)
    listed = engine.to_pyarrow(rows.order_by("line").limit(MAX_LINES).select("line", text=rows[rule.part]))
    lines = tuple(listed["line"].to_pylist())
    examples = tuple(dict.fromkeys(str(v) for v in listed["text"].to_pylist() if v is not None))
    subject = f"{count:,} {place}s" if count > 1 else f"1 {place}"
    return Issue(
        rule.code,
        Effect.REFUSED,
        count,
        f"{subject} {rule.what}.".replace(" have ", " has ") if count == 1 else f"{subject} {rule.what}.",
        rule.remedy,
        column=column,
        lines=lines,
        examples=examples[:_EXAMPLES] if rule.code == "time_unreadable" else (),
    )


def doubtful_starts(engine: Backend, table: ir.Table, name: str) -> tuple[ir.Table, list[Issue]]:
    """Return the table with start times that cannot be right set to null, and why.

    A start that is unreadable or later than the completion says nothing about touch time; the
    event itself is kept.
    """
    written = ~_is_blank(table.start)
    unreadable = written & table.start_us.isnull()
    late = table.start_us > table.timestamp_us
    found = ibis.cases((unreadable, "unreadable"), (late, "late"), else_="")
    judged = settled(engine, table.mutate(bad_start=found))
    issues = []
    for kind, text in (("unreadable", "cannot be read"), ("late", "is after the completion")):
        rows = judged.filter(judged.bad_start == kind)
        count = int(engine.to_pyarrow(rows.count()).as_py())
        if count:
            lines = engine.to_pyarrow(rows.order_by("line").limit(MAX_LINES).line).to_pylist()
            message = f"The start time {text} on {count:,} rows; those starts are left out."
            remedy = "Correct the start times, or work without them."
            issues.append(Issue(f"start_{kind}", Effect.CHANGED, count, message, remedy, name, tuple(lines)))
    kept = judged.mutate(start_us=(judged.bad_start == "").ifelse(judged.start_us, None))
    return kept.drop("bad_start"), issues
