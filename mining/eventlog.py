"""EventLog: the one door into the core, and the prepared store behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import Backend
from mining.intake.door import let_in
from mining.mapping import Mapping, ReadingRules
from mining.quality import LogQuality
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
        admitted = let_in(raw, mapping, rules or ReadingRules(), progress)
        tables = admitted.tables
        return cls(
            raw.name,
            admitted.engine,
            tables.events,
            tables.cases,
            tables.variants,
            tables.dictionaries,
            admitted.n_events,
            admitted.quality,
            mapping,
            admitted.rules,
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
