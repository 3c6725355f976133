from __future__ import annotations

import pytest

from mining.ranking import examples
from mining.ranking.examples import case_ids, example_cases
from tests.event_logs import THREE_CASES, at, log_of


def test_a_case_counts_once_however_often_it_has_the_step():
    log = log_of(THREE_CASES)
    assert example_cases(log) == {0: ("c1", "c2", "c3"), 1: ("c1", "c2"), 2: ("c1", "c2", "c3")}
    assert case_ids(log, "B") == ("c1", "c2")


def test_a_step_that_the_log_has_not_is_named():
    with pytest.raises(ValueError, match=r"^The log has no step called 'D'\.$"):
        case_ids(log_of(THREE_CASES), "D")


@pytest.mark.parametrize("first", [1, 12, 15, 30])
def test_steps_rare_among_the_first_cases_are_looked_for_in_all(first, monkeypatch):
    # "Each" is met often enough among the first cases, "Late" and "Last" are not.
    rows = [(f"c{n:02}", "Each", at(n)) for n in range(30)]
    rows += [(f"c{n:02}", "Late", at(n + 0.5)) for n in range(11, 30)] + [("c29", "Last", at(40))]
    monkeypatch.setattr(examples, "_FIRST_CASES", first)
    log = log_of(rows)
    found = {log.activity_names[number]: ids for number, ids in example_cases(log).items()}
    assert found == {
        "Each": tuple(f"c{n:02}" for n in range(10)),
        "Late": tuple(f"c{n:02}" for n in range(11, 21)),
        "Last": ("c29",),
    }
