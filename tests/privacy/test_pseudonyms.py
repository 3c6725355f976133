from __future__ import annotations

import hmac
import re
from collections.abc import Iterator

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.engine import Backend, open_engine
from mining.privacy.pseudonyms import case_pseudonym, case_pseudonyms, performer_pseudonym
from mining.ranking.automated import is_system_account
from mining.ranking.guards import performer_kind
from mining.ranking.performers import is_unknown

SECRET = bytes(range(32))
OTHER = bytes(range(1, 33))
WORDS = (
    "Jane", "Smith", "Bot", "svc", "crm", "batch", "system", "portal", "customer", "applicant", "refuse", "crew",
    "officer", "team", "support", "self service", "n/a", "unknown", "api", "workflow", "the public", "guardian",
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Backend]:
    found = open_engine()
    yield found
    found.disconnect()


@settings(deadline=None)
@given(st.sets(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_the_engine_hashes_as_the_standard_library_does(engine, texts):
    ids = engine.create_table("ids", pa.table({"text": sorted(texts)}), overwrite=True)
    rows = engine.to_pyarrow(case_pseudonyms(SECRET, ids)).to_pylist()
    assert len({row["name"] for row in rows}) == len(texts)
    for row in rows:
        expected = hmac.new(SECRET, b"case:" + row["text"].encode(), "sha256").hexdigest()[:32]
        assert row["name"] == expected == case_pseudonym(SECRET, row["text"])


def test_a_pseudonym_depends_on_the_key_and_on_what_it_is_of():
    assert case_pseudonym(SECRET, "1") != case_pseudonym(OTHER, "1")
    assert performer_pseudonym(SECRET, "Ann") != performer_pseudonym(OTHER, "Ann")
    assert case_pseudonym(SECRET, "Ann") not in performer_pseudonym(SECRET, "Ann")


def test_no_statement_holds_the_key(engine):
    ids = engine.create_table("ids", pa.table({"text": ["a"]}), overwrite=True)
    statement = engine.compile(case_pseudonyms(b"S" * 32, ids))
    # Nor the paddings made of it.
    for mask in (0, 0x36, 0x5C):
        assert (bytes([ord("S") ^ mask]) * 8).decode() not in statement


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_a_performer_stays_system_citizen_crew_or_unknown(name):
    hidden = performer_pseudonym(SECRET, name)
    assert is_system_account(hidden) == is_system_account(name)
    assert performer_kind(hidden) == performer_kind(name)
    assert is_unknown(hidden) == is_unknown(name)
    if not is_unknown(name):
        assert re.fullmatch(r"(Staff|Citizen|Crew|System|Citizen system|Crew system) [0-9a-f]{32}", hidden)


def test_a_person_taken_for_a_system_is_hidden_all_the_same():
    assert is_system_account("Robert Bot")
    assert "Robert" not in performer_pseudonym(SECRET, "Robert Bot")
