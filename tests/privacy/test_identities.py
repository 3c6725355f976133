"""Pseudonyms from the file to the figures: nothing in clear is left, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from connectors import open_source
from mining.discovery.timeline import case_timeline
from mining.errors import KeyGone
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.keys import destroy_key
from mining.privacy.rules import PrivacyRules
from mining.report import report_on
from mining.reporting.files import write_analysis
from sample_logs import samples
from tests.event_logs import at, raw_table

COLUMNS = ("case", "activity", "time", "who")
WITH_PEOPLE = Mapping(case="case", activity="activity", timestamp="time", resource="who")
FIRST = [
    ("CASE-ONE", "A", at(0), "Annabel"),
    ("CASE-ONE", "B", at(1), "Benedict"),
    ("CASE-TWO", "A", at(0), "Annabel"),
]
SECOND = [("CASE-TWO", "B", at(2), "Benedict"), ("CASE-THREE", "A", at(3), "svc_crm")]
SAYS = ("CASE-ONE", "CASE-TWO", "Annabel", "Benedict")
KEPT = ReadingRules(privacy=PrivacyRules(keep_identities="We write to the people concerned"))


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "kept" / "log.throughline"


def made(store: Path, rules: ReadingRules | None = None) -> EventLog:
    store.parent.mkdir(exist_ok=True)
    return EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE, rules, store=store)


def everything_in(folder: Path) -> str:
    """Every value of every table of every store, where texts lie compressed, and every byte of other files."""
    found = []
    for path in folder.rglob("*"):
        if path.suffix == ".throughline":
            with duckdb.connect(path, read_only=True) as connection:
                for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                    found += map(repr, connection.execute(f'SELECT * FROM "{table}"').fetchall())
        elif path.is_file():
            found.append(path.read_bytes().decode("latin-1"))
    return "\n".join(found)


def test_no_id_or_person_is_on_the_disk_unless_there_is_a_reason(store):
    made(store).close()
    on_disk = everything_in(store.parent)
    assert not [name for name in SAYS if name in on_disk]
    made(store, KEPT).close()
    on_disk = everything_in(store.parent)
    assert [name for name in SAYS if name in on_disk] == list(SAYS)
    assert EventLog.open(store).rules.privacy.keep_identities == "We write to the people concerned"


def test_the_key_is_not_in_the_store_and_each_store_has_its_own(store, keys):
    log = made(store)
    key = (keys / f"{log.privacy.key_id}.key").read_text()
    assert key not in everything_in(store.parent)
    assert log.identities.case("CASE-ONE") in everything_in(store.parent)
    former, hidden = log.privacy.key_id, log.identities.case("CASE-ONE")
    log.close()
    again = made(store)
    assert again.identities.case("CASE-ONE") != hidden
    # The key of the store that was replaced is of no more use.
    assert not (keys / f"{former}.key").exists()
    again.close()


def test_blanks_are_no_reason(store):
    log = made(store, ReadingRules(privacy=PrivacyRules(keep_identities="  ")))
    assert log.identities.are_hidden
    assert "Annabel" not in everything_in(store.parent)
    log.close()


def test_an_extract_meets_the_same_cases_under_the_same_key(store):
    made(store).close()
    grown = EventLog.append(store, raw_table(SECOND, COLUMNS))
    assert (grown.n_cases, grown.n_events) == (3, 5)
    assert [moment.activity for moment in case_timeline(grown, grown.identities.case("CASE-TWO"))] == [
        "A",
        "B",
    ]
    assert case_timeline(grown, "CASE-TWO") == ()
    assert sorted(name.split()[0] for name in grown.resource_names) == ["Staff", "Staff", "System"]
    grown.close()


def test_a_store_whose_key_is_gone_is_read_but_not_added_to(store):
    log = made(store)
    assert log.identities.can_be_found
    assert destroy_key(log.privacy.key_id)
    assert not log.identities.can_be_found
    log.close()
    with pytest.raises(KeyGone, match=r"The key of the pseudonyms in log\.throughline is not in"):
        EventLog.append(store, raw_table(SECOND, COLUMNS))
    read = EventLog.open(store)
    assert read.n_cases == 2
    with pytest.raises(KeyGone):
        read.identities.case("CASE-ONE")
    read.close()


def test_a_log_of_one_session_writes_no_key(store, keys):
    before = set(keys.iterdir())
    rules = ReadingRules(privacy=PrivacyRules(keep_key=False))
    log = made(store, rules)
    assert case_timeline(log, log.identities.case("CASE-ONE"))
    log.close()
    in_memory = EventLog.from_table(raw_table(FIRST, COLUMNS), WITH_PEOPLE)
    assert case_timeline(in_memory, in_memory.identities.case("CASE-ONE"))
    assert set(keys.iterdir()) == before
    with pytest.raises(KeyGone, match="was not kept"):
        EventLog.append(store, raw_table(SECOND, COLUMNS))


def test_a_source_that_is_refused_leaves_no_key(store, keys):
    before = set(keys.iterdir())
    store.parent.mkdir()
    with pytest.raises(Exception, match="no time that can be read"):
        EventLog.from_table(raw_table([("c1", "A", "never", "Ann")], COLUMNS), WITH_PEOPLE, store=store)
    assert set(keys.iterdir()) == before


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.key)
def test_the_analysis_of_a_sample_is_the_same_with_pseudonyms(sample, tmp_path):
    clear_rules = replace(sample.rules, privacy=PrivacyRules(keep_identities="To compare"))
    clear_log, hidden_log = (
        EventLog.from_table(open_source(sample.path), sample.mapping, rules)
        for rules in (clear_rules, sample.rules)
    )
    clear_report, hidden_report = report_on(clear_log), report_on(hidden_log)
    clear, hidden = clear_report.analysis, hidden_report.analysis

    def without_examples(analysis):
        ranking = analysis.ranking
        lists = (ranking.opportunities, ranking.set_aside, ranking.already_automated, ranking.cannot_tell)
        return (
            [[replace(item, example_cases=()) for item in items] for items in lists],
            [replace(routine, example_cases=()) for routine in analysis.routines],
            analysis.unanswered,
            (analysis.graph, analysis.variants, analysis.throughput),
        )

    assert without_examples(hidden) == without_examples(clear)
    assert hidden_report.model == clear_report.model
    # The cases behind a figure are the same ones, under other names.
    for shown, written in zip(hidden.ranking.everything, clear.ranking.everything, strict=True):
        assert shown.example_cases == tuple(map(hidden_log.identities.case, written.example_cases))
    write_analysis(hidden_log, hidden_report, tmp_path / "out")
    on_disk = everything_in(tmp_path)
    ids = [row["case_id"] for row in clear_log.rows(clear_log.cases)]
    # Some performers are called by words that steps have too, such as "Customer".
    steps = " ".join(clear_log.activity_names)
    people = [name for name in (*clear_log.resource_names, *hidden_log.resource_names) if name not in steps]
    assert len(people) > len(clear_log.resource_names)
    assert not [name for name in (*ids, *people) if name in on_disk]
