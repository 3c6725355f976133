"""Questions put to an engine: prepared once however often they are asked, and tables kept for a while."""

from __future__ import annotations

import atexit
import gc
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from threading import RLock
from typing import TypeVar

import ibis.expr.operations as ops
import ibis.expr.schema as sch
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.duckdb import Backend as DuckDB
from ibis.formats.pyarrow import PyArrowData

from mining.engine import Backend
from mining.room import room_told

__all__ = ["Asking"]

_MOST_QUESTIONS = 256
T = TypeVar("T")


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

    To put a small question together, to translate it into SQL and to plan it takes longer each than to
    answer it, so the last few hundred are remembered in every form.

    Threads take turns: a page and a download made beside it ask over one connection, and DuckDB refuses to be
    asked by two at once.

    It goes with its logs: expressions hold on to their engine, so nothing that outlives the logs may hold
    on to expressions.

    Parameters
    ----------
    engine
        That answers.
    """

    def __init__(self, engine: Backend) -> None:
        self._engine = engine
        self._turn = RLock()
        self._posed: OrderedDict[Hashable, ir.Table] = OrderedDict()
        self._prepared: OrderedDict[Hashable, str] = OrderedDict()
        self._statements = _Numbers()
        self._numbers: dict[str, _Numbers] = {}
        self._tables: dict[str, sch.Schema] = {}

    def posed(self, pose: Callable[..., ir.Table], *tables: ir.Table) -> ir.Table:
        """Return what `pose` makes of some tables; of the same tables it is made once.

        Parameters
        ----------
        pose
            A function of the tables alone, known by its name: no lambda.
        tables
            Its arguments.
        """
        key = (pose, *(table.op() for table in tables))
        with self._turn:
            return _remembered(self._posed, key, lambda: pose(*tables))

    def answer(self, question: ir.Table) -> pa.Table:
        """Return the result of an expression as an Arrow table."""
        with self._turn, room_told():
            if not isinstance(self._engine, DuckDB) or _brings_rows(question):
                return self._engine.to_pyarrow(question)
            rows = self._engine.con.sql(self._statement(question)).to_arrow_table()
        _spare_what_is_loaded()
        return PyArrowData.convert_table(rows, question.schema())

    def kept(self, expression: ir.Table, role: str) -> ir.Table:
        """Compute an expression once, into a table that lasts as long as what is returned.

        Tables of one role take turns under a few names, the lowest free number first, so that questions
        about one are in words those about the next, and are prepared already.
        """
        if not isinstance(self._engine, DuckDB):
            return self._cached(expression)
        with self._turn, room_told():
            numbers = self._numbers.setdefault(role, _Numbers())
            number = numbers.take()
            name = f"kept_{role}_{number}"
            self._fill(name, expression)
        place = ops.Namespace(catalog="temp", database="main")
        kept = ops.DatabaseTable(
            name, schema=expression.schema(), source=self._engine, namespace=place
        ).to_expr()
        weakref.finalize(kept, heappush, numbers.free, number)
        return kept

    def forget(self) -> None:
        """Empty the kept tables that nothing refers to any more; else that waits until their names are used again."""
        with self._turn:
            for role, numbers in self._numbers.items():
                for number in numbers.free:
                    self._engine.con.execute(f"TRUNCATE temp.main.kept_{role}_{number}")

    def _cached(self, expression: ir.Table) -> ir.Table:
        if _brings_rows(expression):
            # Asked for once: Spark is told of such rows by a question, not by a table that is kept.
            self._engine.to_pyarrow(expression.limit(0))
        return expression if isinstance(expression.op(), ops.InMemoryTable) else expression.cache()

    def _fill(self, name: str, expression: ir.Table) -> None:
        """Put rows in place of those of a table; to replace the table itself would undo what is prepared."""
        con, schema = self._engine.con, expression.schema()
        known, self._tables[name] = self._tables.get(name), schema
        if _brings_rows(expression):
            self._engine.create_table(name, expression, temp=True, overwrite=True)
            return
        if known != schema:
            self._engine.create_table(name, schema=schema, temp=True, overwrite=True)
        fill = self._statement(expression, f"INSERT INTO temp.main.{name} ")
        con.execute(f"TRUNCATE temp.main.{name}; {fill}")

    def _statement(self, expression: ir.Table, before: str = "") -> str:
        """The statement that answers an expression, or does with its rows what stands before it."""
        key = (expression.op(), before)
        return _remembered(self._prepared, key, lambda: self._prepare(expression, before), self._deallocate)

    def _prepare(self, expression: ir.Table, before: str) -> str:
        number = self._statements.take()
        self._engine.con.execute(f"PREPARE asked_{number} AS {before}{self._engine.compile(expression)}")
        return f"EXECUTE asked_{number}"

    def _deallocate(self, statement: str) -> None:
        name = statement.removeprefix("EXECUTE ")
        self._engine.con.execute(f"DEALLOCATE {name}")
        heappush(self._statements.free, int(name.removeprefix("asked_")))


def _brings_rows(expression: ir.Table) -> bool:
    """Whether it has rows of its own, which have to be handed over anew each time."""
    return bool(expression.op().find(ops.InMemoryTable))


def _remembered(
    known: OrderedDict[Hashable, T], key: Hashable, make: Callable[[], T], forget: Callable[[T], object] = id
) -> T:
    """The value of a key, made if it is not known; the longest unused are forgotten."""
    if key not in known:
        known[key] = make()
        if len(known) > _MOST_QUESTIONS:
            forget(known.popitem(last=False)[1])
    known.move_to_end(key)
    return known[key]


@cache
def _spare_what_is_loaded() -> None:
    """Take what is loaded by the first answer out of garbage collection: it stays, and is much to look through.

    Without it, somebody waits some 70 ms longer now and then for an answer that takes a few.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
