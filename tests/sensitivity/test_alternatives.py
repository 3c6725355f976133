"""Each other reading, held against cases worked out by hand and against reading the source that way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.ranking.dealing import Dealing
from mining.results import Unanswered
from mining.sensitivity.alternatives import alternatives
from mining.sensitivity.base import Reread
from tests.event_logs import CLEAR, COLUMNS, MAPPING, at, log_of

BY_KEY = {one.key: one for one in alternatives()}


def reread(key: str, log: EventLog) -> Reread | Unanswered | None:
    return BY_KEY[key].reread(log)


def traces(log: EventLog) -> dict[str, str]:
    named = log.cases.select("case_id", "variant_no").inner_join(
        log.variants.select("variant_no", "activities"), "variant_no"
    )
    return {
        row["case_id"]: "".join(log.activity_names[number] for number in row["activities"])
        for row in log.rows(named)
    }


def events_of(log: EventLog, *without: str) -> list[dict]:
    kept = log.events.drop("line", *without).order_by("case_no", "position")
    return log.rows(kept)


def cases(*said: tuple[int, str, Sequence[float]]) -> list[tuple[str, str, str]]:
    """So many cases of a trace, its events at these hours."""
    rows = []
    for n, trace, hours in said:
        for _ in range(n):
            name = f"c{len({row[0] for row in rows}):03}"
            rows += [(name, activity, at(hour)) for activity, hour in zip(trace, hours, strict=True)]
    return rows


NOTHING_OPEN = log_of(cases((20, "ABC", (0, 1, 2)), (20, "AC", (0, 3))))


@pytest.mark.parametrize("key", BY_KEY)
def test_where_nothing_is_open_nothing_is_asked(key):
    assert reread(key, NOTHING_OPEN) is None


@pytest.mark.parametrize("one", BY_KEY.values(), ids=BY_KEY)
def test_what_is_said_reads_as_a_sentence(one):
    assert one.question.endswith("?")
    assert one.taken.endswith(".")
    assert not one.other.endswith(".")
    assert not one.other.startswith("If")
    assert not one.rule or one.rule.endswith(".")


# B, C and D of the first case share their moment; the order of the file is B D C.
TIED = log_of(
    [("c1", "A", at(0)), ("c1", "B", at(1)), ("c1", "D", at(1)), ("c1", "C", at(1)), ("c1", "E", at(2)),
     ("c2", "A", at(0)), ("c2", "C", at(1)), ("c2", "B", at(2))]
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "trace"), [("tie_order_reversed", "ACDBE"), ("tie_order_alphabetical", "ABCDE")]
)
def test_only_events_of_one_moment_change_places(key, trace):
    found = reread(key, TIED)
    assert traces(found.log) == {"c1": trace, "c2": "ACB"}
    assert found.n_cases == 1
    assert traces(TIED)["c1"] == "ABDCE"


def test_neighbours_and_waits_are_told_anew():
    rows = [row for row in events_of(reread("tie_order_reversed", TIED).log) if row["case_no"] == 0]
    assert [row["activity_no"] for row in rows] == [0, 2, 3, 1, 4]
    assert [row["previous_activity_no"] for row in rows] == [None, 0, 2, 3, 1]
    assert [row["next_activity_no"] for row in rows] == [2, 3, 1, 4, None]
    assert [row["gap_seconds"] for row in rows] == [None, 3600, 0, 0, 3600]


def test_an_order_drawn_by_lot_is_the_same_each_time_and_differs_between_draws():
    log = log_of(cases((1, "ABCDEFGH", [0] * 8), (1, "AB", (0, 1))))
    drawn = {key: traces(reread(key, log).log)["c000"] for key in BY_KEY if "drawn" in key}
    assert all(sorted(trace) == list("ABCDEFGH") for trace in drawn.values())
    assert len(set(drawn.values())) == len(drawn) == 3
    assert drawn == {key: traces(reread(key, log).log)["c000"] for key in drawn}


@pytest.mark.parametrize("key", [key for key in BY_KEY if "drawn" in key])
def test_an_order_drawn_by_lot_favours_no_event(key):
    found = traces(reread(key, log_of(cases((600, "ABC", (0, 0, 0))))).log)
    counts = Counter(found.values())
    # Six orders of a hundred cases each, give or take four standard deviations.
    assert set(counts) == {"ABC", "ACB", "BAC", "BCA", "CAB", "CBA"}
    assert all(63 <= n <= 137 for n in counts.values())


def test_a_column_that_tells_the_order_leaves_nothing_open():
    rows = [("c1", "A", at(0), "1"), ("c1", "B", at(0), "2")]
    log = log_of(rows, (*COLUMNS, "no"), Mapping("case", "activity", "time", sequence="no"))
    assert reread("tie_order_reversed", log) is None


COPIES = [*cases((3, "ABC", (0, 1, 2))), ("c001", "B", at(1)), ("c002", "C", at(2)), ("c002", "C", at(2))]


def test_without_copies_the_log_is_as_if_it_had_been_read_without_them():
    found = reread("duplicates_dropped", log_of(COPIES))
    dropped = log_of(COPIES, rules=replace(CLEAR, drop_duplicates=True))
    assert events_of(found.log) == events_of(dropped)
    assert traces(found.log) == traces(dropped) == {"c000": "ABC", "c001": "ABC", "c002": "ABC"}
    assert found.n_cases == 2


def test_rows_that_were_dropped_are_not_there_to_be_counted():
    dropped = log_of(COPIES, rules=replace(CLEAR, drop_duplicates=True))
    assert isinstance(reread("duplicates_kept", dropped), Unanswered)
    assert reread("duplicates_dropped", dropped) is None
    assert reread("duplicates_kept", log_of(COPIES)) is None


# Every date can be read both ways, and the clock changes lie between the two readings.
SLASHED = [
    ("c1", "A", "01/02/2025 09:00"), ("c1", "B", "03/04/2025 09:00"), ("c1", "C", "05/04/2025 23:30"),
    ("c2", "A", "11/03/2025 09:00"), ("c2", "B", "02/10/2025 01:30"), ("c2", "C", "12/12/2025 00:00"),
]  # fmt: skip


def test_the_other_date_order_is_as_if_the_file_had_been_read_so():
    found = reread("date_order_other", log_of(SLASHED, rules=replace(CLEAR, date_order="dmy")))
    other = log_of(SLASHED, rules=replace(CLEAR, date_order="mdy"))
    assert events_of(found.log) == events_of(other)
    assert traces(found.log) == traces(other) == {"c1": "ABC", "c2": "BAC"}
    assert log_of(SLASHED, rules=replace(CLEAR, date_order="dmy")).quality.has("date_order_said")


def test_a_date_that_decides_leaves_no_order_open():
    rows = [*SLASHED, ("c3", "A", "13/04/2025 09:00")]
    log = log_of(rows, rules=replace(CLEAR, date_order="dmy"))
    assert not log.quality.has("date_order_said")
    assert reread("date_order_other", log) is None
    assert not log_of(rows).quality.has("date_order_said")


def test_an_order_that_only_some_rows_need_is_not_tried():
    rows = [*SLASHED, ("c3", "A", "2025-04-03 09:00")]
    log = log_of(rows, rules=replace(CLEAR, date_order="dmy"))
    assert isinstance(reread("date_order_other", log), Unanswered)


LOCAL = [
    ("c1", "A", "2025-03-29 09:00"), ("c1", "B", "2025-03-30 09:00"), ("c1", "C", "2025-06-01 09:00"),
    ("c2", "A", "2025-10-25 09:00"), ("c2", "B", "2025-10-26 09:00"),
]  # fmt: skip


def test_another_zone_is_as_if_the_file_had_been_read_so():
    found = reread("times_in_utc", log_of(LOCAL))
    assert events_of(found.log) == events_of(log_of(LOCAL, rules=replace(CLEAR, timezone="UTC")))
    assert reread("times_in_utc", log_of(LOCAL, rules=replace(CLEAR, timezone="UTC"))) is None


def test_a_zone_that_only_some_rows_name_is_not_tried():
    assert isinstance(reread("times_in_utc", log_of([*LOCAL, ("c3", "A", at(0))])), Unanswered)


def test_cases_without_a_usual_ending_are_left_out():
    log = log_of(cases((39, "AB", (0, 1)), (1, "ABX", (0, 1, 2))))
    found = reread("unusual_endings_out", log)
    assert (found.n_cases, found.log.n_cases) == (1, 39)
    assert set(traces(found.log).values()) == {"AB"}
    # Two of forty are one in twenty, which is usual.
    usual = log_of(cases((38, "AB", (0, 1)), (2, "ABX", (0, 1, 2))))
    assert reread("unusual_endings_out", usual) is None


def test_cases_without_a_usual_beginning_are_left_out():
    log = log_of(cases((39, "AB", (0, 1)), (1, "XAB", (0, 1, 2))))
    found = reread("unusual_beginnings_out", log)
    assert (found.n_cases, set(traces(found.log).values())) == (1, {"AB"})


def test_only_cases_near_the_end_of_the_log_may_still_be_open():
    # The log ends at hour 100; 9 in 10 waits are an hour. X at hour 99.5 is near the end, Y at hour 2 is not.
    log = log_of(cases((40, "AB", (0, 1)), (1, "AX", (98.5, 99.5)), (1, "AY", (1, 2)), (1, "AB", (99, 100))))
    found = reread("still_open_out", log)
    assert found.n_cases == 1
    assert "AX" not in traces(found.log).values()
    assert "AY" in traces(found.log).values()


def test_a_rule_that_would_leave_out_most_cases_is_not_tried():
    # Thirty cases, each with an ending of its own.
    rows = [row for n in range(30) for row in ((f"c{n}", "A", at(0)), (f"c{n}", f"End {n}", at(1)))]
    assert isinstance(reread("unusual_endings_out", log_of(rows)), Unanswered)


def test_a_case_that_goes_on_after_it_was_closed_is_cut():
    log = log_of(cases((9, "ABC", (0, 1, 2)), (1, "ABCBC", (0, 1, 2, 50, 51))))
    found = reread("cut_where_reopened", log)
    assert found.n_cases == 1
    assert found.log.n_cases == 11
    parts = log.rows(found.log.cases.filter(found.log.cases.case_id == "c009").order_by("case_no"))
    assert [(part["case_no"], part["origin_no"], part["n_events"]) for part in parts] == [
        (9, 9, 3),
        (10, 9, 2),
    ]
    assert sorted(len(trace) for trace in traces(found.log).values()) == [2, *[3] * 9]
    assert [row["gap_seconds"] for row in events_of(found.log) if row["case_no"] == 10] == [None, 3600]


def test_parts_of_a_case_are_resampled_with_it():
    log = log_of(cases((9, "ABC", (0, 1, 2)), (1, "ABCBC", (0, 1, 2, 50, 51))))
    dealing = Dealing.of(log)
    hands = dealing.hands_of(reread("cut_where_reopened", log).log)
    groups = {row["case_no"]: row["group"] for row in log.rows(hands)}
    assert len(groups) == 11
    assert groups[10] == groups[9] != groups[8]


def test_a_case_is_cut_at_a_silence_longer_than_nine_in_ten_cases_take():
    log = log_of(cases((19, "ABC", (0, 1, 2)), (1, "ABC", (0, 1, 400))))
    found = reread("cut_where_silent", log)
    assert (found.n_cases, found.log.n_cases) == (1, 21)
    sizes = found.log.cases.order_by("case_no").select("case_no", "n_events")
    assert [row["n_events"] for row in log.rows(sizes)] == [*[3] * 19, 2, 1]


STARTED = [
    ("c1", "A", at(0), at(1)), ("c1", "B", at(0.5), at(4)), ("c1", "C", at(2), at(3)),
    ("c2", "A", at(0), at(1)), ("c2", "C", at(2), at(2)),
]  # fmt: skip
WITH_START = Mapping("case", "activity", "time", start="start")


def test_steps_placed_by_their_start_are_as_if_starts_were_the_times():
    columns = ("case", "activity", "start", "time")
    found = reread("placed_by_start", log_of(STARTED, columns, WITH_START))
    by_start = log_of(STARTED, columns, Mapping("case", "activity", "start"))
    assert events_of(found.log, "start") == events_of(by_start, "start")
    assert traces(found.log) == {"c1": "ABC", "c2": "AC"}
    assert found.n_cases == 2


LIFE = Mapping("case", "activity", "time", lifecycle="life")
UNFINISHED = [
    ("c1", "A", at(0), "start"), ("c1", "A", at(1), "complete"), ("c1", "B", at(2), "start"),
    ("c2", "A", at(0), "start"), ("c2", "A", at(1), "complete"),
]  # fmt: skip


def test_steps_without_a_completion_are_left_out():
    log = log_of(UNFINISHED, (*COLUMNS, "life"), LIFE)
    found = reread("unfinished_out", log)
    assert traces(log) == {"c1": "AB", "c2": "A"}
    assert (traces(found.log), found.n_cases) == ({"c1": "A", "c2": "A"}, 1)


def test_steps_without_a_completion_that_cannot_be_told_are_not_tried():
    rows = [*UNFINISHED, ("c2", "C", at(5), "start"), ("c2", "C", at(5), "complete")]
    assert isinstance(reread("unfinished_out", log_of(rows, (*COLUMNS, "life"), LIFE)), Unanswered)


def test_plans_are_gone_once_the_file_was_read():
    rows = [("c1", "A", at(0), "schedule"), ("c1", "A", at(1), "complete")]
    assert isinstance(reread("planned_counted", log_of(rows, (*COLUMNS, "life"), LIFE)), Unanswered)


def test_the_log_itself_stays_as_it_was():
    before = events_of(TIED), log_of(COPIES).rows(log_of(COPIES).cases.order_by("case_no"))
    for key in BY_KEY:
        reread(key, TIED)
    TIED.asking.forget()
    assert (events_of(TIED), traces(TIED)) == (before[0], {"c1": "ABDCE", "c2": "ACB"})
    assert TIED.mapping == MAPPING
