"""Questions put to an engine: translated once however often they are asked, and tables kept for a while."""

from __future__ import annotations

import atexit
import gc
import weakref
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend as DuckDB
from ibis.formats.pyarrow import PyArrowData

from mining.engine import Backend

__all__ = ["answer", "kept"]

_MOST_QUESTIONS = 256
_translated: weakref.WeakKeyDictionary[Any, OrderedDict[Any, str]] = weakref.WeakKeyDictionary()


def answer(engine: Backend, question: ir.Table) -> pa.Table:
    """Return the result of an expression as an Arrow table.

    Translating an expression into SQL costs more than a small answer, so the last few hundred
    translations are remembered.
    """
    if not isinstance(engine, DuckDB):
        return engine.to_pyarrow(question)
    sql = _sql(engine, question)
    if not sql:
        return engine.to_pyarrow(question)
    found = PyArrowData.convert_table(engine.con.sql(sql).to_arrow_table(), question.schema())
    _spare_what_is_loaded()
    return found


@cache
def _spare_what_is_loaded() -> None:
    """Take what is loaded by the first answer out of garbage collection: it stays, and is much to look through.

    Without it, somebody waits some 70 ms longer now and then for an answer that takes a few.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)


def _sql(engine: DuckDB, question: ir.Table) -> str:
    """The translation of a question; "" where it brings rows of its own, which have to be handed over each time."""
    known = _translated.setdefault(engine, OrderedDict())
    key = question.op()
    if key not in known:
        known[key] = "" if key.find(ops.InMemoryTable) else engine.compile(question)
        if len(known) > _MOST_QUESTIONS:
            known.popitem(last=False)
    known.move_to_end(key)
    return known[key]


def kept(engine: Backend, expression: ir.Table, role: str) -> ir.Table:
    """Compute an expression once, into a table that lasts as long as what is returned.

    Tables of one role take turns under a few names, the lowest free number first, so that questions about
    one are in words those about the next, and need no new translation.
    """
    if not isinstance(engine, DuckDB):
        return expression.cache()
    names = _names.setdefault(engine, {}).setdefault(role, _Numbers())
    number = names.take()
    name = f"kept_{role}_{number}"
    engine.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_sql(engine, expression)}")
    place = ops.Namespace(catalog="temp", database="main")
    table = ops.DatabaseTable(name, schema=expression.schema(), source=engine, namespace=place).to_expr()
    weakref.finalize(table, heappush, names.free, number)
    return table


@dataclass
class _Numbers:
    """Numbers given out and taken back."""

    free: list[int] = field(default_factory=list)
    issued: int = 0

    def take(self) -> int:
        """Return the lowest number that is free."""
        if self.free:
            return heappop(self.free)
        self.issued += 1
        return self.issued


_names: weakref.WeakKeyDictionary[Any, dict[str, _Numbers]] = weakref.WeakKeyDictionary()
