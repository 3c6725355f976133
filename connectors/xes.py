"""XES event logs: columns come from the attributes of the first events and from the declared ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa

from connectors.base import Connector, ReadOptions
from connectors.compression import open_bytes
from connectors.header import name_columns
from connectors.tally import Tally, Trouble
from connectors.text.encoding import without_zeros
from connectors.traces import Declared
from connectors.xml.attributes import Traces
from connectors.xml.log import read_log
from mining.errors import NotReadable
from mining.mapping import Mapping
from mining.quality import Effect, Issue
from mining.rawtable import LINE, RawTable

__all__ = ["CONNECTOR", "SCHEMA_EVENTS", "read"]

SCHEMA_EVENTS = 20_000
"""Events whose attributes decide the columns, beside the declared ones; later keys are left out and told."""

MOST_KEYS = 1_000
"""Columns that the attributes of traces, and those of events, may make; a file with more different keys is refused."""

_BATCH = 20_000
_NAME, _TIME, _LIFECYCLE, _RESOURCE = "concept:name", "time:timestamp", "lifecycle:transition", "org:resource"
_EMPTY = Trouble(
    "empty_cases",
    Effect.NOTED,
    "Some cases have no events; they were left out.",
    "Check the export if they should.",
)
_UNNAMED = Trouble(
    "case_unnamed",
    Effect.CHANGED,
    "Some cases have no concept:name; they are called after their place in the file.",
    "Export the log with case ids.",
)
_REPEATED = Trouble(
    "case_repeated",
    Effect.DOUBTED,
    "Some cases have the id of an earlier case; their events are taken as one case.",
    "Check the case ids in the source.",
)
_STRAY = Trouble("event_without_case", Effect.REFUSED, "Some events stand in no case.", "Check the export.")


def read(path: Path, name: str, options: ReadOptions) -> RawTable:
    """Return the events of an XES log, with a mapping.

    Trace attributes are the columns ``case:<key>``, event attributes ``<key>``.

    Raises
    ------
    NotReadable
        The file is malformed, cut short, unsafe, holds no events, or more different attributes than make sense.
    """
    reading = _Reading(path, name, options)
    batches = reading.batches()
    first = next(batches, None)
    if first is None:
        message = f"{name} holds no events. Export the log again."
        raise NotReadable(message)
    everything = chain([first], batches)
    return RawTable(name, first.schema, everything, reading.issues, "event", reading.columns.mapping)


@dataclass
class _Columns:
    """Keys that become columns, and their names."""

    case_keys: tuple[str, ...] = ()
    event_keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def mapping(self) -> Mapping:
        """The parts that the XES standard gives to its attributes."""
        n_case = len(self.case_keys)
        standard = {_NAME, _TIME, _LIFECYCLE, _RESOURCE}
        events = zip(self.event_keys, self.names[n_case:], strict=True)
        return Mapping(
            case=f"case:{_NAME}",
            activity=_NAME,
            timestamp=_TIME,
            lifecycle=_LIFECYCLE if _LIFECYCLE in self.event_keys else "",
            resource=_RESOURCE if _RESOURCE in self.event_keys else "",
            case_attributes=self.names[1:n_case],
            event_attributes=tuple(name for key, name in events if key not in standard),
        )


class _Reading:
    """One log being read, once."""

    def __init__(self, path: Path, name: str, options: ReadOptions) -> None:
        self._path, self._name, self._options = path, name, options
        self._tally = Tally()
        self._declared = Declared()
        self._seen: set[str] = set()
        self._last = 0
        self._n_events = 0
        self._left_out: set[str] = set()
        self.columns = _Columns()
        self.issues: list[Issue] = []

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the events; complete `issues` at the end."""
        most, written = self._options.sample_rows or None, 0
        with open_bytes(self._path, self._options) as stream:
            for traces in read_log(stream, self._name, self._declared, min(_BATCH, most or _BATCH)):
                names = self._names(traces)
                if names and traces.events.n_owners:
                    batch = self._batch(traces, names, written).slice(0, most and most - written)
                    yield batch
                    written += batch.num_rows
                if written == most:
                    break
        self._finish()

    def _names(self, traces: Traces) -> list[str]:
        """Names of the traces, given where there are none; doubts are noted. None at all for stray events."""
        first, names = self._n_events + 1, []
        self._n_events += traces.events.n_owners
        if 0 in traces.numbers:
            self._tally.add(_STRAY, range(first, self._n_events + 1))
            return []
        written = traces.attributes.column(_NAME).to_pylist()
        for number, length, name in zip(
            traces.numbers.tolist(), traces.lengths.tolist(), written, strict=True
        ):
            if number != self._last:
                self._note(name, length, first)
            self._last = number
            names.append(name or f"trace {number}")
            first += length
        return names

    def _note(self, name: str, n_events: int, first: int) -> None:
        """Note what is doubtful about a trace whose first event has the given number."""
        if not n_events:
            self._tally.add(_EMPTY, [first])
        elif not name:
            self._tally.add(_UNNAMED, [first])
        elif name in self._seen:
            self._tally.add(_REPEATED, [first])
        self._seen.add(name)

    def _batch(self, traces: Traces, names: list[str], written: int) -> pa.RecordBatch:
        if not self.columns.names:
            self._fix_columns(traces)
        self._left_out.update(traces.events.keys)
        trace = pa.array(np.repeat(np.arange(len(names)), traces.lengths))
        by_trace = [pa.array(names), *map(traces.attributes.column, self.columns.case_keys[1:])]
        arrays = [column.take(trace) for column in by_trace]
        arrays += [traces.events.column(key) for key in self.columns.event_keys]
        lines = pa.array(np.arange(written + 1, written + 1 + traces.events.n_owners))
        return pa.record_batch([*arrays, lines], names=[*self.columns.names, LINE])

    def _fix_columns(self, traces: Traces) -> None:
        case_keys = tuple(dict.fromkeys(chain((_NAME,), self._declared.trace, traces.attributes.keys)))
        event_keys = tuple(dict.fromkeys(chain((_NAME, _TIME), self._declared.event, traces.events.keys)))
        for kind, keys in (("traces", case_keys), ("events", event_keys)):
            if len(keys) > MOST_KEYS:
                message = (
                    f"The {kind} of {self._name} have {len(keys):,} different attributes, more than {MOST_KEYS:,}; "
                    "keys seem to hold what should be values. Export the log with the same few attributes throughout."
                )
                raise NotReadable(message)
        names, remarks = name_columns([*(f"case:{key}" for key in case_keys), *event_keys])
        self.columns = _Columns(case_keys, event_keys, names)
        self.issues += remarks

    def _finish(self) -> None:
        left_out = sorted(self._left_out - set(self.columns.event_keys))
        if left_out:
            message = (
                f"{len(left_out)} event attributes are first met after {SCHEMA_EVENTS:,} events and are not declared "
                "as global; they were left out."
            )
            remedy = "Declare them as global attributes if they matter."
            examples = tuple(left_out[:5])
            self.issues.append(
                Issue("attributes_left_out", Effect.NOTED, len(left_out), message, remedy, examples=examples)
            )
        self.issues += self._tally.issues()


def _recognises(head: bytes) -> bool:
    return bool(re.search(rb"<(?:[\w.-]+:)?log[\s>]", without_zeros(head)))


CONNECTOR = Connector(
    key="xes", label="XES event log", suffixes=(".xes", ".xml"), recognises=_recognises, read=read
)
