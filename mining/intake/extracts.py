"""A further extract of the same source added to a store: only the cases it touches are prepared anew."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of, replace_rows, settled
from mining.errors import StoreRefused
from mining.intake.coding import CODED, Codes
from mining.intake.door import Admitted
from mining.intake.store import (
    NAMED,
    as_instances,
    case_rows,
    in_order,
    instances,
    names_in,
    opened,
    with_neighbours,
    write_cases,
    write_names,
)
from mining.mapping import Mapping
from mining.quality import Effect, Issue

__all__ = ["add_extract"]

_ORDER = ("line", "extract_no", "is_new")
_ = ibis._


def add_extract(engine: Backend, admitted: Admitted, extract: int, mapping: Mapping) -> list[Issue]:
    """Add the rows of a further extract to the store that an engine holds.

    A row that the store already has is not added again: of equal rows there are afterwards as many as
    the store or the extract had, whichever had more.

    Parameters
    ----------
    engine, admitted
        The store, open for writing, and the rows that were let in beside it.
    extract
        Its number, 1 being what the store was first made from.
    mapping
        How the source is read.

    Returns
    -------
    list of Issue
        What was already there.

    Raises
    ------
    StoreRefused
        Steps are told by their start and completion, of which the extract may hold only one.
    """
    _refuse_halves(engine, admitted, mapping)
    changed = _grow_dictionaries(engine, admitted)
    ids = _case_numbers(engine, admitted.codes)
    coded = admitted.instances.rename(code="case_no").inner_join(ids.select("code", "case_no"), "code")
    arriving = settled(engine, instances(engine, coded.drop("code"), admitted.codes, extract))
    touched = settled(engine, arriving.select("case_no").distinct())
    standing = as_instances(opened(engine).events.semi_join(touched, "case_no"))
    together = settled(engine, _without_repeats(standing, arriving))
    n_repeats = count_of(engine, standing) + count_of(engine, arriving) - count_of(engine, together)
    redone = in_order(engine, settled(engine, with_neighbours(together)))
    replace_rows(engine, "event", "case_no", redone)
    _redo_cases(engine, redone, ids, everything=changed)
    return [_already_there(n_repeats)] if n_repeats else []


def _refuse_halves(engine: Backend, admitted: Admitted, mapping: Mapping) -> None:
    if not mapping.lifecycle:
        return
    starts = admitted.rows.filter(_.lifecycle.lower() == "start")
    began = opened(engine).events.filter(_.start.notnull())
    if count_of(engine, starts) or count_of(engine, began):
        message = (
            "Steps of this log are told by their start and their completion, and an extract may hold only one of "
            "the two. Make the store again from one file with everything."
        )
        raise StoreRefused(message)


def _grow_dictionaries(engine: Backend, admitted: Admitted) -> bool:
    """Add new names, numbered in order as ever; return whether any number in the events changed."""
    moved = {}
    for part in CODED:
        known = settled(engine, engine.table(NAMED[part]))
        rows = admitted.rows if part == "activity" else admitted.instances
        found = names_in(rows, admitted.codes, part)
        if not count_of(engine, found.anti_join(known, "name")):
            continue
        write_names(engine, part, settled(engine, ibis.union(known.select("name"), found, distinct=True)))
        new = engine.table(NAMED[part]).select("name", new=_[f"{part}_no"])
        moved[part] = settled(engine, known.inner_join(new, "name").select(f"{part}_no", "new"))
    moved = {part: table for part, table in moved.items() if _moves(engine, table, part)}
    if moved:
        engine.create_table("event", settled(engine, _recoded(engine.table("event"), moved)), overwrite=True)
    return bool(moved)


def _moves(engine: Backend, table: ir.Table, part: str) -> bool:
    return count_of(engine, table.filter(table[f"{part}_no"] != table.new)) > 0


def _recoded(events: ir.Table, moved: dict[str, ir.Table]) -> ir.Table:
    order = events.columns
    for part, table in moved.items():
        for column in [name for name in order if name.endswith(f"{part}_no")]:
            numbers = table.select(**{column: table[f"{part}_no"], "new": table.new})
            joined = events.left_join(numbers, column)
            events = joined.drop(column, f"{column}_right").rename(**{column: "new"})
    return events.select(*order).order_by("case_no", "position")


def _case_numbers(engine: Backend, codes: Codes) -> ir.Table:
    """Numbers of the extract's cases: those the store knows keep theirs, new ones follow as they are met."""
    known = opened(engine).cases.select("case_id", "case_no")
    last = engine.to_pyarrow(known.case_no.max()).as_py()
    ids = codes.tables["case"].select("code", case_id="name").left_join(known, "case_id")
    is_new = ids.case_no.isnull()
    place = ibis.row_number().over(ibis.window(group_by=is_new, order_by=ids.code)) + 1
    number = is_new.ifelse(place + last, ids.case_no).cast("int32")
    return settled(engine, ids.select("code", ids.case_id, number.name("case_no")))


def _without_repeats(standing: ir.Table, arriving: ir.Table) -> ir.Table:
    columns = standing.columns
    both = ibis.union(
        standing.mutate(is_new=ibis.literal(0)), arriving.select(*columns).mutate(is_new=ibis.literal(1))
    )
    equal = [name for name in columns if name not in _ORDER]
    counted = both.mutate(
        had=(1 - both.is_new).sum().over(ibis.window(group_by=equal)),
        place=ibis.row_number().over(ibis.window(group_by=[*equal, "is_new"], order_by="line")),
    )
    return counted.filter((_.is_new == 0) | (_.place >= _.had)).select(*columns)


def _redo_cases(engine: Backend, redone: ir.Table, ids: ir.Table, *, everything: bool) -> None:
    tables = opened(engine)
    named = ibis.union(
        tables.cases.select("case_id", "case_no"), ids.select("case_id", "case_no"), distinct=True
    )
    if everything:
        cases = case_rows(tables.events).inner_join(settled(engine, named), "case_no")
    else:
        anew = case_rows(redone).inner_join(ids.select("case_id", "case_no"), "case_no")
        traces = tables.variants.select("variant_no", trace=_.activities)
        rest = tables.cases.anti_join(redone, "case_no").inner_join(traces, "variant_no")
        cases = ibis.union(anew, rest.select(*anew.columns))
    write_cases(engine, settled(engine, cases))


def _already_there(count: int) -> Issue:
    return Issue(
        "already_loaded",
        Effect.NOTED,
        count,
        f"{count:,} rows are events that the store already had; they are not added again.",
        "Nothing to do, if the extracts overlap on purpose.",
    )
