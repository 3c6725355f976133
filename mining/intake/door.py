"""The door: rows of any source become a prepared store, and what did not get in is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of
from mining.errors import NothingLeft
from mining.intake.arrival import Arrival, arrive
from mining.intake.coding import Codes, code_rows, codes_of
from mining.intake.dates import TimeColumn, read_times
from mining.intake.doubts import clock_doubts, duplicate_rows, look_alikes, odd_years
from mining.intake.lifecycle import pair_instances
from mining.intake.refusals import doubtful_starts, refuse
from mining.intake.survey import decide_order, order_said
from mining.mapping import Mapping, ReadingRules
from mining.privacy.holding_back import hold_back, names_noted, people_noted
from mining.quality import Effect, Issue, LogQuality, in_order
from mining.rawtable import RawTable

__all__ = ["Admitted", "Terms", "let_in"]


@dataclass(frozen=True)
class Terms:
    """On which terms rows are let in.

    Attributes
    ----------
    mapping, rules
        Which column plays which part, and how to read them.
    secret
        Key of the pseudonyms that take the place of ids and performers; None keeps all as written.
    held_back
        Columns that the store they are for holds back already.
    """

    mapping: Mapping
    rules: ReadingRules
    secret: bytes | None = field(default=None, repr=False)
    held_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Admitted:
    """What got in, ready to be prepared.

    Attributes
    ----------
    instances
        Coded rows, one an activity instance (`mining.intake.coding.code_rows`).
    rows
        The rows they were made from, lifecycle transitions counted singly.
    codes
        What the numbers in the rows stand for.
    n_events
        Number of `rows`.
    quality
        What was refused, changed or doubted.
    rules
        As they were followed, the date order decided.
    held_back
        Columns that are not kept.
    """

    instances: ir.Table
    rows: ir.Table
    codes: Codes
    n_events: int
    quality: LogQuality
    rules: ReadingRules
    held_back: tuple[str, ...]


def let_in(
    engine: Backend,
    raw: RawTable,
    terms: Terms,
    progress: Callable[[str], None],
) -> Admitted:
    """Read and judge the rows of a source, into the scratch space of an engine.

    Raises
    ------
    MappingProblem, QuestionForUser, NothingLeft
        As `mining.eventlog.EventLog.from_table`.
    """
    progress("Loading rows")
    mapping = terms.mapping
    arrival = arrive(engine, raw, mapping)
    kept, held_back, held = hold_back(engine, arrival.table, _further(mapping), terms.held_back)
    arrival = replace(arrival, table=kept, issues=[*arrival.issues, *held])
    progress("Reading times")
    said = order_said(list(arrival.shapes.values()), terms.rules.date_order)
    times, rules = _read_all_times(engine, arrival, terms.rules)
    codes = codes_of(engine, arrival.table, arrival.names, terms.secret)
    rows = code_rows(engine, times["timestamp"].table, codes)
    progress("Checking rows")
    rows, issues = _judged(engine, (rows, times), raw, (mapping, arrival, rules))
    issues += _text_doubts(engine, arrival, codes, terms)
    compared = [name for name in rows.columns if name not in {"line", "timestamp_text", "start_text"}]
    rows, more = duplicate_rows(engine, rows, compared, drop=rules.drop_duplicates)
    instances, unpaired = pair_instances(engine, rows)
    n_events = count_of(engine, rows)
    refused_before = sum(issue.count for issue in raw.issues if issue.effect is Effect.REFUSED)
    every = in_order([*raw.issues, *arrival.issues, *said, *issues, *more, *unpaired])
    quality = LogQuality(arrival.rows + refused_before, n_events, every)
    return Admitted(instances, rows, codes, n_events, quality, rules, held_back)


def _read_all_times(
    engine: Backend, arrival: Arrival, rules: ReadingRules
) -> tuple[dict[str, TimeColumn], ReadingRules]:
    """The columns of time by part; the table of the last, the completions, has them all."""
    table, shapes = arrival.table, arrival.shapes
    rules = replace(rules, date_order=decide_order(list(shapes.values()), rules.date_order))
    read: dict[str, TimeColumn] = {}
    if arrival.time_names["start"]:
        read["start"] = read_times(engine, table, "start", shapes.get("start"), rules)
        table = read["start"].table
    else:
        table = table.mutate(start_us=ibis.literal(None, type="int64"))
    read["timestamp"] = read_times(engine, table, "timestamp", shapes.get("timestamp"), rules)
    return read, rules


def _judged(
    engine: Backend,
    read: tuple[ir.Table, dict[str, TimeColumn]],
    raw: RawTable,
    known: tuple[Mapping, Arrival, ReadingRules],
) -> tuple[ir.Table, list[Issue]]:
    """Coded rows without the impossible ones, and what was refused or doubted about their times."""
    (table, times), (mapping, arrival, rules) = read, known
    names = {"case": mapping.case, "activity": mapping.activity, **arrival.time_names}
    rows, issues = refuse(engine, table, names, raw.place)
    if count_of(engine, rows) == 0:
        reasons = " ".join(issue.message for issue in issues) or "It has no data rows."
        message = f"{raw.name} has no row that can be used as an event. {reasons} Check the columns chosen."
        raise NothingLeft(message)
    for part, column in times.items():
        # Of the rows that are left, those that have such a time.
        timed = replace(column, table=rows.filter(rows[f"{part}_us"].notnull()))
        issues += clock_doubts(engine, timed, part, (names[part], rules.timezone))
    issues += odd_years(engine, rows, names["timestamp"], datetime.now(tz=UTC))
    if mapping.start:
        rows, more = doubtful_starts(engine, rows, mapping.start)
        issues += more
    return rows, issues


def _text_doubts(engine: Backend, arrival: Arrival, codes: Codes, terms: Terms) -> list[Issue]:
    """Doubts about ids and names, judged once for each different one."""
    mapping = terms.mapping
    issues = []
    for part in ("case", "activity"):
        issues += look_alikes(engine, codes.tables[part].text, part, getattr(mapping, part))
    for part in ("activity", "channel", "system"):
        written, column = arrival.names[part], getattr(mapping, part)
        kept = engine.to_pyarrow(codes.tables[part].order_by("code").name)
        issues += names_noted(engine, arrival.table, (written, tuple(kept.to_pylist())), part, column)
    replaced = terms.secret is not None
    parts = ("case", "resource") if replaced else codes.tables
    texts = {column: codes.tables[part].text for part in parts if (column := getattr(mapping, part))}
    return issues + people_noted(engine, texts, replaced=replaced)


def _further(mapping: Mapping) -> dict[str, str]:
    """Loaded column -> column of the source, for every further attribute."""
    return {
        **{f"case_attribute_{i}": name for i, name in enumerate(mapping.case_attributes)},
        **{f"event_attribute_{i}": name for i, name in enumerate(mapping.event_attributes)},
    }
