"""What every connector keeps, each on the same table of twelve cases written in its own format.

A connector that is new appears here by itself, and fails until it has a writer.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from connectors import ReadOptions, connectors, open_source
from mining.errors import NotReadable
from mining.rawtable import LINE

_STEPS = ("Report received", "Assess, again", "Pay £5 – “now”", "NULL", " Closed")
_START = datetime.fromisoformat("2025-03-29T21:13:07")
TABLE = [
    (f"{case:05d}", _STEPS[step], _START + timedelta(hours=7 * case, minutes=61 * step))
    for case in range(1, 13)
    for step in range(1 + case % 5)
]
_NAMES = ("case:concept:name", "concept:name", "time:timestamp")


def _iso(time: datetime) -> str:
    return time.isoformat()


def _delimited(path: Path) -> None:
    rows = [_NAMES, *((case, f'"{activity}"', _iso(time)) for case, activity, time in TABLE)]
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [_NAMES, *TABLE]:
        book.active.append(row)
    book.save(path)


def _parquet(path: Path) -> None:
    columns = [pa.array(column) for column in zip(*TABLE, strict=True)]
    pq.write_table(pa.table(dict(zip(_NAMES, columns, strict=True))), path, row_group_size=10)


def _xes(path: Path) -> None:
    traces: dict[str, str] = {}
    for case, activity, time in TABLE:
        traces.setdefault(case, f'<trace><string key="concept:name" value="{case}"/>')
        traces[case] += (
            f'<event><string key="concept:name" value="{activity}"/>'
            f'<date key="time:timestamp" value="{_iso(time)}"/></event>'
        )
    path.write_text(
        "<log>" + "".join(f"{trace}</trace>" for trace in traces.values()) + "</log>", encoding="utf-8"
    )


WRITERS: dict[str, Callable[[Path], None]] = {
    "delimited": _delimited,
    "workbook": _workbook,
    "parquet": _parquet,
    "xes": _xes,
}
EVERY = pytest.mark.parametrize("connector", connectors(), ids=lambda connector: connector.key)


@pytest.fixture
def written(connector, tmp_path) -> Path:
    path = tmp_path / f"log{connector.suffixes[0]}"
    WRITERS[connector.key](path)
    return path


def _texts(table: pa.Table) -> list[tuple[str, ...]]:
    columns = [
        pc.strftime(column, "%Y-%m-%dT%H:%M:%S").to_pylist()
        if pa.types.is_timestamp(column.type)
        else column.to_pylist()
        for column in table.drop_columns([LINE]).columns
    ]
    return [(case, activity, time[:19]) for case, activity, time in zip(*columns, strict=True)]


def _read(path: Path, **options) -> pa.Table:
    raw = open_source(path, ReadOptions(**options))
    return pa.Table.from_batches(raw.batches, schema=raw.schema)


def test_the_folder_is_walked():
    assert {connector.key for connector in connectors()} >= set(WRITERS)


@EVERY
def test_gives_the_same_text(connector, written):
    assert _texts(_read(written)) == [(case, activity, _iso(time)) for case, activity, time in TABLE]


@EVERY
def test_keeps_the_shape_of_a_raw_table(connector, written):
    raw = open_source(written)
    assert raw.name == written.name
    assert raw.schema.field(LINE).type == pa.int64()
    assert raw.columns == _NAMES
    assert all(
        pa.types.is_string(field.type) or pa.types.is_timestamp(field.type) for field in list(raw.schema)[:-1]
    )
    table = pa.Table.from_batches(raw.batches, schema=raw.schema)
    lines = table[LINE].to_pylist()
    assert lines == list(range(lines[0], lines[0] + len(TABLE)))
    assert raw.issues == []


@EVERY
def test_stops_after_a_sample(connector, written):
    assert _read(written, sample_rows=5).num_rows == 5


@EVERY
def test_reads_out_of_gzip_and_zip(connector, written, tmp_path):
    expected = _texts(_read(written))
    packed = tmp_path / f"{written.name}.gz"
    packed.write_bytes(gzip.compress(written.read_bytes()))
    archive = tmp_path / "log.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(written, f"folder/{written.name}")
        file.writestr("__MACOSX/._junk", b"\0\1")
    assert _texts(_read(packed)) == expected
    assert _texts(_read(archive)) == expected


@EVERY
def test_is_known_by_its_content_under_any_name(connector, written, tmp_path):
    renamed = written.rename(tmp_path / "export.dat")
    assert len(_texts(_read(renamed))) == len(TABLE)


@EVERY
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_cut_file_is_never_a_shorter_log(connector, written, share):
    whole = written.read_bytes()
    written.write_bytes(whole[: int(len(whole) * share)])
    if connector.key == "delimited" and share:
        pytest.skip("a text without an end mark cannot tell that it was cut")
    with pytest.raises(NotReadable):
        _read(written)


@EVERY
def test_leaves_no_file_open_when_dropped(connector, written):
    raw = open_source(written)
    del raw
    written.unlink()
    assert not written.exists()
