"""What tests of remote services share: a service to start, how its events are read, and the rows of a pull."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from pydantic import SecretStr

from connectors.remote import Cursor, Patience, Remote, pull
from mining.rawtable import LINE, RawTable
from tests.servers.service import Behaviour, Service

TOKEN = "tok-4f9d2c-never-to-be-seen"
IMPATIENT = Patience(
    answer_seconds=2,
    page_seconds=4,
    attempts=3,
    lost_seconds=3,
    wait_seconds=5,
    backoff_seconds=0.01,
    page_bytes=2 * 1024**2,
    stale_pages=4,
    pages_at_a_time=50,
)
COLUMNS = {"id": "id", "case": "case", "activity": "Type", "kind": "type", "time": "at"}


def remote_at(url: str, **changed: object) -> Remote:
    """The events of a service of the tests."""
    remote = Remote(
        "the test service", url, "events", COLUMNS, ("id", "case", "activity", "time"), Cursor("next", "cursor"),
        "id", "total", patience=IMPATIENT,
    )  # fmt: skip
    return replace(remote, **changed)


@pytest.fixture
def service() -> Iterator[Callable[[Behaviour], Service]]:
    """Return what starts a service."""
    with ExitStack() as open_services:
        yield lambda behaviour: open_services.enter_context(Service(behaviour).running())


@pytest.fixture
def pulled(tmp_path: Path) -> Callable[..., RawTable]:
    """Return what pulls the events of an address, with what is changed of the source."""
    return lambda url, **changed: pull(remote_at(url, **changed), SecretStr(TOKEN), tmp_path / "pulls")


def ids(raw: RawTable) -> list[str]:
    """Ids of the events, in their order."""
    return pa.Table.from_batches(raw.batches, schema=raw.schema)["id"].to_pylist()


def table(raw: RawTable) -> list[tuple[object, ...]]:
    """All rows, without their numbers."""
    columns = pa.Table.from_batches(raw.batches, schema=raw.schema).drop_columns([LINE])
    return list(zip(*(column.to_pylist() for column in columns.columns), strict=True))
