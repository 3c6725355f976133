"""Rows that cannot be events: out, counted, each with its line and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of
from mining.intake.survey import trimmed
from mining.privacy.holding_back import safe_example
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
    engine: Backend, rows: ir.Table, names: dict[str, str], place: str
) -> tuple[ir.Table, list[Issue]]:
    """Return the rows that can be events, and an issue for each reason rows were refused.

    Parameters
    ----------
    engine, rows
        Coded rows, as `mining.intake.coding.code_rows` gives them.
    names
        What each part's column is called in the source.
    place
        What a line number counts: "line", "row" or "event".
    """
    reason = ibis.cases(
        (rows.case_no.isnull(), _RULES[0].code),
        (rows.activity_code.isnull(), _RULES[1].code),
        (rows.timestamp_us.isnull() & _is_blank(rows.timestamp_text), _RULES[2].code),
        (rows.timestamp_us.isnull(), _RULES[3].code),
        else_=None,
    )
    judged = rows.mutate(refusal=reason).filter(ibis._.refusal.notnull())
    found = {
        row["refusal"]: row["n"] for row in _list(engine, judged.group_by("refusal").agg(n=ibis._.count()))
    }
    issues = [
        _issue(engine, judged, rule, found[rule.code], (names.get(rule.part, ""), place))
        for rule in _RULES
        if rule.code in found
    ]
    can_be = rows.case_no.notnull() & rows.activity_code.notnull() & rows.timestamp_us.notnull()
    return (rows.filter(can_be) if issues else rows), issues


def _list(engine: Backend, table: ir.Table) -> list[dict[str, Any]]:
    return engine.to_pyarrow(table).to_pylist()  # type: ignore[no-any-return]


def _is_blank(text: ir.StringColumn) -> ir.BooleanValue:
    return text.isnull() | (trimmed(text) == "")


def _issue(engine: Backend, judged: ir.Table, rule: _Rule, count: int, where: tuple[str, str]) -> Issue:
    column, place = where
    rows = judged.filter(judged.refusal == rule.code)
    listed = _list(engine, rows.order_by("line").limit(MAX_LINES).select("line", text=rows.timestamp_text))
    examples = tuple(
        dict.fromkeys(safe_example(str(row["text"])) for row in listed if row["text"] is not None)
    )
    subject = f"{count:,} {place}s" if count > 1 else f"1 {place}"
    return Issue(
        rule.code,
        Effect.REFUSED,
        count,
        f"{subject} {rule.what}.".replace(" have ", " has ") if count == 1 else f"{subject} {rule.what}.",
        rule.remedy,
        column=column,
        lines=tuple(row["line"] for row in listed),
        examples=examples[:_EXAMPLES] if rule.code == "time_unreadable" else (),
    )


def doubtful_starts(engine: Backend, rows: ir.Table, name: str) -> tuple[ir.Table, list[Issue]]:
    """Return the table with start times that cannot be right set to null, and why.

    A start that is unreadable or later than the completion says nothing about touch time; the
    event itself is kept.
    """
    late = rows.start_us > rows.timestamp_us
    doubts = {
        "unreadable": ("cannot be read", ~_is_blank(rows.start_text)),
        "late": ("is after the completion", late),
    }
    issues = []
    for kind, (text, doubted) in doubts.items():
        lines = rows.filter(doubted)
        count = count_of(engine, lines)
        if count:
            first = engine.to_pyarrow(lines.order_by("line").limit(MAX_LINES).line).to_pylist()
            message = f"The start time {text} on {count:,} rows; those starts are left out."
            remedy = "Correct the start times, or work without them."
            issues.append(Issue(f"start_{kind}", Effect.CHANGED, count, message, remedy, name, tuple(first)))
    return rows.mutate(start_us=late.fill_null(False).ifelse(None, rows.start_us)), issues
