from __future__ import annotations

import re
from pathlib import Path

import pytest

from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.dataflow import Where, data_flow, dpia
from mining.privacy.keys import destroy_key
from mining.privacy.rules import PrivacyRules
from tests.event_logs import at, raw_table

COLUMNS = ("ref", "<b>step</b>", "time", "who")
MAPPING = Mapping(case="ref", activity="<b>step</b>", timestamp="time", resource="who")
ROWS = [("QQ123456C", "A", at(0), "Ann"), ("QQ123456C", "Mail a@b.org", at(1), "Ben")]


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "log.throughline"


def made(store: Path | None, **privacy: object) -> EventLog:
    rules = ReadingRules(privacy=PrivacyRules(**privacy))
    return EventLog.from_table(raw_table(ROWS, COLUMNS), MAPPING, rules, store=store)


def told(log: EventLog, where: Where) -> dict[str, str]:
    return {fact.question: fact.answer for fact in data_flow(log, where)}


def test_the_data_flow_follows_the_settings(store):
    log = made(store, keep_months=3)
    facts = told(log, Where(store))
    assert (
        "ref (case reference); <b>step</b> (activity); time (completion time); who (who did it)"
        in facts["What is read"]
    )
    assert "HMAC-SHA256" in facts["Case references and people"]
    assert f"{log.privacy.key_id}.key, readable by this user only" in facts["Where the key is"]
    assert "held e-mail addresses, which are masked" in facts["Personal data in names and other columns"]
    assert "National Insurance numbers" in facts["Personal data in names and other columns"]
    assert str(store) in facts["Where it lies"]
    assert facts["Who may see it"] == "On this computer, the user who runs this program."
    store.chmod(0o644)
    assert "rights of the file allow (-rw-r--r--)" in told(log, Where(store))["Who may see it"]
    assert f"until {log.privacy.keep_until:%d %B %Y}" in facts["How long it is kept"]
    assert facts["Connections to other computers"].endswith("is off.")
    destroy_key(log.privacy.key_id)
    assert told(log, Where(store))["Where the key is"].startswith("Gone: ")
    log.close()


def test_it_says_when_identities_are_kept_and_why(store):
    log = made(store, keep_identities="We phone them back")
    facts = told(log, Where(store))
    assert facts["Case references and people"] == "Kept as written. Reason given: “We phone them back”."
    assert facts["Where the key is"] == "There is none, because nothing was replaced."
    assert "performers under their names" in facts["What is kept"]
    log.close()


def test_a_session_tells_that_everything_goes_with_it(store):
    log = made(store, keep_key=False)
    facts = told(log, Where(store, "127.0.0.1", is_session=True))
    assert facts["Where the key is"].startswith("Only in the memory")
    assert "this session only (served at 127.0.0.1)" in facts["Who may see it"]
    assert facts["How long it is kept"].startswith("Until the session ends")
    shared = told(log, Where(store, "127.0.0.1"))
    assert "everybody who can open it (served at 127.0.0.1)" in shared["Who may see it"]
    log.close()
    in_memory = told(made(None), Where())
    assert in_memory["Where it lies"].startswith("In the memory")
    assert in_memory["Who may see it"] == "Whoever runs this program."


def test_the_sizes_are_told_as_everywhere_else():
    rows = [(f"c{case}", "A", at(case)) for case in range(17)]
    log = EventLog.from_table(
        raw_table(rows, ("case", "activity", "time")), Mapping("case", "activity", "time")
    )
    assert "15 events of 15 cases" in told(log, Where())["What is read"]
    assert "Records of 15 cases (15 events)" in dpia(log, Where())
    assert "Records of fewer than 20 cases (20 events)" in dpia(log, Where(), 20)


def test_the_assessment_is_one_page_that_leaves_open_what_only_people_can_say(store):
    log = made(store)
    page = dpia(log, Where(store))
    assert "<b>step</b>" not in page
    assert "&lt;b&gt;step&lt;/b&gt;" in page
    assert not re.search(r"(src|href)=", page)
    assert page.count("to be completed") >= 15
    assert "QQ123456C" not in page
    assert "a@b.org" not in page
    log.close()
    kept = made(store, keep_identities="<script>")
    assert "Is it good enough?" in dpia(kept, Where(store))
    assert "<script>" not in dpia(kept, Where(store))
    kept.close()
