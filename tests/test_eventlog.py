from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.errors import MappingProblem, NothingLeft, NotReadable, QuestionForUser
from mining.eventlog import EventLog
from mining.mapping import Mapping, Milestone, ReadingRules
from mining.quality import Effect
from tests.event_logs import MAPPING, THREE_CASES, at, event_rows, log_of


def traces(log: EventLog) -> dict[str, list[str]]:
    table = log.events.inner_join(log.cases.select("case_no", "case_id"), "case_no")
    found: dict[str, list[str]] = {}
    for row in log.rows(table.order_by("case_no", "position")):
        found.setdefault(row["case_id"], []).append(log.activity_names[row["activity_no"]])
    return found


def test_three_cases_are_counted_as_by_hand():
    log = log_of(THREE_CASES)
    assert (log.n_cases, log.n_events, log.n_instances, log.n_activities, log.n_variants) == (3, 9, 9, 3, 3)
    assert traces(log) == {"c1": ["A", "B", "C"], "c2": ["A", "B", "B", "C"], "c3": ["A", "C"]}
    assert (log.quality.rows_read, log.quality.rows_kept, log.quality.rows_refused) == (9, 9, 0)


def test_gap_and_neighbours_stand_beside_each_event():
    log = log_of(THREE_CASES)
    rows = log.rows(log.events.filter(log.events.case_no == 1).order_by("position"))
    assert [row["gap_seconds"] for row in rows] == [None, 7200.0, 3600.0, 3600.0]
    assert [row["next_activity_no"] for row in rows] == [1, 1, 2, None]
    assert [row["previous_activity_no"] for row in rows] == [None, 0, 1, 1]


def test_ids_and_names_are_text_untouched():
    rows = [(case, name, at(i)) for i, (case, name) in enumerate(
        [("00123", "May"), ("0123", "None"), ("123", "nan"), (" CR1", "NULL"), ("9007199254740993", "TRUE")]
    )]  # fmt: skip
    log = log_of(rows)
    assert {row["case_id"] for row in log.rows(log.cases)} == {row[0] for row in rows}
    assert set(log.activity_names) == {"May", "None", "nan", "NULL", "TRUE"}


def test_every_refused_row_is_named():
    rows = [
        ("c1", "A", at(0)), ("", "A", at(1)), ("c1", " \u00a0", at(1)), ("c1", "B", ""), ("c1", "B", "2025-02-30"),
        ("c1", "B", "n/k"), ("c1", "B", at(2)),
    ]  # fmt: skip
    log = log_of(rows)
    refused = {i.code: (i.count, i.lines) for i in log.quality.issues if i.effect is Effect.REFUSED}
    assert refused == {
        "case_missing": (1, (3,)),
        "activity_missing": (1, (4,)),
        "time_missing": (1, (5,)),
        "time_unreadable": (2, (6, 7)),
    }
    assert (log.quality.rows_read, log.quality.rows_kept, log.quality.rows_refused) == (7, 2, 5)
    assert log.quality.refused_lines == (3, 4, 5, 6, 7)


def test_no_usable_row_is_one_sentence():
    with pytest.raises(NothingLeft, match="no row that can be used"):
        log_of([("", "A", at(0))])
    with pytest.raises(NotReadable, match="no time that can be read"):
        log_of([("c1", "A", "yesterday")])


def test_missing_columns_are_named_with_those_there_are():
    with pytest.raises(MappingProblem, match=r'no column "stage".*"case", "activity", "time"'):
        log_of(THREE_CASES, mapping=Mapping(case="case", activity="stage", timestamp="time"))
    with pytest.raises(MappingProblem, match=r"Say which column of test.csv holds the case"):
        log_of(THREE_CASES, mapping=Mapping(activity="activity", timestamp="time"))


def test_two_columns_of_one_name_are_asked_about():
    columns = ("case", "activity", "time", "time (2)")
    with pytest.raises(QuestionForUser, match="two columns named"):
        log_of([("c", "A", at(0), at(1))], columns)


def test_equal_times_keep_the_order_of_the_file_and_are_counted():
    log = log_of([("c1", "B", at(0)), ("c1", "A", at(0)), ("c1", "C", at(1))])
    assert traces(log) == {"c1": ["B", "A", "C"]}
    (tied,) = [i for i in log.quality.issues if i.code == "equal_timestamps"]
    assert (tied.count, tied.lines) == (2, (2, 3))


def test_a_sequence_column_breaks_ties():
    rows = [("c1", "B", at(0), "10"), ("c1", "A", at(0), "9")]
    mapping = Mapping(case="case", activity="activity", timestamp="time", sequence="seq")
    log = log_of(rows, ("case", "activity", "time", "seq"), mapping)
    assert traces(log) == {"c1": ["A", "B"]}


def test_duplicates_are_kept_unless_the_user_says_drop():
    rows = [("c1", "A", at(0)), ("c1", "A", at(0)), ("c1", "B", at(1))]
    kept = log_of(rows)
    assert kept.n_events == 3
    assert kept.quality.has("duplicate_rows")
    dropped = log_of(rows, rules=ReadingRules(drop_duplicates=True))
    assert dropped.n_events == 2
    assert dropped.quality.refused_lines == (3,)


def lifecycle_log(*rows: tuple[str, str, float]) -> EventLog:
    mapping = Mapping(case="case", activity="activity", timestamp="time", lifecycle="stage")
    written = [("c1", activity, at(hour), stage) for activity, stage, hour in rows]
    return log_of(written, ("case", "activity", "time", "stage"), mapping)


def spans(log: EventLog) -> list[tuple[str, float | None, float]]:
    rows = log.rows(log.events.order_by("position"))
    base = min(row["start"] or row["time"] for row in rows)
    hours = lambda moment: None if moment is None else (moment - base).total_seconds() / 3600  # noqa: E731
    return [(log.activity_names[r["activity_no"]], hours(r["start"]), hours(r["time"])) for r in rows]


def test_start_and_complete_become_one_instance():
    log = lifecycle_log(("A", "START", 0), ("B", "complete", 1), ("A", "COMPLETE", 2))
    assert spans(log) == [("B", None, 1.0), ("A", 0.0, 2.0)]
    assert (log.n_events, log.n_instances) == (3, 2)


def test_overlapping_instances_pair_first_in_first_out():
    log = lifecycle_log(("A", "start", 0), ("A", "start", 1), ("A", "complete", 2), ("A", "complete", 5))
    assert spans(log) == [("A", 0.0, 2.0), ("A", 1.0, 5.0)]


def test_a_lone_completion_does_not_steal_a_later_start():
    log = lifecycle_log(("A", "complete", 0), ("A", "start", 1), ("A", "complete", 3))
    assert spans(log) == [("A", None, 0.0), ("A", 1.0, 3.0)]


def test_schedules_are_read_but_are_no_steps_and_open_starts_stay():
    log = lifecycle_log(("A", "schedule", 0), ("A", "start", 1), ("A", "complete", 2), ("B", "start", 3))
    assert spans(log) == [("A", 0.0, 1.0), ("B", 2.0, 2.0)]
    assert log.quality.has("lifecycle_not_an_execution")
    assert log.quality.has("start_without_completion")
    assert log.n_events == 4


def test_start_column_gives_touch_time_and_bad_starts_are_told():
    mapping = Mapping(case="case", activity="activity", timestamp="time", start="from")
    rows = [("c1", "A", at(2), at(1)), ("c1", "B", at(3), at(4)), ("c1", "C", at(5), "never")]
    log = log_of(rows, ("case", "activity", "time", "from"), mapping)
    assert spans(log) == [("A", 0.0, 1.0), ("B", None, 2.0), ("C", None, 4.0)]
    assert log.quality.has("start_late")
    assert log.quality.has("start_unreadable")


def test_wide_rows_become_one_event_a_milestone():
    mapping = Mapping(
        case="id", channel="how", milestones=(Milestone("open", "Opened"), Milestone("closed", "Closed"))
    )
    rows = [("r1", "Web", at(0), at(5)), ("r2", "Phone", at(1), "")]
    log = log_of(rows, ("id", "how", "open", "closed"), mapping)
    assert traces(log) == {"r1": ["Opened", "Closed"], "r2": ["Opened"]}
    assert log.channel_names == ("Phone", "Web")
    (note,) = [i for i in log.quality.issues if i.code == "milestone_not_reached"]
    assert note.count == 1


def test_pseudonyms_replace_ids_and_people_but_keep_the_cases_apart():
    mapping = Mapping(case="case", activity="activity", timestamp="time", resource="who")
    rows = [
        ("QQ123456C", "A", at(0), "Ann"),
        ("QQ123456C", "B", at(1), "Ben"),
        ("QQ999999C", "A", at(0), "Ann"),
    ]
    log = log_of(rows, ("case", "activity", "time", "who"), mapping, ReadingRules())
    assert log.n_cases == 2
    assert len(log.resource_names) == 2
    shown = [*log.resource_names, *(row["case_id"] for row in log.rows(log.cases))]
    assert not any(name in ("Ann", "Ben") or name.startswith("QQ") for name in shown)


def test_case_attributes_take_the_first_value():
    mapping = Mapping(case="case", activity="activity", timestamp="time", case_attributes=("ward",))
    rows = [("c1", "B", at(1), "North"), ("c1", "A", at(0), "South")]
    log = log_of(rows, ("case", "activity", "time", "ward"), mapping)
    assert log.rows(log.cases)[0]["case_attribute_0"] == "South"


@settings(max_examples=12, deadline=None)
@given(event_rows())
def test_counts_agree_with_a_plain_count(rows):
    log = log_of(rows)
    plain: dict[str, list[tuple[str, str]]] = {}
    for case, activity, time in rows:
        plain.setdefault(case, []).append((time, activity))
    expected = {case: [a for _, a in sorted(events)] for case, events in plain.items()}
    assert traces(log) == expected
    assert log.n_variants == len({tuple(trace) for trace in expected.values()})
    follows = Counter(pair for trace in expected.values() for pair in pairwise(trace))
    counted = log.events.filter(log.events.next_activity_no.notnull()).count()
    assert log.engine.to_pyarrow(counted).as_py() == sum(follows.values())


@settings(max_examples=6, deadline=None)
@given(event_rows(), st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert traces(log_of(rows)) == traces(log_of(shuffled))


def test_variants_are_numbered_by_frequency():
    log = log_of([*THREE_CASES, ("c4", "A", at(0)), ("c4", "C", at(1))])
    (first, *_rest) = log.rows(log.variants.order_by("variant_no"))
    assert [log.activity_names[n] for n in first["activities"]] == ["A", "C"]
    assert first["n_cases"] == 2


def test_receipt_has_its_published_counts(public_logs):
    connectors = pytest.importorskip("connectors")
    raw = connectors.open_source(public_logs / "receipt.xes.gz")
    log = EventLog.from_table(raw, raw.mapping or MAPPING)
    assert (log.n_cases, log.n_events, log.n_activities, log.n_variants) == (1434, 8577, 27, 116)


def test_blank_names_are_no_names():
    mapping = Mapping(case="case", activity="activity", timestamp="time", resource="who")
    rows = [("c1", "A", at(0), ""), ("c1", "B", at(1), " "), ("c1", "C", at(2), "Bob")]
    assert log_of(rows, ("case", "activity", "time", "who"), mapping).resource_names == ("Bob",)


def test_a_step_that_was_only_planned_keeps_its_name():
    log = lifecycle_log(("A", "complete", 0), ("B", "schedule", 1))
    assert log.activity_names == ("A", "B")
    assert (log.n_events, log.n_instances) == (2, 1)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("QQ 12 34 56 C", "National Insurance"),
        ("ann@example.org", "e-mail"),
        ("07700 900123", "phone"),
        ("+44 7700 900123", "phone"),
        ("SW1A 1AA", "postcodes"),
    ],
)
def test_what_looks_like_personal_data_is_noted_and_never_shown(value, kind):
    (issue,) = [i for i in log_of([(value, "A", at(0))]).quality.issues if i.code == "pii_suspected"]
    assert kind in issue.message
    assert value not in issue.message + "".join(issue.examples)


def test_plain_references_are_not_taken_for_personal_data():
    rows = [
        (case, "Close case", at(0))
        for case in ("MB-25-00001", "00000001", "BB/25/0001", "CR-1082", "Case 12")
    ]
    assert not log_of(rows).quality.has("pii_suspected")


def test_a_log_in_memory_goes_by_the_name_of_its_source_and_has_its_key_with_it():
    log = log_of(THREE_CASES, rules=ReadingRules())
    assert log.name == log.identities.name == "test.csv"
    ((found,),) = log.engine.con.execute(
        "SELECT count(*) FROM case_ WHERE case_id = ?", [log.identities.case("c2")]
    ).fetchall()
    assert (log.identities.are_hidden, found) == (True, 1)
