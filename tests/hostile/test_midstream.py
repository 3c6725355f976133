"""A refusal in the middle of a stream reaches the user as the sentence it is."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pytest

from mining.errors import NotReadable
from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.rawtable import LINE, RawTable

SCHEMA = pa.schema([*(pa.field(name, pa.string()) for name in ("c", "a", "t")), pa.field(LINE, pa.int64())])


def _batches() -> Iterator[pa.RecordBatch]:
    yield pa.record_batch([["1"], ["A"], ["2025-01-01"], pa.array([2], pa.int64())], schema=SCHEMA)
    message = "log.csv.gz is damaged or was cut short. Copy or export the file again."
    raise NotReadable(message)


def test_a_file_that_ends_too_early_is_refused_in_its_own_words():
    with pytest.raises(NotReadable, match="cut short"):
        EventLog.from_table(
            RawTable("log.csv.gz", SCHEMA, _batches()), Mapping(case="c", activity="a", timestamp="t")
        )
