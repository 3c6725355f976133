from __future__ import annotations

from threading import Event, Thread

import pytest

from mining.eventlog import EventLog
from tests.event_logs import MAPPING, THREE_CASES, raw_table
from ui.results import Results, shared_results


def test_two_who_ask_at_once_get_what_one_computed():
    results, begun, go_on, waited = Results(), Event(), Event(), Event()
    computed: list[int] = []

    def compute() -> int:
        begun.set()
        assert go_on.wait(20)
        computed.append(1)
        return len(computed)

    def wait() -> None:
        waited.set()
        go_on.set()

    found: list[int] = []
    first = Thread(target=lambda: found.append(results.once("n", compute)))
    first.start()
    assert begun.wait(20)
    found.append(results.once("n", compute, wait))
    first.join(20)
    assert waited.is_set()
    assert (found, computed) == ([1, 1], [1])


def test_what_failed_is_computed_by_the_next():
    results = Results()
    with pytest.raises(ZeroDivisionError):
        results.once("n", lambda: 1 // 0)
    assert results.known("n") is None
    assert results.once("n", lambda: 7) == results.known("n") == 7


def test_sessions_share_the_results_of_one_file_and_of_no_other(tmp_path):
    one, other = tmp_path / "one.throughline", tmp_path / "other.throughline"
    for store in (one, other):
        EventLog.from_table(raw_table(THREE_CASES), MAPPING, store=store).close()
    first = EventLog.open(one)
    assert shared_results(first) is shared_results(EventLog.open(one))
    assert shared_results(EventLog.open(other)) is not shared_results(first)
