from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from mining.discovery.flows import directly_follows
from mining.discovery.variants import top_variants
from mining.errors import StoreRefused
from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.performance.throughput import throughput
from mining.ranking.statistics import ActivityStatistics
from mining.storage import VERSION
from tests.event_logs import CLEAR, MAPPING, THREE_CASES, at, raw_table

ROOT = Path(__file__).parents[1]
COLUMNS = ("case", "activity", "time", "who", "ward")
WITH_PEOPLE = Mapping(
    case="case", activity="activity", timestamp="time", resource="who", case_attributes=("ward",)
)


def figures(log: EventLog) -> tuple[object, ...]:
    """Everything that a store is asked for, without case numbers: those depend on the order of extracts."""
    total = ActivityStatistics.of(log).total()
    events = log.events.inner_join(log.cases.select("case_no", "case_id"), "case_no").drop(
        "case_no", "extract_no"
    )
    return (
        directly_follows(log),
        top_variants(log),
        throughput(log),
        total.gaps.log_sum.tolist(),
        (log.n_cases, log.n_events, log.n_instances, log.activity_names, log.resource_names),
        sorted(map(repr, log.rows(events.drop("line")))),
        sorted(map(repr, log.rows(log.cases.drop("case_no")))),
    )


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "It's a store.throughline"


def test_a_store_tells_the_same_after_it_was_closed_and_opened(store):
    built = EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store)
    expected = figures(built)
    built.close()
    assert expected == figures(EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR))
    opened = EventLog.open(store)
    assert figures(opened) == expected
    assert (opened.name, opened.mapping, opened.quality) == (built.name, MAPPING, built.quality)
    assert opened.rules == built.rules
    assert [path.name for path in store.parent.iterdir()] == [store.name]


def test_a_store_is_open_to_many_readers_and_changed_by_none(store):
    first, second = (
        EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store),
        EventLog.open(store),
    )
    assert figures(first) == figures(second)
    other = "from mining.eventlog import EventLog; from pathlib import Path; import sys; " \
        "print(EventLog.open(Path(sys.argv[1])).n_cases)"  # fmt: skip
    told = subprocess.run([sys.executable, "-c", other, str(store)], capture_output=True, text=True, cwd=ROOT)
    assert told.stdout == "3\n"
    with pytest.raises(duckdb.Error, match="read-only"):
        second.engine.con.execute("DELETE FROM event")


def test_a_store_of_another_version_is_refused(store):
    EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store).close()
    with duckdb.connect(str(store)) as connection:
        connection.execute(
            f"""UPDATE about SET about = replace(about, '"version":{VERSION}', '"version":0')"""
        )
    with pytest.raises(StoreRefused, match="another version"):
        EventLog.open(store)


def test_what_is_no_store_is_refused_in_a_sentence(store, tmp_path):
    with pytest.raises(StoreRefused, match="no store"):
        EventLog.open(store)
    store.write_bytes(b"case,activity,time\n" * 1000)
    with pytest.raises(StoreRefused, match="cannot be opened as a store"):
        EventLog.open(store)
    other = tmp_path / "other.db"
    duckdb.connect(str(other)).execute("CREATE TABLE t AS SELECT 1").close()
    with pytest.raises(StoreRefused, match="no store of this program"):
        EventLog.open(other)
    duckdb.connect(str(other)).execute("CREATE TABLE about AS SELECT 'x' AS about").close()
    with pytest.raises(StoreRefused, match="does not say what it holds"):
        EventLog.open(other)


def test_a_refused_source_leaves_no_store(store):
    with pytest.raises(Exception, match="no time that can be read"):
        EventLog.from_table(raw_table([("c1", "A", "never")]), MAPPING, store=store)
    assert list(store.parent.iterdir()) == []


# Case c1 goes on in the second extract, c4 is new, the step "A1" sorts between steps that are known, and one
# event stands in both.
FIRST = (
    ("c1", "A", at(0), "Ann", "North"), ("c1", "B", at(1), "Bob", "North"),
    ("c2", "A", at(0), "Ann", "South"), ("c2", "B", at(2), "Bob", "South"), ("c2", "B", at(2), "Bob", "South"),
    ("c3", "A", at(5), "", "North"), ("c3", "C", at(6), "Ann", "North"),
)  # fmt: skip
SECOND = (
    ("c1", "B", at(1), "Bob", "North"), ("c1", "A1", at(3), "Abe", "North"), ("c1", "C", at(0.5), "Ann", "North"),
    ("c4", "A", at(9), "Ann", "West"),
)  # fmt: skip
WHOLE = (*FIRST, *SECOND[1:])


def test_adding_an_extract_gives_what_one_file_with_everything_gives(store):
    EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE, CLEAR, store=store).close()
    grown = EventLog.append(store, raw_table(SECOND, COLUMNS, name="second.csv"))
    whole = EventLog.from_table(raw_table(WHOLE, COLUMNS), WITH_PEOPLE, CLEAR)
    assert figures(grown) == figures(whole)
    (repeat,) = [issue for issue in grown.quality.issues if issue.code == "already_loaded"]
    assert repeat.count == 1
    assert repeat.message.startswith("second.csv: 1 rows")
    assert (grown.quality.rows_read, grown.n_events) == (11, 10)


def test_an_extract_without_new_names_recodes_nothing(store):
    EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE, CLEAR, store=store).close()
    more = [("c3", "B", at(7), "Bob", "North"), ("c0", "A", at(1), "Ann", "East")]
    grown = EventLog.append(store, raw_table(more, COLUMNS))
    assert figures(grown) == figures(
        EventLog.from_table(raw_table([*FIRST, *more], COLUMNS), WITH_PEOPLE, CLEAR)
    )


def test_adding_the_same_extract_twice_changes_nothing(store):
    once = EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE, CLEAR, store=store)
    again = EventLog.append(store, raw_table(FIRST, COLUMNS))
    assert figures(again) == figures(once)


def test_readers_of_the_former_store_go_on_reading_it(store):
    reader = EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE, CLEAR, store=store)
    before = figures(reader)
    EventLog.append(store, raw_table(SECOND, COLUMNS))
    assert figures(reader) == before


def test_half_steps_cannot_be_added_to(store):
    staged = Mapping(case="case", activity="activity", timestamp="time", lifecycle="stage")
    columns = ("case", "activity", "time", "stage")
    EventLog.from_table(
        raw_table([("c1", "A", at(0), "complete")], columns), staged, CLEAR, store=store
    ).close()
    with pytest.raises(StoreRefused, match="only one of the two"):
        EventLog.append(store, raw_table([("c1", "B", at(1), "start")], columns))
    assert EventLog.open(store).n_events == 1


def test_what_a_killed_program_left_is_swept_away_after_a_day(store):
    fresh, stale = (store.with_name(f".{store.name}.{name}.partial") for name in ("fresh", "stale"))
    for left in (fresh, stale):
        left.write_bytes(b"half a store")
    os.utime(stale, (time.time() - 90_000,) * 2)
    EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store)
    assert fresh.exists()
    assert not stale.exists()


SLOW = """
import sys, time
from pathlib import Path
from mining.eventlog import EventLog
from tests.event_logs import CLEAR, MAPPING, at, raw_table
what, store, stage = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
rows = [(f"c{n}", a, at(n + i)) for n in range(2000) for i, a in enumerate("ABCDA")]
def progress(reached):
    if reached == stage:
        print("here", flush=True)
        time.sleep(WAIT)
if what == "ingest":
    EventLog.from_table(raw_table(rows), MAPPING, CLEAR, progress=progress, store=store)
else:
    EventLog.append(store, raw_table(rows), progress)
"""


@pytest.mark.parametrize("what", ["ingest", "append"])
@pytest.mark.parametrize("delay", [None, 0.0, 0.1, 0.2, 0.3, 0.5])
def test_a_kill_leaves_no_store_or_the_former_one(what, delay, store):
    # None: killed while it waits between two stages; else so many seconds after ordering began.
    before = None
    if what == "append":
        with_three = EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store)
        before = figures(with_three)
        with_three.close()
    script = SLOW.replace("WAIT", "60" if delay is None else "0")
    command = [sys.executable, "-c", script, what, str(store), "Ordering events"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        time.sleep(delay or 0)
        os.kill(child.pid, signal.SIGKILL)
    if not store.exists():
        assert what == "ingest"
        return
    left = EventLog.open(store)
    assert left.n_cases in ({3, 2000} if what == "append" else {2000})
    if left.n_cases == 3:
        assert figures(left) == before
