"""Fetched events on disk, each once, as a raw table; and whether those are all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.dataset as ds

from connectors.remote.source import Remote
from mining.engine import Backend, close_engine, count_of, load_batches, memory_for, open_engine, stream
from mining.errors import NotReadable
from mining.quality import Effect, Issue
from mining.rawtable import LINE, RawTable

__all__ = ["NUMBER", "landed_table", "value_names"]

NUMBER = "number"
_BATCH = 65_536
_ = ibis._


def value_names(remote: Remote) -> list[str]:
    """Return what the columns are called on disk, in the order of `Remote.columns`.

    A service's own names could fold into one ("type" and "Type") under rules of a database.
    """
    return [f"value_{i}" for i in range(len(remote.columns))]


def landed_table(folder: Path, remote: Remote, rows: int, told: tuple[int, int] | None) -> RawTable:
    """Return the events that were fetched, in the order in which they came first.

    Parameters
    ----------
    folder
        Dataset that dlt wrote.
    remote
        Where they come from.
    rows
        How many rows were fetched, by the note that was kept of it.
    told
        Fewest and most events that the service said it had, while it was read; None where it did not say.

    Raises
    ------
    NotReadable
        There are none, fewer than the service says, or not those that were fetched.
    """
    if rows == 0:
        message = f"{remote.name} has no events. Check the address, and what the token may see."
        raise NotReadable(message)
    files = sorted((folder / "events").glob("*.parquet"))
    n_bytes = sum(path.stat().st_size for path in files)
    engine = open_engine(memory_limit=memory_for(n_bytes))
    landed = _loaded(engine, files, remote)
    if count_of(engine, landed.select(NUMBER).distinct()) != rows:
        message = (
            f"Some of the {rows:,} events fetched from {remote.name} are no longer on the disk. Start again: all "
            "are fetched anew."
        )
        raise NotReadable(message)
    n_rows = count_of(engine, landed)
    once = _once(landed, remote)
    n_events = count_of(engine, once)
    changed = count_of(engine, once.filter(_.versions > 1))
    issues = [
        *_completeness(remote, n_events, told),
        *_repeats(remote, n_rows - n_events, changed),
    ]
    names = [*remote.columns, LINE]
    schema = pa.schema([*(pa.field(name, pa.string()) for name in remote.columns), (LINE, pa.int64())])
    kept = once.order_by("first").select(*value_names(remote), _.first.name(NUMBER))
    return RawTable(
        remote.name, schema, _batches(engine, kept, names), issues, place="event", n_bytes=n_bytes
    )


def _loaded(engine: Backend, files: list[Path], remote: Remote) -> ir.Table:
    """Rows of all files; a page that was fetched twice around a kill has the same numbers both times."""
    schema = pa.schema([(NUMBER, pa.int64()), *((name, pa.string()) for name in value_names(remote))])
    dataset = ds.dataset([str(path) for path in files], schema=schema, format="parquet")
    return load_batches(engine, schema, iter(dataset.to_batches()))


def _once(landed: ir.Table, remote: Remote) -> ir.Table:
    """The last version of each event, with the number of its first and how many versions there are."""
    values = value_names(remote)
    own = landed[NUMBER].cast("string")
    if remote.event_id:
        told = landed[values[list(remote.columns).index(remote.event_id)]]
        key = ibis.ifelse(told.fill_null("") == "", "number " + own, "event " + told)
    else:
        key = "number " + own
    content = ibis.literal("").join([landed[name].fill_null("").hash().cast("string") for name in values])
    each = ibis.window(group_by=ibis._.key)
    return (
        landed.mutate(key=key, content=content)
        .mutate(
            first=_[NUMBER].min().over(each),
            versions=_.content.nunique().over(each),
            place=ibis.row_number().over(ibis.window(group_by=_.key, order_by=ibis.desc(NUMBER))),
        )
        .filter(_.place == 0)
    )


def _batches(engine: Backend, kept: ir.Table, names: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        for batch in stream(engine, kept, _BATCH):
            texts = [column.fill_null("") for column in batch.columns[:-1]]
            yield pa.record_batch([*texts, batch.column(batch.num_columns - 1)], names=names)
    finally:
        close_engine(engine)


def _completeness(remote: Remote, n_events: int, told: tuple[int, int] | None) -> list[Issue]:
    """What can be said of whether all came."""
    name = remote.name
    if told is None:
        message = f"{name} does not tell how many events it has, so that all came could not be checked."
        remedy = "Compare the number with the service's own."
        return [Issue("completeness_unknown", Effect.NOTED, 1, message, remedy)]
    least, most = told
    if n_events < least:
        message = (
            f"What {name} sent is incomplete: {n_events:,} events of the {least:,} it says there are. "
            "Start again; if it stays, ask its supplier."
        )
        raise NotReadable(message)
    if n_events == most:
        return []
    differing = abs(most - n_events)
    message = f"{name} said at last that it has {most:,} events, and sent {n_events:,}: it changed while it was read."
    return [Issue("changed_meanwhile", Effect.DOUBTED, differing, message, "Fetch again to have them all.")]


def _repeats(remote: Remote, n_repeats: int, n_changed: int) -> list[Issue]:
    issues = []
    if n_repeats:
        message = f"{n_repeats:,} events of {remote.name} came more than once; each is kept once."
        issues.append(Issue("fetched_again", Effect.NOTED, n_repeats, message, "Nothing to do."))
    if n_changed:
        message = f"{n_changed:,} events of {remote.name} came in different versions; the last is kept."
        remedy = "They changed while being fetched, or share an id."
        issues.append(Issue("event_changed", Effect.DOUBTED, n_changed, message, remedy))
    return issues
