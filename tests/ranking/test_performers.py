from __future__ import annotations

import pytest

from mining.ranking.performers import Performers, is_unknown, name_words
from tests.event_logs import THREE_CASES, log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows


@pytest.mark.parametrize(
    "name", ["NONE", "null", "NaN", "-", "", " ", "n/a", "Unknown", "not known", "UNDEFINED", "?"]
)
def test_markers_of_ignorance_are_missing(name):
    assert is_unknown(name)


@pytest.mark.parametrize("name", ["Nona Unger", "Officer 1", "SYSTEM", "batch_00"])
def test_names_are_not_missing(name):
    assert not is_unknown(name)


def test_signs_camel_case_and_digits_part_words():
    assert name_words("UiPathBot01/svc-crm_2") == "ui path bot 01 svc crm 2"


def test_counts_by_activity(council_log):
    performers = Performers.of(council_log)
    number = council_log.activity_names.index("Update ledger")
    assert performers.known[number] == 60
    assert performers.executions_by(lambda name: name == "svc_ledger")[number] == 60
    assert performers.executions_by(lambda name: name == "Officer 1")[number] == 0


def test_unknown_performers_are_left_out_of_what_is_known():
    rows = [
        (case, step, time, "NONE" if step == "Update ledger" else who)
        for case, step, time, who in council_rows(4)
    ]
    log = log_of(rows, COLUMNS, MAPPING)
    known = dict(zip(log.activity_names, Performers.of(log).known.tolist(), strict=True))
    assert (known["Update ledger"], known["Create case"]) == (0, 4)


def test_a_log_without_performers_counts_none():
    performers = Performers.of(log_of(THREE_CASES))
    assert performers.known.tolist() == [0, 0, 0]
    assert performers.executions_by(lambda name: True).tolist() == [0, 0, 0]
