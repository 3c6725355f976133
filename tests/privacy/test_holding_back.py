from __future__ import annotations

import pytest

from mining.errors import StoreRefused
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.holding_back import safe_example
from mining.quality import Effect, Issue
from tests.event_logs import CLEAR, MAPPING, at, log_of, raw_table

COLUMNS = ("case", "activity", "time", "ward", "notes")
WITH_NOTES = Mapping(
    case="case", activity="activity", timestamp="time", case_attributes=("ward",), event_attributes=("notes",)
)


def rows(notes: str) -> list[tuple[str, ...]]:
    return [
        ("c1", "A", at(0), "North", notes),
        ("c1", "B", at(1), "North", ""),
        ("c2", "A", at(2), "West", notes),
    ]


def issues_of(log: EventLog, code: str) -> list[Issue]:
    return [issue for issue in log.quality.issues if issue.code == code]


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        ("jane@example.org", "1 different values look like e-mail addresses"),
        ("943 476 5919", "1 different values look like NHS numbers"),
        ("She rang twice and was very upset", "1 of 2 different values look like free text"),
    ],
)
@pytest.mark.parametrize("rules", [CLEAR, ReadingRules()])
def test_a_column_of_notes_or_personal_data_is_not_kept(notes, reason, rules):
    log = log_of(rows(notes), COLUMNS, WITH_NOTES, rules)
    (issue,) = issues_of(log, "held_back")
    assert issue.effect is Effect.CHANGED
    assert issue.column == "notes"
    assert issue.count == 3
    assert reason in issue.message
    assert log.privacy.held_back == ("notes",)
    assert {row["event_attribute_0"] for row in log.rows(log.events)} == {None}
    assert [row["case_attribute_0"] for row in log.rows(log.cases.order_by("case_no"))] == ["North", "West"]
    assert notes not in repr(log.quality)


def test_a_column_of_short_values_is_kept():
    log = log_of(rows("urgent"), COLUMNS, WITH_NOTES)
    assert not log.quality.has("held_back")
    assert log.privacy.held_back == ()
    assert {row["event_attribute_0"] for row in log.rows(log.events)} == {"urgent", ""}


def test_personal_data_in_the_names_of_steps_is_masked_and_counted():
    steps = [(f"c{n}", f"Ring 07700 90012{n}", at(n)) for n in range(3)]
    log = log_of([*steps, ("c1", "Close", at(9))], rules=ReadingRules())
    assert log.activity_names == ("Close", "Ring [phone number]")
    (issue,) = issues_of(log, "masked")
    assert (issue.count, issue.examples) == (3, ("Ring [phone number]",))
    assert issue.message == '3 names in column "activity" held phone numbers, which are masked.'
    assert "07700" not in repr(log.quality)
    as_written = log_of(steps)
    assert len(as_written.activity_names) == 3
    (noted,) = issues_of(as_written, "pii_suspected")
    assert (noted.column, noted.count) == ("activity", 3)
    assert "07700" not in repr(as_written.quality)


def test_a_column_of_sentences_in_place_of_steps_is_doubted():
    sentences = [(f"c{n}", f"The caller said that bin number {n} was missed", at(n)) for n in range(60)]
    log = log_of(sentences)
    (issue,) = issues_of(log, "free_text")
    assert issue.count == 60
    assert not log_of(
        [(f"c{n}", "Take the call from the caller again", at(n)) for n in range(60)]
    ).quality.has("free_text")


def test_what_is_no_time_tells_nothing_of_a_person():
    log = log_of(
        [("c1", "A", at(0)), ("c1", "B", "Jane Smith"), ("c1", "C", "31 Feb 2025"), ("c1", "D", "x@y.org")]
    )
    (issue,) = issues_of(log, "time_unreadable")
    assert issue.examples == ("xxxx xxxxx", "31 Feb 2025", "[e-mail address]")
    assert safe_example("12:00 pm on Tuesday") == "12:00 pm xx Tuesday"


def test_an_extract_is_held_back_as_the_store_is_or_refused(tmp_path):
    store = tmp_path / "log.throughline"
    EventLog.from_table(raw_table(rows("a@example.org"), COLUMNS), WITH_NOTES, store=store).close()
    grown = EventLog.append(store, raw_table([("c9", "A", at(5), "East", "short")], COLUMNS))
    assert {row["event_attribute_0"] for row in grown.rows(grown.events)} == {None}
    grown.close()
    EventLog.from_table(raw_table(rows("urgent"), COLUMNS), WITH_NOTES, store=store).close()
    with pytest.raises(StoreRefused, match=r'Column "notes" of next\.csv holds personal data'):
        EventLog.append(store, raw_table(rows("a@example.org"), COLUMNS, name="next.csv"))
    assert EventLog.open(store).n_events == 3


def test_ids_that_are_personal_data_are_told_to_be_replaced():
    (hidden,) = issues_of(log_of([("QQ123456C", "A", at(0))], rules=ReadingRules()), "pii_suspected")
    (clear,) = issues_of(log_of([("QQ123456C", "A", at(0))]), "pii_suspected")
    assert hidden.remedy == "Nothing to do: they are replaced by pseudonyms."
    assert "have case references and people replaced" in clear.remedy
    assert MAPPING.case == hidden.column == "case"
