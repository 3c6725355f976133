"""Another reading of a log, made from its prepared store: only the cases that change are ordered anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from mining.engine import microseconds_from_timestamp
from mining.eventlog import EventLog
from mining.intake.store import (
    ORDER,
    as_instances,
    case_rows,
    in_order,
    step_rows,
    variant_rows,
    with_neighbours,
)
from mining.ranking.dealing import ORIGIN

__all__ = ["count", "cut", "microseconds", "remade", "rows_of"]

_ = ibis._


def count(log: EventLog, table: ir.Table) -> int:
    """Return the number of rows of an expression over a log."""
    return int(log.rows(table.agg(n=table.count()))[0]["n"])


def microseconds(time: ir.TimestampValue) -> ir.IntegerValue:
    """Return a time of the store as microseconds since 1970."""
    return microseconds_from_timestamp(time)


def rows_of(events: ir.Table, **further: ir.Value) -> ir.Table:
    """Return events in the form that `remade` takes, with further columns."""
    return as_instances(events, **further)


def remade(
    log: EventLog,
    rows: ir.Table,
    touched: ir.Table,
    ties: Sequence[str] = ORDER,
    origins: ir.Table | None = None,
) -> EventLog:
    """Return the log with other events in place of those of some cases.

    Parameters
    ----------
    log
        The log.
    rows
        The other events, as `rows_of` gives them.
    touched
        ``case_no`` of the cases whose events they replace.
    ties
        Columns of `rows` that order events of one case and moment.
    origins
        For cases that were cut: ``case_no`` of each part and, as `ORIGIN`, of the case it was cut from.
    """
    kept = log.asking.kept
    redone = in_order(log.engine, kept(with_neighbours(rows, ties), "redone"))
    touched = kept(touched, "touched")
    if origins is None:
        origins = touched.select("case_no", **{ORIGIN: touched.case_no})
    traced = kept(_traced(log, redone, touched, origins), "traced")
    variants = kept(variant_rows(traced), "variants")
    steps = kept(step_rows(variants), "steps")
    numbers = variants.select("variant_no", trace=_.activities)
    cases = kept(traced.inner_join(numbers, "trace").drop("trace"), "cases")
    events = ibis.union(log.events.anti_join(touched, "case_no"), redone.select(*log.events.columns))
    return replace(
        log,
        events=events,
        cases=cases,
        variants=variants,
        steps=steps,
        n_read=None,
        held=(*log.held, redone, touched, variants, steps, cases),
    )


def _traced(log: EventLog, redone: ir.Table, touched: ir.Table, origins: ir.Table) -> ir.Table:
    """Rows of cases with their traces in place of the number of their variant, and what they were cut from."""
    attributes = [name for name in log.cases.columns if name.startswith("case_attribute_")]
    told = log.cases.select("case_id", *attributes, **{ORIGIN: log.cases.case_no})
    anew = case_rows(redone).inner_join(origins, "case_no").inner_join(told, ORIGIN)
    rest = log.cases.anti_join(touched, "case_no").mutate(**{ORIGIN: _.case_no})
    traces = log.variants.select("variant_no", trace=_.activities)
    columns = [name for name in (*log.cases.columns, ORIGIN, "trace") if name != "variant_no"]
    return ibis.union(anew.select(*columns), rest.inner_join(traces, "variant_no").select(*columns))


def cut(log: EventLog, before: ir.BooleanValue) -> tuple[EventLog, int] | None:
    """Return the log with its cases cut in two before some events, and how many were cut; None where none is.

    Parameters
    ----------
    log
        The log.
    before
        Of ``log.events``: whether a new case begins with the event. The first event of a case is never meant.
    """
    so_far = ibis.window(group_by="case_no", order_by="position", preceding=None, following=0)
    events, begins = log.events, (before & (log.events.position > 1)).fill_null(False)
    touched = log.asking.kept(events.filter(begins).select("case_no").distinct(), "cut")
    n_cut = count(log, touched)
    if not n_cut:
        return None
    within = events.mutate(begins=begins.cast("int32")).semi_join(touched, "case_no")
    parted = within.mutate(part=within.begins.sum().over(so_far).cast("int32"))
    last = log.rows(log.cases.agg(last=log.cases.case_no.max()))[0]["last"]
    # The first parts come first and keep their numbers; the others follow the last case.
    nth = ibis.row_number().over(order_by=["part", "case_no"])
    found = parted.select("case_no", "part").distinct().mutate(nth=nth)
    number = (found.part == 0).ifelse(found.case_no, found.nth - n_cut + last + 1).cast("int32")
    parts = log.asking.kept(found.select("case_no", "part", number=number), "parts")
    renumbered = parted.inner_join(parts, ["case_no", "part"]).drop("case_no").rename(case_no="number")
    origins = parts.select(case_no=parts.number, **{ORIGIN: parts.case_no})
    return remade(log, rows_of(renumbered), touched, origins=origins), n_cut
