"""The door: rows of any source become a prepared store, and what did not get in is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from secrets import token_hex

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, discard_scratch, open_engine, sha256
from mining.errors import NothingLeft
from mining.intake.arrival import Arrival, arrive
from mining.intake.dates import TimeColumn, read_times
from mining.intake.doubts import clock_doubts, duplicate_rows, look_alikes, odd_years, small_groups, ties
from mining.intake.lifecycle import pair_instances
from mining.intake.personal import personal_data
from mining.intake.refusals import doubtful_starts, refuse
from mining.intake.store import PreparedTables, prepare
from mining.intake.survey import decide_order, survey
from mining.mapping import Mapping, ReadingRules
from mining.quality import Effect, Issue, LogQuality, in_order
from mining.rawtable import RawTable

__all__ = ["Admitted", "let_in"]


@dataclass(frozen=True)
class Admitted:
    """What got in.

    Attributes
    ----------
    engine, tables
        The store, and the engine that holds it.
    n_events
        Rows that became events, lifecycle transitions counted singly.
    quality
        What was refused, changed or doubted.
    rules
        As they were followed, the date order decided.
    """

    engine: Backend
    tables: PreparedTables
    n_events: int
    quality: LogQuality
    rules: ReadingRules


def let_in(raw: RawTable, mapping: Mapping, rules: ReadingRules, progress: Callable[[str], None]) -> Admitted:
    """Read, judge, order and store the rows of a source.

    Raises
    ------
    MappingProblem, QuestionForUser, NothingLeft
        As `mining.eventlog.EventLog.from_table`.
    """
    engine = open_engine()
    progress("Loading rows")
    arrival = arrive(engine, raw, mapping)
    progress("Reading times")
    rows, issues, rules = _read(engine, arrival, raw, mapping, rules)
    progress("Ordering events")
    rows, instances, more = _instances(engine, rows, rules)
    n_events = int(engine.to_pyarrow(rows.count()).as_py())
    tables = prepare(engine, instances, rows)
    issues += [*more, *ties(engine, tables.events, mapping.timestamp), *small_groups(engine, tables.cases)]
    discard_scratch(engine)
    refused_before = sum(issue.count for issue in raw.issues if issue.effect is Effect.REFUSED)
    quality = LogQuality(arrival.rows + refused_before, n_events, in_order([*raw.issues, *issues]))
    return Admitted(engine, tables, n_events, quality, rules)


def _read(
    engine: Backend, arrival: Arrival, raw: RawTable, mapping: Mapping, rules: ReadingRules
) -> tuple[ir.Table, list[Issue], ReadingRules]:
    """Rows with their times read and the impossible ones refused."""
    times, rules = _read_all_times(engine, arrival, rules)
    names = {"case": mapping.case, "activity": mapping.activity, **arrival.time_names}
    rows, issues = refuse(engine, times.table, names, raw.place)
    if engine.to_pyarrow(rows.count()).as_py() == 0:
        reasons = " ".join(issue.message for issue in issues) or "It has no data rows."
        message = f"{raw.name} has no row that can be used as an event. {reasons} Check the columns chosen."
        raise NothingLeft(message)
    issues += clock_doubts(engine, replace(times, table=rows), names["timestamp"], rules.timezone)
    issues += odd_years(engine, rows, names["timestamp"], datetime.now(tz=UTC))
    if mapping.start:
        rows, more = doubtful_starts(engine, rows, mapping.start)
        issues += more
    issues += look_alikes(engine, rows, "case", "case ids", mapping.case)
    issues += look_alikes(engine, rows, "activity", "activity names", mapping.activity)
    issues += personal_data(engine, rows, _kept_texts(mapping))
    return rows, [*arrival.issues, *issues], rules


def _kept_texts(mapping: Mapping) -> dict[str, str]:
    """Columns whose text is kept, with their names in the source."""
    single = ("case", "activity", "resource", "channel", "system")
    many = {
        **{f"case_attribute_{i}": name for i, name in enumerate(mapping.case_attributes)},
        **{f"event_attribute_{i}": name for i, name in enumerate(mapping.event_attributes)},
    }
    return {**{part: name for part in single if (name := getattr(mapping, part))}, **many}


def _read_all_times(
    engine: Backend, arrival: Arrival, rules: ReadingRules
) -> tuple[TimeColumn, ReadingRules]:
    table = arrival.table
    written = [part for part in ("timestamp", "start") if arrival.time_names[part]]
    surveys = {
        part: survey(engine, table[part], arrival.time_names[part])
        for part in written
        if table[part].type().is_string()
    }
    rules = replace(rules, date_order=decide_order(list(surveys.values()), rules.date_order))
    if "start" not in written:
        table = table.mutate(start_us=ibis.literal(None, type="int64"))
    else:
        table = read_times(engine, table, "start", surveys.get("start"), rules).table
    return read_times(engine, table, "timestamp", surveys.get("timestamp"), rules), rules


def _instances(
    engine: Backend, rows: ir.Table, rules: ReadingRules
) -> tuple[ir.Table, ir.Table, list[Issue]]:
    """The rows with their order decided, the activity instances made from them, and remarks."""
    compared = [name for name in rows.columns if name not in {"line", "timestamp", "start"}]
    rows, issues = duplicate_rows(engine, rows, compared, drop=rules.drop_duplicates)
    ordered = rows.mutate(sequence_no=rows.sequence.try_cast("float64"))
    instances, more = pair_instances(engine, ordered)
    hidden = _pseudonymised(instances) if rules.pseudonymise else instances
    return ordered, hidden, [*issues, *more]


def _pseudonymised(rows: ir.Table) -> ir.Table:
    """Replace ids and people by keyed hashes; the key is forgotten, so nobody can undo it."""
    key = token_hex(32)
    hashed = ["case", "resource", *[name for name in rows.columns if "_attribute_" in name]]

    def keyed(column: ir.StringColumn) -> ir.StringValue:
        # Two rounds, as in HMAC, so that the digest of a longer text cannot be derived.
        return sha256(ibis.literal(key) + sha256(ibis.literal(key) + column)).substr(0, 16)

    return rows.mutate(**{name: keyed(rows[name]) for name in hashed})
