"""Questions put to an engine: translated once however often they are asked, and tables kept for a while."""

from __future__ import annotations

import atexit
import gc
import weakref
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush

import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend as DuckDB
from ibis.formats.pyarrow import PyArrowData

from mining.engine import Backend

__all__ = ["Asking"]

_MOST_QUESTIONS = 256


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


class Asking:
    """What a log and all that is narrowed from it share when they ask their engine.

    It goes with them: expressions hold on to their engine, so nothing that outlives the logs may hold on
    to expressions.

    Parameters
    ----------
    engine
        That answers.
    """

    def __init__(self, engine: Backend) -> None:
        self._engine = engine
        self._translated: OrderedDict[Hashable, str] = OrderedDict()
        self._names: dict[str, _Numbers] = {}

    def answer(self, question: ir.Table) -> pa.Table:
        """Return the result of an expression as an Arrow table.

        Translating an expression into SQL costs more than a small answer, so the last few hundred
        translations are remembered.
        """
        sql = self._sql(question) if isinstance(self._engine, DuckDB) else ""
        if not sql:
            return self._engine.to_pyarrow(question)
        found = PyArrowData.convert_table(self._engine.con.sql(sql).to_arrow_table(), question.schema())
        _spare_what_is_loaded()
        return found

    def _sql(self, question: ir.Table) -> str:
        """The translation of a question; "" where it brings rows of its own, which have to be handed over anew."""
        known, key = self._translated, question.op()
        if key not in known:
            known[key] = "" if key.find(ops.InMemoryTable) else self._engine.compile(question)
            if len(known) > _MOST_QUESTIONS:
                known.popitem(last=False)
        known.move_to_end(key)
        return known[key]

    def kept(self, expression: ir.Table, role: str) -> ir.Table:
        """Compute an expression once, into a table that lasts as long as what is returned.

        Tables of one role take turns under a few names, the lowest free number first, so that questions
        about one are in words those about the next, and need no new translation.
        """
        if not isinstance(self._engine, DuckDB):
            return expression.cache()
        names = self._names.setdefault(role, _Numbers())
        number = names.take()
        name = f"kept_{role}_{number}"
        if sql := self._sql(expression):
            self._engine.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
        else:
            self._engine.create_table(name, expression, temp=True, overwrite=True)
        place = ops.Namespace(catalog="temp", database="main")
        kept = ops.DatabaseTable(
            name, schema=expression.schema(), source=self._engine, namespace=place
        ).to_expr()
        weakref.finalize(kept, heappush, names.free, number)
        return kept

    def forget(self) -> None:
        """Empty the kept tables that nothing refers to any more; else that waits until their names are used again."""
        for role, names in self._names.items():
            for number in names.free:
                self._engine.con.execute(f"DROP TABLE IF EXISTS temp.kept_{role}_{number}")


@cache
def _spare_what_is_loaded() -> None:
    """Take what is loaded by the first answer out of garbage collection: it stays, and is much to look through.

    Without it, somebody waits some 70 ms longer now and then for an answer that takes a few.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
