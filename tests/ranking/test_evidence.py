from __future__ import annotations

from mining.ranking.evidence import RoutineEvidence, kinds_by_activity


def test_a_step_may_belong_to_several_routines():
    found = kinds_by_activity([RoutineEvidence("chaser", ("A",)), RoutineEvidence("re-keying", ("A", "B"))])
    assert found == {"A": ("chaser", "re-keying"), "B": ("re-keying",)}
