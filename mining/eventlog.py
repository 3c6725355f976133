"""EventLog: the one door into the core, and the prepared store behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from secrets import token_hex
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import Backend, discard_scratch, open_engine, sha256
from mining.errors import NothingLeft
from mining.intake.arrival import Arrival, arrive
from mining.intake.dates import TimeColumn, decide_order, read_times, survey
from mining.intake.doubts import clock_doubts, duplicate_rows, look_alikes, odd_years, small_groups, ties
from mining.intake.lifecycle import pair_instances
from mining.intake.personal import personal_data
from mining.intake.refusals import doubtful_starts, refuse
from mining.intake.store import PreparedTables, prepare
from mining.mapping import Mapping, ReadingRules
from mining.quality import Issue, LogQuality, in_order
from mining.rawtable import RawTable

__all__ = ["EventLog"]

Progress = Callable[[str], None]


@dataclass(frozen=True)
class EventLog:
    """An event log: who, what, when, for every case; sorted, in UTC, held in the engine.

    All tables are Ibis expressions; times are UTC. Make one with `from_table` only.

    Attributes
    ----------
    name
        What the source is called.
    engine
        The backend that holds the tables.
    events
        One row an activity instance, in the order of (``case_no``, ``position``):
        ``activity_no``, ``time`` (completion), ``start``, ``next_activity_no``,
        ``previous_activity_no``, ``gap_seconds`` since the previous event of the case, ``tied``,
        ``resource_no``, ``channel_no``, ``system_no``, ``line``, ``event_attribute_<i>``.
    cases
        ``case_no``, ``case_id``, ``variant_no``, ``n_events``, ``first_time``, ``last_time``,
        ``start_time``, ``case_attribute_<i>``.
    variants
        ``variant_no`` (1 = most frequent), ``n_cases``, ``n_events`` a case, ``activities``.
    dictionaries
        For activity, resource, channel and system: number and name, numbered by name.
    n_events
        Events read, lifecycle transitions counted singly; `n_instances` counts rows of `events`.
    quality
        What was refused, changed or doubted on the way in.
    mapping, rules
        How the source was read.
    """

    name: str
    engine: Backend
    events: ir.Table
    cases: ir.Table
    variants: ir.Table
    dictionaries: dict[str, ir.Table]
    n_events: int
    quality: LogQuality
    mapping: Mapping
    rules: ReadingRules

    @classmethod
    def from_table(
        cls,
        raw: RawTable,
        mapping: Mapping,
        rules: ReadingRules | None = None,
        progress: Progress = lambda _stage: None,
    ) -> EventLog:
        """Return the event log of a raw table; the only way in.

        Raises
        ------
        MappingProblem
            A needed column is not named, or not there.
        QuestionForUser
            The data leave the date order, or another reading, open.
        NothingLeft
            Not one row could be used.
        """
        rules = rules or ReadingRules()
        engine = open_engine()
        progress("Loading rows")
        arrival = arrive(engine, raw, mapping)
        progress("Reading times")
        rows, issues, rules = _read(engine, arrival, raw, mapping, rules)
        progress("Ordering events")
        rows, instances, more = _instances(engine, rows, rules)
        n_events = int(engine.to_pyarrow(rows.count()).as_py())
        tables = prepare(engine, instances, rows)
        issues += [
            *more,
            *ties(engine, tables.events, mapping.timestamp),
            *small_groups(engine, tables.cases),
        ]
        discard_scratch(engine)
        refused_before = sum(issue.count for issue in raw.issues if issue.effect == "refused")
        quality = LogQuality(arrival.rows + refused_before, n_events, in_order([*raw.issues, *issues]))
        return cls._of(raw.name, engine, tables, (n_events, quality), (mapping, rules))

    @classmethod
    def _of(
        cls,
        name: str,
        engine: Backend,
        tables: PreparedTables,
        told: tuple[int, LogQuality],
        reading: tuple[Mapping, ReadingRules],
    ) -> EventLog:
        return cls(
            name, engine, tables.events, tables.cases, tables.variants, tables.dictionaries, *told, *reading
        )

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return a small result as a list of dicts."""
        return self.arrow(expression).to_pylist()  # type: ignore[no-any-return]

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return a result as an Arrow table."""
        return self.engine.to_pyarrow(expression)

    def _names(self, part: str) -> tuple[str, ...]:
        column = self.arrow(self.dictionaries[part].order_by(f"{part}_no"))["name"]
        return tuple(column.to_pylist())

    @cached_property
    def activity_names(self) -> tuple[str, ...]:
        """Activity names; the index is ``activity_no``."""
        return self._names("activity")

    @cached_property
    def resource_names(self) -> tuple[str, ...]:
        """Resource names; the index is ``resource_no``."""
        return self._names("resource")

    @cached_property
    def channel_names(self) -> tuple[str, ...]:
        """Channel names; the index is ``channel_no``."""
        return self._names("channel")

    @cached_property
    def system_names(self) -> tuple[str, ...]:
        """Names of systems; the index is ``system_no``."""
        return self._names("system")

    def _count(self, table: ir.Table) -> int:
        return int(self.engine.to_pyarrow(table.count()).as_py())

    @cached_property
    def n_cases(self) -> int:
        """Number of cases."""
        return self._count(self.cases)

    @cached_property
    def n_instances(self) -> int:
        """Number of activity instances."""
        return self._count(self.events)

    @cached_property
    def n_variants(self) -> int:
        """Number of variants."""
        return self._count(self.variants)

    @property
    def n_activities(self) -> int:
        """Number of activities."""
        return len(self.activity_names)

    @property
    def activities(self) -> ir.Table:
        """Table of ``activity_no`` and ``name``."""
        return self.dictionaries["activity"]

    @property
    def resources(self) -> ir.Table:
        """Table of ``resource_no`` and ``name``."""
        return self.dictionaries["resource"]

    @property
    def channels(self) -> ir.Table:
        """Table of ``channel_no`` and ``name``."""
        return self.dictionaries["channel"]

    @property
    def systems(self) -> ir.Table:
        """Table of ``system_no`` and ``name``."""
        return self.dictionaries["system"]

    @property
    def is_date_only(self) -> bool:
        """Whether some times have no time of day, so that hours mean nothing."""
        return self.quality.has("date_only")


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
