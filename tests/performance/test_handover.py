from __future__ import annotations

from mining.mapping import Mapping
from mining.performance.handover import Handover, handovers
from mining.results import Unanswered
from tests.event_logs import THREE_CASES, at, log_of

#   c1: Ann, Bob after 1 h, Bob after 2 h    c2: Ann, Bob after 3 h, nobody known, Ann
ROWS = (
    ("c1", "A", at(0), "Ann"), ("c1", "B", at(1), "Bob"), ("c1", "C", at(3), "Bob"),
    ("c2", "A", at(0), "Ann"), ("c2", "B", at(3), "Bob"), ("c2", "C", at(4), ""), ("c2", "D", at(5), "Ann"),
)  # fmt: skip


def test_handovers_are_those_worked_out_by_hand():
    mapping = Mapping(case="case", activity="activity", timestamp="time", resource="who")
    log = log_of(ROWS, ("case", "activity", "time", "who"), mapping)
    assert handovers(log) == (Handover("Ann", "Bob", 2, 2, 7200.0), Handover("Bob", "Bob", 1, 1, 7200.0))


def test_without_resources_the_question_stays_open():
    assert isinstance(handovers(log_of(THREE_CASES)), Unanswered)
