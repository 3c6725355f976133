"""The prepared store: events sorted once, names as small numbers, neighbours and gaps beside each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from mining.engine import (
    Backend,
    microseconds_from_timestamp,
    settled,
    timestamp_from_microseconds,
)
from mining.intake.coding import CODED, Codes
from mining.units import DAY_SECONDS

__all__ = [
    "NAMED",
    "ORDER",
    "TABLES",
    "PreparedTables",
    "as_instances",
    "case_rows",
    "in_order",
    "in_whole_days",
    "instances",
    "names_in",
    "opened",
    "prepare",
    "sizes",
    "step_rows",
    "variant_rows",
    "whole_days",
    "with_neighbours",
    "write_cases",
    "write_names",
]

NAMED = {part: f"{part}_name" for part in CODED}
TABLES = ("event", "case_", "variant", "step", *NAMED.values())
"""Names of the tables of a store."""
ORDER = ("sequence_no", "extract_no", "line")
"""What orders events of one case and moment."""
_BESIDE = ("case_no", "activity_no", "timestamp_us")
_BEFORE = ("resource_no", "system_no")
_ = ibis._


@dataclass(frozen=True)
class PreparedTables:
    """Tables of the store, as `mining.eventlog.EventLog` describes them."""

    events: ir.Table
    cases: ir.Table
    variants: ir.Table
    steps: ir.Table
    dictionaries: dict[str, ir.Table]


def opened(engine: Backend) -> PreparedTables:
    """Return the tables of the store that an engine holds."""
    return PreparedTables(
        engine.table("event"),
        engine.table("case_"),
        engine.table("variant"),
        engine.table("step"),
        {part: engine.table(name) for part, name in NAMED.items()},
    )


def in_whole_days(tables: PreparedTables) -> PreparedTables:
    """Return the tables of a log that has dates without times: times between events are whole days."""
    return replace(
        tables,
        events=tables.events.mutate(gap_seconds=whole_days(tables.events.gap_seconds)),
        cases=tables.cases.mutate(duration_seconds=whole_days(tables.cases.duration_seconds)),
    )


def whole_days(seconds: ir.FloatingColumn) -> ir.FloatingValue:
    """Return the nearest number of whole days, in seconds; halves go up, on every engine."""
    return (seconds / DAY_SECONDS + 0.5).floor().cast("float64") * DAY_SECONDS


def sizes(variants: ir.Table) -> ir.Table:
    """Return the numbers of variants, of their cases and of the activity instances of these, as one row."""
    return variants.agg(
        n_variants=_.count(),
        n_cases=_.n_cases.sum().fill_null(0),
        n_instances=(_.n_cases * _.n_events).sum().fill_null(0),
    )


def prepare(engine: Backend, rows: ir.Table, read: ir.Table, codes: Codes) -> None:
    """Build the store from activity instances.

    Parameters
    ----------
    engine, rows
        Coded rows, one an activity instance.
    read
        The rows they were made from: a step that was planned but never done keeps its name.
    codes
        What the numbers in the rows stand for.
    """
    for part in CODED:
        write_names(engine, part, names_in(read if part == "activity" else rows, codes, part))
    ready = instances(engine, rows, codes, extract=1)
    events = in_order(engine, engine.create_table("event", with_neighbours(ready)))
    ids = codes.tables["case"].select(case_no="code", case_id="name")
    write_cases(engine, settled(engine, case_rows(events).inner_join(ids, "case_no")))


def names_in(rows: ir.Table, codes: Codes, part: str) -> ir.Table:
    """Return the different names of a part that coded rows bear."""
    used = rows.select(code=_[f"{part}_code"]).distinct()
    return codes.tables[part].semi_join(used, "code").select("name").distinct()


def write_names(engine: Backend, part: str, names: ir.Table) -> None:
    """Write the dictionary of a part, numbered in the order of the names, in place of any there is."""
    number = ibis.row_number().over(order_by="name").cast("int32")
    numbered = names.select("name", number.name(f"{part}_no")).order_by(f"{part}_no")
    engine.create_table(NAMED[part], numbered, overwrite=True)


def instances(engine: Backend, rows: ir.Table, codes: Codes, extract: int) -> ir.Table:
    """Return coded rows with the numbers of the store's own dictionaries, and the number of their extract."""
    for part, name in NAMED.items():
        rows = _renumbered(engine, rows, part, (engine.table(name), codes.tables[part]))
    attributes = [name for name in rows.columns if "_attribute_" in name]
    return rows.select(
        "case_no", "timestamp_us", "start_us", *[f"{part}_no" for part in CODED], "sequence_no",
        "line", *attributes, extract_no=ibis.literal(extract, type="int16"),
    )  # fmt: skip


def _renumbered(
    engine: Backend, rows: ir.Table, part: str, names_and_codes: tuple[ir.Table, ir.Table]
) -> ir.Table:
    """Put the store's numbers of a part in place of its codes, which count names as they were met; they may agree."""
    names, codes = names_and_codes
    code, number = f"{part}_code", f"{part}_no"
    known = codes.inner_join(names, "name").select("code", number)
    differing = known.filter(known.code != known[number]).count()
    if engine.to_pyarrow(differing).as_py() == 0:
        return rows.rename(**{number: code})
    return rows.left_join(known.rename(**{code: "code"}), code).drop(code, f"{code}_right")


def as_instances(events: ir.Table, **further: ir.Value) -> ir.Table:
    """Return events of a store in the form they had before they were ordered, with further columns."""
    attributes = [name for name in events.columns if "_attribute_" in name]
    return events.select(
        "case_no", *[f"{part}_no" for part in CODED], "sequence_no", "line", "extract_no", *attributes,
        timestamp_us=microseconds_from_timestamp(events.time),
        start_us=microseconds_from_timestamp(events.start),
        **further,
    )  # fmt: skip


def with_neighbours(ready: ir.Table, ties: Sequence[str] = ORDER) -> ir.Table:
    """Return the events of the store, in the order of case and position, each beside its neighbours.

    The events are sorted once; their neighbours are then the rows above and below, which the engine reads
    off while the sorted rows stream past: half the work of a window for each case. SQL does not promise
    that order, this engine keeps it; `in_order` makes sure. `ties` are the columns that order events of
    one case and moment.
    """
    rows = ready.order_by("case_no", "timestamp_us", *ties)
    above_and_below = ibis.window()
    beside = rows.mutate(
        row=ibis.row_number().over(above_and_below),
        **{f"{name}_before": rows[name].lag().over(above_and_below) for name in _BESIDE},
        **{f"{name}_after": rows[name].lead().over(above_and_below) for name in _BESIDE},
        **{f"{name}_before": rows[name].lag().over(above_and_below) for name in _BEFORE},
    )
    follows = (beside.case_no == beside.case_no_before).fill_null(False)
    goes_on = (beside.case_no == beside.case_no_after).fill_null(False)
    first_row = follows.ifelse(None, beside.row).max().over(ibis.window(preceding=None, following=0))
    since = beside.timestamp_us - beside.timestamp_us_before
    until = beside.timestamp_us_after - beside.timestamp_us
    return beside.select(
        "case_no",
        position=(beside.row - first_row + 1).cast("int32"),
        activity_no=beside.activity_no,
        time=timestamp_from_microseconds(beside.timestamp_us),
        start=timestamp_from_microseconds(beside.start_us),
        next_activity_no=goes_on.ifelse(beside.activity_no_after, None),
        previous_activity_no=follows.ifelse(beside.activity_no_before, None),
        gap_seconds=follows.ifelse(since / 1e6, None),
        tied=(follows & (since == 0)) | (goes_on & (until == 0)),
        resource_no=beside.resource_no,
        channel_no=beside.channel_no,
        system_no=beside.system_no,
        **{f"previous_{name}": follows.ifelse(beside[f"{name}_before"], None) for name in _BEFORE},
        sequence_no=beside.sequence_no,
        extract_no=beside.extract_no,
        line=beside.line,
        **{name: beside[name] for name in beside.columns if "_attribute_" in name},
    )


def in_order(engine: Backend, events: ir.Table) -> ir.Table:
    """Return the events, having made sure that each case is in one piece and in the order of time.

    Raises
    ------
    RuntimeError
        They are not: the engine did not keep the order of sorted rows.
    """
    found = events.agg(
        pieces=(_.position == 1).sum(), cases=_.case_no.nunique(), backwards=(_.gap_seconds < 0).sum()
    )
    (row,) = engine.to_pyarrow(found).to_pylist()
    if row["pieces"] != row["cases"] or row["backwards"]:
        message = "The engine lost the order of the events. This version of it cannot be used."
        raise RuntimeError(message)
    return events


def case_rows(events: ir.Table) -> ir.Table:
    """Return one row a case of some events: its trace, its times, and what its first events tell of the case."""
    attributes = [name for name in events.columns if name.startswith("case_attribute_")]
    spans = events.group_by("case_no").agg(
        trace=_.activity_no.collect(order_by="position"),
        n_events=_.count(),
        first_time=_.time.min(),
        last_time=_.time.max(),
        first_start=_.start.min(),
    )
    first = events.filter(events.position == 1).select("case_no", *attributes)
    told = events.filter(events.channel_no.notnull())
    channel = told.group_by("case_no").agg(channel_no=_.channel_no.argmin(_.position))
    joined = spans.inner_join(first, "case_no").left_join(channel, "case_no").drop("case_no_right")
    start = ibis.least(joined.first_time, joined.first_start)
    microseconds = microseconds_from_timestamp(joined.last_time) - microseconds_from_timestamp(start)
    return joined.mutate(start_time=start, duration_seconds=microseconds / 1e6).drop("first_start")


def write_cases(engine: Backend, cases: ir.Table) -> None:
    """Write the tables of cases, variants and their steps, in place of any there are.

    Parameters
    ----------
    engine, cases
        Rows of `case_rows`, with ``case_id``.
    """
    variants = engine.create_table("variant", variant_rows(cases), overwrite=True)
    engine.create_table("step", step_rows(variants), overwrite=True)
    known = cases.inner_join(variants.select("variant_no", trace=_.activities), "trace").drop("trace")
    engine.create_table("case_", known.order_by("case_no"), overwrite=True)


def variant_rows(cases: ir.Table) -> ir.Table:
    """Return one row a variant of some cases, told by their ``trace``: the most frequent first."""
    counted = cases.group_by("trace").agg(n_cases=_.count(), n_events=_.n_events.max())
    rank = ibis.row_number().over(order_by=[ibis.desc("n_cases"), "trace"]) + 1
    ranked = counted.mutate(variant_no=rank.cast("int32"))
    columns = ranked.select("variant_no", "n_cases", "n_events", activities=ranked.trace)
    return columns.order_by("variant_no")


def step_rows(variants: ir.Table) -> ir.Table:
    """Return one row a step of a variant, with the steps before and after it."""
    trace = variants.activities
    nothing = ibis.array([ibis.literal(None, type="int32")])
    return variants.select(
        "variant_no",
        position=(ibis.range(0, variants.n_events).unnest() + 1).cast("int32"),
        activity_no=trace.unnest(),
        next_activity_no=trace[1:].concat(nothing).unnest(),
        previous_activity_no=nothing.concat(trace[:-1]).unnest(),
    ).order_by("variant_no", "position")
