"""EventLog: the one door into the core, and the prepared store behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import ibis.selectors as s
import pyarrow as pa

from mining.about import About
from mining.asking import Asking
from mining.engine import Backend, close_engine
from mining.folder import open_folder
from mining.intake.store import in_whole_days, opened, sizes
from mining.mapping import Mapping, ReadingRules
from mining.privacy.identities import Identities
from mining.privacy.keys import Key
from mining.privacy.rules import PrivacyRecord
from mining.quality import LogQuality
from mining.rawtable import RawTable
from mining.storage import build, extend, reopen
from mining.units import Clock

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
        ``previous_activity_no``, ``gap_seconds`` since the previous event of the case,
        ``tied``, ``resource_no``, ``channel_no``, ``system_no``, ``previous_resource_no``,
        ``previous_system_no``, ``sequence_no``, ``extract_no``, ``line``, ``event_attribute_<i>``.
    cases
        ``case_no``, ``case_id``, ``variant_no``, ``n_events``, ``first_time``, ``last_time``,
        ``start_time``, ``duration_seconds`` from its first start to its last completion, ``channel_no``
        (the first that its events name), ``case_attribute_<i>``.
    variants
        ``variant_no`` (1 = most frequent), ``n_cases``, ``n_events`` a case, ``activities``.
    steps
        One row a step of a variant: ``variant_no``, ``position`` (from 1), ``activity_no``,
        ``next_activity_no``, ``previous_activity_no``.
    dictionaries
        For activity, resource, channel and system: number and name, numbered by name.
    n_read
        Events read, lifecycle transitions counted singly; None where only some of the cases are looked at.
    quality
        What was refused, changed or doubted on the way in.
    mapping, rules
        How the source was read.
    privacy
        Which key its pseudonyms have, until when it may be kept, what is held back.
    identities
        The way from a reference that a person knows to a case.
    asking
        How it and all that is narrowed from it ask the engine.
    held
        Tables that the engine keeps for as long as this log is used.
    names
        Names by part, as far as they have been asked for.
    clock
        How ``gap_seconds`` and ``duration_seconds`` are counted. In a log that has dates without times they
        are whole days, so that nothing finer can come of them, also where the clocks change in between.
    days
        Days of the working calendar, where `clock` says that one is used.
    """

    name: str
    engine: Backend
    events: ir.Table
    cases: ir.Table
    variants: ir.Table
    steps: ir.Table
    dictionaries: dict[str, ir.Table]
    n_read: int | None
    quality: LogQuality
    mapping: Mapping
    rules: ReadingRules
    privacy: PrivacyRecord
    identities: Identities = field(compare=False)
    asking: Asking = field(compare=False, repr=False)
    held: tuple[ir.Table, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    clock: Clock = Clock.ELAPSED
    days: ir.Table | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_table(
        cls,
        raw: RawTable,
        mapping: Mapping,
        rules: ReadingRules | None = None,
        progress: Progress = lambda _stage: None,
        store: Path | None = None,
    ) -> EventLog:
        """Return the event log of a raw table; the only way in.

        Parameters
        ----------
        raw, mapping, rules
            The rows, which column plays which part, and how to read them.
        progress
            Told what is being done.
        store
            File to keep the prepared log in, for `open`; it appears only once it is complete. None keeps
            the log in memory.

        Raises
        ------
        MappingProblem
            A needed column is not named, or not there.
        QuestionForUser
            The data leave the date order, or another reading, open.
        NothingLeft
            Not one row could be used.
        NoRoom
            A disk is full.
        """
        return cls._of(*build(raw, mapping, rules or ReadingRules(), progress, store))

    @classmethod
    def open(cls, store: Path, engine: str = "") -> EventLog:
        """Return the event log of a store on disk; any number of programs may read it at once.

        Parameters
        ----------
        store
            A file that `from_table` wrote, or a folder that `mining.folder.export_store` wrote.
        engine
            For a folder: the Spark master, for instance "spark://host:7077"; "" is this machine.

        Raises
        ------
        StoreRefused
            It is no store, is damaged, or was made by another version.
        EngineMissing
            Spark is not installed, or cannot be reached.
        """
        if engine or store.is_dir():
            return cls._of(*open_folder(store, engine or "local[*]"))
        return cls._of(*reopen(store))

    @classmethod
    def append(cls, store: Path, raw: RawTable, progress: Progress = lambda _stage: None) -> EventLog:
        """Add a further extract of the same source to a store, and return the log that it then holds.

        The columns are read as the store's were. Only cases that the extract touches are prepared anew,
        and events that the store already has are not added again. Until it is complete the store stays
        as it was.

        Raises
        ------
        StoreRefused
            The store is none, or cannot be added to.
        MappingProblem, QuestionForUser, NothingLeft, NoRoom
            As `from_table`.
        """
        return cls._of(*extend(store, raw, progress))

    @classmethod
    def _of(cls, engine: Backend, about: About, key: Key | None = None) -> EventLog:
        clock = Clock.DAYS if about.quality.has("date_only") else Clock.ELAPSED
        tables = opened(engine)
        if clock is Clock.DAYS:
            tables = in_whole_days(tables)
        return cls(
            about.name,
            engine,
            # What belongs to a case is read from the table of cases.
            tables.events.drop(s.startswith("case_attribute_")),
            tables.cases,
            tables.variants,
            tables.steps,
            tables.dictionaries,
            about.n_events,
            about.quality,
            about.mapping,
            about.rules,
            about.privacy,
            Identities(about.name, about.rules.privacy.uses_pseudonyms, about.privacy.key_id, key),
            Asking(engine),
            clock=clock,
        )

    def close(self) -> None:
        """Let go of the store; the log can be asked nothing more."""
        close_engine(self.engine)

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return a small result as a list of dicts."""
        return self.arrow(expression).to_pylist()  # type: ignore[no-any-return]

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Return a result as an Arrow table."""
        return self.asking.answer(expression)

    def _names(self, part: str) -> tuple[str, ...]:
        if part not in self.names:
            column = self.arrow(self.dictionaries[part].order_by(f"{part}_no"))["name"]
            self.names[part] = tuple(column.to_pylist())
        return self.names[part]

    @property
    def activity_names(self) -> tuple[str, ...]:
        """Activity names; the index is ``activity_no``."""
        return self._names("activity")

    @property
    def resource_names(self) -> tuple[str, ...]:
        """Resource names; the index is ``resource_no``."""
        return self._names("resource")

    @property
    def channel_names(self) -> tuple[str, ...]:
        """Channel names; the index is ``channel_no``."""
        return self._names("channel")

    @property
    def system_names(self) -> tuple[str, ...]:
        """Names of systems; the index is ``system_no``."""
        return self._names("system")

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return self.rows(self.asking.posed(sizes, self.variants))[0]

    @property
    def n_events(self) -> int:
        """Number of events read; of some cases of a log, that of their activity instances."""
        return self.n_instances if self.n_read is None else self.n_read

    @property
    def n_cases(self) -> int:
        """Number of cases."""
        return self._sizes["n_cases"]

    @property
    def n_instances(self) -> int:
        """Number of activity instances."""
        return self._sizes["n_instances"]

    @property
    def n_variants(self) -> int:
        """Number of variants."""
        return self._sizes["n_variants"]

    @property
    def is_narrowed(self) -> bool:
        """Whether it holds only some cases of a log; then some activities may never happen in it."""
        return bool(self.held)

    @property
    def n_activities(self) -> int:
        """Number of activities."""
        return len(self.activity_names)

    @property
    def is_date_only(self) -> bool:
        """Whether some times have no time of day, so that hours mean nothing."""
        return self.clock is Clock.DAYS
