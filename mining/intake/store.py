"""The prepared store: events sorted once, names as small numbers, neighbours and gaps beside each event."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, settled, timestamp_from_microseconds

__all__ = ["CODED", "PreparedTables", "prepare"]

CODED = ("activity", "resource", "channel", "system")
_ = ibis._


@dataclass(frozen=True)
class PreparedTables:
    """Tables of the store, as `mining.eventlog.EventLog` describes them."""

    events: ir.Table
    cases: ir.Table
    variants: ir.Table
    dictionaries: dict[str, ir.Table]


def prepare(engine: Backend, rows: ir.Table, read: ir.Table) -> PreparedTables:
    """Build the store from activity instances.

    Parameters
    ----------
    engine, rows
        Columns ``case``, the `CODED` names, ``timestamp_us``, ``start_us``, ``sequence_no``, ``line``
        and attributes ``case_attribute_<i>``, ``event_attribute_<i>``.
    read
        The rows they were made from: a step that was planned but never done keeps its name.
    """
    dictionaries = {name: _dictionary(engine, read if name == "activity" else rows, name) for name in CODED}
    ids = rows.select(case_id=_.case).distinct()
    numbered = engine.create_table(
        "case_number", ids.mutate(case_no=ibis.row_number().over(order_by="case_id").cast("int32"))
    )
    events = engine.create_table("event", _events(rows, numbered, dictionaries))
    traces = events.group_by("case_no").agg(
        trace=_.activity_no.collect(order_by="position"), n_events=_.count()
    )
    traces = settled(engine, traces)
    variants = engine.create_table("variant", _variants(traces))
    cases = engine.create_table("case_", _cases(events, traces, variants, numbered))
    return PreparedTables(_without_case_attributes(events), cases, variants, dictionaries)


def _dictionary(engine: Backend, rows: ir.Table, name: str) -> ir.Table:
    values = rows.filter(rows[name].notnull()).select(name=rows[name]).distinct()
    number = ibis.row_number().over(order_by="name").cast("int32")
    return engine.create_table(f"{name}_name", values.mutate(**{f"{name}_no": number}).order_by(f"{name}_no"))


def _events(rows: ir.Table, cases: ir.Table, dictionaries: dict[str, ir.Table]) -> ir.Table:
    coded = rows.rename(case_id="case").inner_join(cases, "case_id").drop("case_id")
    for name, dictionary in dictionaries.items():
        named = dictionary.rename(**{name: "name"})
        coded = coded.left_join(named, name).drop(name, f"{name}_right")
    order = ["timestamp_us", "sequence_no", "line"]
    by_case = ibis.window(group_by="case_no", order_by=order)
    time = coded.timestamp_us
    before, after = time.lag().over(by_case), time.lead().over(by_case)
    attributes = [name for name in coded.columns if "_attribute_" in name]
    return coded.select(
        "case_no",
        position=(ibis.row_number().over(by_case) + 1).cast("int32"),
        activity_no=coded.activity_no,
        time=timestamp_from_microseconds(time),
        start=timestamp_from_microseconds(coded.start_us),
        next_activity_no=coded.activity_no.lead().over(by_case),
        previous_activity_no=coded.activity_no.lag().over(by_case),
        gap_seconds=(time - before) / 1e6,
        tied=((time == before) | (time == after)).fill_null(False),
        resource_no=coded.resource_no,
        channel_no=coded.channel_no,
        system_no=coded.system_no,
        line=coded.line,
        **{name: coded[name] for name in attributes},
    ).order_by("case_no", "position")


def _variants(traces: ir.Table) -> ir.Table:
    counted = traces.group_by("trace").agg(n_cases=_.count(), n_events=_.n_events.max())
    rank = ibis.row_number().over(order_by=[ibis.desc("n_cases"), "trace"]) + 1
    ranked = counted.mutate(variant_no=rank.cast("int32"))
    return ranked.select("variant_no", "n_cases", "n_events", activities=ranked.trace).order_by("variant_no")


def _cases(events: ir.Table, traces: ir.Table, variants: ir.Table, numbered: ir.Table) -> ir.Table:
    attributes = [name for name in events.columns if name.startswith("case_attribute_")]
    spans = events.group_by("case_no").agg(
        first_time=_.time.min(),
        last_time=_.time.max(),
        start_time=ibis.least(_.time.min(), _.start.min()),
        **{name: events[name].first(order_by="position") for name in attributes},
    )
    known = traces.inner_join(variants.select("variant_no", trace=variants.activities), "trace")
    joined = numbered.inner_join(known.select("case_no", "variant_no", "n_events"), "case_no")
    return joined.inner_join(spans, "case_no").order_by("case_no")


def _without_case_attributes(events: ir.Table) -> ir.Table:
    return events.drop(*[name for name in events.columns if name.startswith("case_attribute_")])
