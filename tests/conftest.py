"""Fixtures that every room's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from mining.eventlog import EventLog
from mining.folder import export_store
from mining.mapping import Mapping
from mining.privacy.keys import FOLDER_VARIABLE
from tests.event_logs import CLEAR, COLUMNS, MAPPING, Row, raw_table

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs the folder shared/{name} beside the checkout; it is not part of the project")
    return folder


@pytest.fixture(scope="session", autouse=True)
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the keys that tests make out of the user's own folder; return where they are."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(folder))
        yield folder


@pytest.fixture(scope="session")
def public_logs() -> Path:
    """Return the folder of public event logs."""
    return _folder("logs")


@pytest.fixture(scope="session")
def hostile_corpus() -> Path:
    """Return the folder of hostile inputs."""
    return _folder("hostile")


@pytest.fixture(scope="session")
def on_spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., EventLog]]:
    """Return what makes a log of rows on Spark, on two local threads; takes what `log_of` takes."""
    opened: list[EventLog] = []

    def made(rows: Iterable[Row], columns: Sequence[str] = COLUMNS, mapping: Mapping = MAPPING) -> EventLog:
        folder = tmp_path_factory.mktemp("spark")
        store = folder / "log.throughline"
        EventLog.from_table(raw_table(rows, columns), mapping, CLEAR, store=store).close()
        export_store(store, folder / "parquet")
        opened.append(EventLog.open(folder / "parquet", "local[2]"))
        return opened[-1]

    yield made
    if opened:
        opened[-1].close()
