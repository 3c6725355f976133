"""Parquet: types to text, times kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors import ReadOptions
from connectors.parquet import read
from mining.errors import NotReadable


@pytest.fixture
def table(tmp_path):
    """Return a function that reads one column back."""

    def _column(values, kind=None):
        path = tmp_path / "log.parquet"
        pq.write_table(pa.table({"x": pa.array(values, kind)}), path)
        raw = read(path, path.name, ReadOptions())
        return raw, pa.Table.from_batches(raw.batches, schema=raw.schema)["x"]

    return _column


@pytest.mark.parametrize(
    ("values", "kind", "texts"),
    [
        ([1, None, 2**60], pa.int64(), ["1", "", str(2**60)]),
        (
            [1.0, None, 1.5, float("nan"), 2.0**60],
            pa.float64(),
            ["1", "", "1.5", "", "1.152921504606847e+18"],
        ),
        ([True, None], pa.bool_(), ["true", ""]),
        ([Decimal("1.10")], pa.decimal128(5, 2), ["1.10"]),
        ([date(2025, 1, 2)], pa.date32(), ["2025-01-02"]),
        (["a", None, "a"], pa.dictionary(pa.int8(), pa.string()), ["a", "", "a"]),
        ([b"old text"], pa.binary(), ["old text"]),
    ],
)
def test_values_become_text(table, values, kind, texts):
    assert table(values, kind)[1].to_pylist() == texts


@pytest.mark.parametrize(
    "kind", [pa.timestamp("us", "UTC"), pa.timestamp("ms"), pa.timestamp("ns", "Europe/London")]
)
def test_times_stay_times_with_their_zone(table, kind):
    moment = datetime(2025, 7, 1, 12, tzinfo=UTC)
    raw, column = table([moment], kind)
    assert raw.schema.field("x").type == kind
    assert column.cast(pa.timestamp("us")).to_pylist() == [moment.replace(tzinfo=None)]


def test_lists_are_left_out_and_told(tmp_path, rows, issue):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"tags": [["a"]], "id": ["1"]}), path)
    raw = read(path, path.name, ReadOptions())
    assert rows(raw) == [("1", 1)]
    assert issue(raw, "columns_left_out") == (1, ())


def test_row_numbers_go_on_over_row_groups(tmp_path, rows):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"id": [str(i) for i in range(10)]}), path, row_group_size=3)
    raw = read(path, path.name, ReadOptions())
    assert raw.place == "row"
    assert [row[-1] for row in rows(raw)] == list(range(1, 11))


def test_an_empty_table_is_refused(tmp_path):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"id": pa.array([], pa.string())}), path)
    with pytest.raises(NotReadable, match="no data rows"):
        read(path, path.name, ReadOptions())


def test_damage_is_told(tmp_path):
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"id": ["1"] * 1000}), path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(NotReadable, match="damaged or cut-short Parquet"):
        read(path, path.name, ReadOptions())
