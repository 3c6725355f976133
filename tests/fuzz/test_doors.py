"""The same laws, for inputs that Hypothesis makes up: a little in every run of the tests, without guidance."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.event_logs import at, log_of
from tests.fuzz.doors import DOORS
from tests.fuzz.oracle import check_source

BRIEFLY = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
HARDLY = settings(BRIEFLY, max_examples=6)
"""The door itself takes up to a second, most of it for the many ways in which times may be written."""

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "NULL", "nan", "00123", "1E5", "true", "=1+1", "May", "\u00a0x", "Å", "A\u030a", "'", "\\"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.text('a,;\t|"\n ', max_size=8),
)
TIMES = st.one_of(
    st.sampled_from(
        ["", "0", "1735689600", "45658.5", "03/04/2025", "13/04/2025 1:02 PM", "2025-10-26 01:30"]
    ),
    st.datetimes().map(str),
    st.text("0123456789-/:. TZ+APMapm", max_size=20),
)


@st.composite
def mangled(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A sound input with some bytes cut out, put in, or written over."""
    whole = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(whole)))
        end = min(len(whole), begin + draw(st.integers(0, 8)))
        whole[begin:end] = draw(st.one_of(st.binary(max_size=8), st.just(bytes(whole[:40]))))
    return bytes(whole)


@pytest.mark.parametrize("door", [name for name in DOORS if name != "mapping"])
def test_mangled_inputs_are_read_right_or_refused(door):
    seeds = [seed for seed in DOORS[door].seeds() if len(seed) < 5_000]

    @BRIEFLY
    @given(mangled(seeds))
    def holds(content: bytes) -> None:
        DOORS[door].check(content)

    holds()


@BRIEFLY
@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_program_writes_as_csv_is_read_as_it_was(rows, delimiter, encoding, newline):
    header = ["case", "activity", "time"]
    assume(all("".join(row) and row != header and "\ufffd" not in "".join(row) for row in rows))
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerows([header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.csv")
        path.write_bytes(held.getvalue().encode(encoding))
        found = check_source(path)
    assert found.table is not None, found.refusal
    columns = [column.to_pylist() for column in found.table.columns[:3]]
    assert [list(row) for row in zip(*columns, strict=True)] == rows


@HARDLY
@given(
    st.binary(min_size=3, max_size=3),
    st.lists(st.tuples(CELLS, CELLS, TIMES, st.one_of(CELLS, TIMES)), min_size=1, max_size=12),
)
def test_every_row_of_a_table_is_an_event_or_told_of(choice, rows):
    text = "\n".join("\t".join(cell.replace("\n", " ").replace("\t", " ") for cell in row) for row in rows)
    DOORS["mapping"].check(choice + text.encode())


@HARDLY
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("ABC")), min_size=2, max_size=10),
    st.randoms(use_true_random=False),
    st.sampled_from(["", " ", "  "]),
)
def test_neither_the_order_of_rows_nor_blanks_around_times_change_a_log(rows, chance, blank):
    timed = [(case, activity, at(hour)) for hour, (case, activity) in enumerate(rows)]
    shuffled = [(case, activity, f"{blank}{time}{blank}") for case, activity, time in timed]
    chance.shuffle(shuffled)
    assert _events(timed) == _events(shuffled)


def _events(rows: list[tuple[str, str, str]]) -> list[dict[str, object]]:
    log = log_of(rows)
    try:
        named = log.events.join(log.cases, "case_no").order_by("case_id", "position")
        return log.rows(named.select("case_id", "position", "activity_no", "time"))
    finally:
        log.close()
