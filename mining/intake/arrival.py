"""Rows as a connector hands them over, loaded under the names of the parts they play."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import Backend, count_of, load_batches, settled
from mining.errors import MappingProblem, QuestionForUser
from mining.intake.coding import CODED, name_numbering
from mining.intake.survey import ColumnShapes, ShapeSurvey, trimmed, with_largest
from mining.mapping import Mapping
from mining.quality import Effect, Issue
from mining.rawtable import LINE, RawTable

__all__ = ["PARTS", "TIMES", "Arrival", "arrive", "require_mapping"]

PARTS = ("case", "timestamp", "start", "lifecycle", "sequence", *CODED)
TIMES = ("timestamp", "start")


@dataclass(frozen=True)
class Arrival:
    """The loaded rows, long form: one row a would-be event.

    Attributes
    ----------
    table
        ``case``, ``timestamp``, ``start``, ``lifecycle``, ``sequence`` and the ``<part>_code`` of the
        `CODED` parts (null where not mapped), ``timestamp_shape``, ``start_shape``,
        ``case_attribute_<i>``, ``event_attribute_<i>`` and ``line``.
    rows
        Rows the connector delivered.
    issues
        Remarks made on the way.
    time_names
        For ``timestamp`` and ``start``: what messages call the column.
    shapes
        What the times look like, for those that are written as text.
    names
        The names met in each of the `CODED` parts; the index is the code.
    """

    table: ir.Table
    rows: int
    issues: list[Issue]
    time_names: dict[str, str]
    shapes: dict[str, ColumnShapes]
    names: dict[str, tuple[str, ...]]


def require_mapping(raw: RawTable, mapping: Mapping) -> None:
    """Check that every needed part is mapped, to a column that is there.

    Raises
    ------
    MappingProblem
        Naming what is missing and which columns there are.
    """
    have = ", ".join(f'"{name}"' for name in raw.columns[:30])
    needed = {"case": mapping.case}
    if not mapping.is_wide:
        needed |= {"activity": mapping.activity, "timestamp": mapping.timestamp}
    for part, column in needed.items():
        if not column:
            message = f"Say which column of {raw.name} holds the {part}. It has these columns: {have}."
            raise MappingProblem(message)
    for column in mapping.columns:
        if column not in raw.columns:
            message = f'{raw.name} has no column "{column}". Choose one of its columns: {have}.'
            raise MappingProblem(message)
        if f"{column} (2)" in raw.columns and column in needed.values():
            message = (
                f'{raw.name} has two columns named "{column}". Rename one of them, or choose "{column} (2)".'
            )
            raise QuestionForUser(message, about=("columns",))


def arrive(engine: Backend, raw: RawTable, mapping: Mapping) -> Arrival:
    """Load the mapped columns of a raw table in one pass, unpivoting a wide one."""
    require_mapping(raw, mapping)
    sources = _sources(mapping)
    names = {part: getattr(mapping, part) for part in TIMES}
    if mapping.is_wide:
        names["timestamp"] = " / ".join(milestone.column for milestone in mapping.milestones)
    stream = _Stream(raw, sources, names)
    loaded = load_batches(engine, stream.schema, stream.batches())
    rows = count_of(engine, loaded)
    table, issues = _long(engine, loaded, mapping, names["timestamp"])
    shapes = {
        part: with_largest(engine, table, part, survey.found()) for part, survey in stream.surveys.items()
    }
    met = {part: numbering.texts for part, numbering in stream.names.items()}
    if mapping.is_wide:
        met["activity"] = tuple(milestone.activity for milestone in mapping.milestones)
    return Arrival(table, rows, issues, names, shapes, met)


class _Stream:
    """The rows on their way in: names become codes, and the shapes of times are seen."""

    def __init__(self, raw: RawTable, sources: dict[str, str], time_names: dict[str, str]) -> None:
        self._raw, self._sources = raw, sources
        types = {new: _kept_type(raw.schema.field(old).type, new) for new, old in sources.items()}
        self._texts = {new: _time_part(new) for new in types if _time_part(new) and types[new] == pa.string()}
        self.surveys = {part: ShapeSurvey(time_names[part]) for part in dict.fromkeys(self._texts.values())}
        self.names = {part: name_numbering() for part in CODED}
        coded = {f"{new}_code" if new in CODED else new: kind for new, kind in types.items()}
        fields = [pa.field(new, pa.int32() if new.endswith("_code") else kind) for new, kind in coded.items()]
        shapes = [pa.field(f"{new}_shape", pa.int32()) for new in self._texts]
        self._types = types
        self.schema = pa.schema([*fields, *shapes, pa.field("line", pa.int64())])

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches of `schema`."""
        for batch in self._raw.batches:
            columns = {new: batch.column(old).cast(self._types[new]) for new, old in self._sources.items()}
            coded = [
                self.names[new].number(column) if new in CODED else column for new, column in columns.items()
            ]
            shapes = [self.surveys[part].number(columns[new]) for new, part in self._texts.items()]
            yield pa.record_batch([*coded, *shapes, batch.column(LINE)], schema=self.schema)


def _sources(mapping: Mapping) -> dict[str, str]:
    """New column name -> source column."""
    parts = {part: getattr(mapping, part) for part in PARTS}
    many = {
        **{f"case_attribute_{i}": name for i, name in enumerate(mapping.case_attributes)},
        **{f"event_attribute_{i}": name for i, name in enumerate(mapping.event_attributes)},
        **{f"milestone_{i}": milestone.column for i, milestone in enumerate(mapping.milestones)},
    }
    return {new: old for new, old in {**parts, **many}.items() if old}


def _time_part(new: str) -> str:
    """The part of time that a loaded column holds, "" for every other column."""
    if new.startswith("milestone_"):
        return "timestamp"
    return new if new in TIMES else ""


def _kept_type(source: pa.DataType, new: str) -> pa.DataType:
    """Timestamps stay typed where a time is read; all else is text."""
    return source if new in TIMES and pa.types.is_timestamp(source) else pa.string()


def _long(engine: Backend, loaded: ir.Table, mapping: Mapping, column: str) -> tuple[ir.Table, list[Issue]]:
    if not mapping.is_wide:
        return _with_all_parts(loaded), []
    long = _unpivoted(loaded, mapping)
    reached = trimmed(long.timestamp) != ""
    not_reached = count_of(engine, long.filter(~reached | long.timestamp.isnull()))
    return settled(engine, long.filter(reached)), [_not_reached(not_reached, column)] if not_reached else []


def _with_all_parts(table: ir.Table) -> ir.Table:
    """Add the parts that were not mapped, as null."""
    kinds = {
        f"{part}_code" if part in CODED else part: "int32" if part in CODED else "string" for part in PARTS
    }
    missing = {name: kind for name, kind in kinds.items() if name not in table.columns}
    return table.mutate(**{name: ibis.literal(None, type=kind) for name, kind in missing.items()})


def _unpivoted(loaded: ir.Table, mapping: Mapping) -> ir.Table:
    """One row a milestone; their order in the mapping breaks ties of equal times."""
    kept = [name for name in loaded.columns if not name.startswith("milestone_")]
    steps = [
        loaded.select(
            *[name for name in kept if name not in {"activity_code", "timestamp", "sequence"}],
            activity_code=ibis.literal(i, type="int32"),
            timestamp=loaded[f"milestone_{i}"],
            timestamp_shape=loaded[f"milestone_{i}_shape"],
            sequence=ibis.literal(str(i)),
        )
        for i in range(len(mapping.milestones))
    ]
    return _with_all_parts(ibis.union(*steps)) if len(steps) > 1 else _with_all_parts(steps[0])


def _not_reached(count: int, column: str) -> Issue:
    return Issue(
        "milestone_not_reached",
        Effect.NOTED,
        count,
        f"{count:,} steps have no time, so they are taken as not having happened yet.",
        "Nothing to do, unless the times should be there.",
        column=column,
    )
