from __future__ import annotations

import gc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.analysis import analyse
from mining.discovery.flows import directly_follows
from mining.discovery.variants import top_variants
from mining.errors import FilterProblem, NothingLeft
from mining.eventlog import EventLog
from mining.filters import (
    CaseAttribute,
    Channel,
    Contains,
    Duration,
    Endpoints,
    EventAttribute,
    Filter,
    Follows,
    Period,
    Repeats,
    System,
    Variants,
    filtered,
)
from mining.mapping import Mapping
from mining.performance.throughput import throughput
from mining.ranking.statistics import ActivityStatistics
from mining.routines import find_routines
from tests.event_logs import MAPPING, at, event_rows, log_of

COLUMNS = ("case", "activity", "time", "how", "system", "ward", "note")
EVERYTHING = Mapping(
    case="case", activity="activity", timestamp="time", channel="how", system="system",
    case_attributes=("ward",), event_attributes=("note",),
)  # fmt: skip
#   c1: A B C, Web, 3 hours    c2: A B B C, Phone, 4 hours    c3: A C, Web, 1 hour, the next day
ROWS = (
    ("c1", "A", at(0), "Web", "Portal", "North", "x"), ("c1", "B", at(1), "", "CRM", "North", ""),
    ("c1", "C", at(3), "", "CRM", "North", ""),
    ("c2", "A", at(0), "Phone", "CRM", "South", ""), ("c2", "B", at(2), "", "CRM", "South", "y"),
    ("c2", "B", at(3), "", "CRM", "South", ""), ("c2", "C", at(4), "", "CRM", "South", ""),
    ("c3", "A", at(24), "Web", "Portal", "South", ""), ("c3", "C", at(25), "", "Back office", "South", ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def log() -> EventLog:
    return log_of(ROWS, COLUMNS, EVERYTHING)


def ids(log: EventLog) -> set[str]:
    return {row["case_id"] for row in log.rows(log.cases)}


DAY = date(2025, 1, 6)


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (Period(DAY, DAY), {"c1", "c2"}),
        (Period(date(2025, 1, 7), date(2025, 1, 9), when="ended"), {"c3"}),
        (Period(DAY, date(2025, 1, 7), when="within"), {"c1", "c2", "c3"}),
        (Period(date(2025, 1, 7), date(2025, 1, 7), when="touching"), {"c3"}),
        (Duration(at_least=3 * 3600), {"c1", "c2"}),
        (Duration(at_most=3 * 3600), {"c1", "c3"}),
        (Duration(at_least=3600, at_most=3 * 3600), {"c1", "c3"}),
        (Channel(("Web",)), {"c1", "c3"}),
        (System(("Back office", "Portal")), {"c1", "c3"}),
        (CaseAttribute("ward", ("South",)), {"c2", "c3"}),
        (EventAttribute("note", ("x", "y")), {"c1", "c2"}),
        (Contains(("B",)), {"c1", "c2"}),
        (Endpoints(starts=("A",), ends=("C",)), {"c1", "c2", "c3"}),
        (Endpoints(ends=("B",), exclude=True), {"c1", "c2", "c3"}),
        (Follows("A", "C"), {"c3"}),
        (Follows("A", "C", directly=False), {"c1", "c2", "c3"}),
        (Follows("C", "A", directly=False, exclude=True), {"c1", "c2", "c3"}),
        (Follows("B", "B", directly=False), {"c2"}),
        (Repeats("B"), {"c2"}),
        (Repeats(), {"c2"}),
        (Variants((1, 3)), {"c2", "c3"}),
    ],
    ids=lambda value: repr(value) if isinstance(value, Filter) else "",
)
def test_each_filter_keeps_the_cases_worked_out_by_hand(log, one, kept):
    assert ids(filtered(log, [one])) == kept


def test_a_filter_turned_round_keeps_the_others(log):
    assert ids(filtered(log, [Contains(("B",), exclude=True)])) == {"c3"}
    assert ids(filtered(log, [Channel(("Web",), exclude=True)])) == {"c2"}


def test_filters_work_together_and_one_after_the_other(log):
    both = filtered(log, [Channel(("Web",)), Contains(("B",))])
    assert ids(both) == {"c1"}
    assert ids(filtered(filtered(log, [Channel(("Web",))]), [Contains(("B",))])) == {"c1"}
    assert filtered(log, []) is log


def test_days_are_those_of_the_time_zone_of_the_log():
    rows = [("c1", "A", "2025-07-01T23:30:00Z"), ("c2", "A", "2025-07-02T22:30:00Z")]
    summer = filtered(log_of(rows), [Period(date(2025, 7, 2), date(2025, 7, 2))])
    assert ids(summer) == {"c1", "c2"}


def test_nothing_left_and_unknown_names_are_sentences(log):
    with pytest.raises(NothingLeft, match=r"No case of test\.csv passes the filters"):
        filtered(log, [Duration(at_least=10**9)])
    for one in (Contains(("Z",)), Channel(("Fax",)), System(("Z",)), CaseAttribute("z", ("",))):
        with pytest.raises(FilterProblem, match="The log has no "):
            filtered(log, [one])


def everything(log: EventLog) -> tuple[object, ...]:
    total = ActivityStatistics.of(log).total()
    return (
        directly_follows(log), [(v.number, v.activities, v.n_cases) for v in top_variants(log)], throughput(log),
        (log.n_cases, log.n_instances), total.gaps.log_sum.tolist(), total.position_sum.tolist(),
    )  # fmt: skip


def test_a_filtered_log_is_the_log_of_its_cases_alone(log):
    alone = [row for row in ROWS if row[0] in {"c1", "c2"}]
    kept = filtered(log, [Contains(("B",))])
    assert everything(kept) == everything(log_of(alone, COLUMNS, EVERYTHING))
    assert find_routines(kept)[0] == find_routines(log_of(alone, COLUMNS, EVERYTHING))[0]


def test_an_analysis_counts_the_activities_that_are_left(log):
    assert analyse(filtered(log, [Contains(("B",), exclude=True)])).n_activities == 2


@settings(max_examples=10, deadline=None)
@given(event_rows(), st.sampled_from("ABCD"))
def test_what_is_kept_and_what_is_left_out_make_up_the_log(rows, activity):
    log = log_of(rows, mapping=MAPPING)
    if activity not in log.activity_names:
        return
    found = []
    for exclude in (False, True):
        try:
            found.append(filtered(log, [Contains((activity,), exclude=exclude)]))
        except NothingLeft:
            continue
    assert sum(part.n_cases for part in found) == log.n_cases
    assert sum(part.n_instances for part in found) == log.n_instances
    assert set().union(*(ids(part) for part in found)) == ids(log)


def test_an_engine_goes_with_the_last_log_that_asked_it():
    asked = log_of(ROWS, COLUMNS, EVERYTHING)
    ((folder,),) = asked.engine.con.execute("SELECT current_setting('temp_directory')").fetchall()
    assert everything(filtered(asked, [Channel(("Web",))]))
    assert Path(folder).is_dir()
    del asked
    gc.collect()
    assert not Path(folder).exists()
