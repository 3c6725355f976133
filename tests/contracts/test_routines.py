"""A detector of routines is one file: found by itself, and run with the others."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from mining.results import Unanswered
from mining.routines import Detector, Support, detectors, detectors_in, find_routines
from tests.event_logs import THREE_CASES, log_of

NEW = """
from mining.results import Unanswered
from mining.routines.base import Detector, Found, Occurrences, RoutineKind
KIND = RoutineKind("{kind}")

def _find(log, support):
    if log.n_cases < 2:
        return Unanswered("One case has no pattern.")
    seen = Occurrences(KIND, log.activity_names[:1], log.events, 9, log.n_cases, 60.0)
    return Found((seen.told(log, "Seen.", support),), n_left_out=4)

DETECTOR = Detector(KIND, "Whatever comes first by name.", _find)
"""


def found_in(folder: Path) -> tuple[Detector, ...]:
    return detectors_in(import_module(folder.name).__path__, folder.name)


def test_a_new_file_is_all_it_takes_to_add_a_detector(package):
    (package / "late.py").write_text(NEW.format(kind="late"))
    (package / "early.py").write_text(NEW.format(kind="early"))
    (package / "helps_them.py").write_text("X = 1\n")
    found = found_in(package)
    assert [detector.kind for detector in found] == ["early", "late"]
    routines = find_routines(log_of(THREE_CASES), Support(), found)
    assert [(one.kind, one.activities, one.example_cases) for one in routines.found] == [
        ("early", ("A",), ("c1", "c2", "c3")),
        ("late", ("A",), ("c1", "c2", "c3")),
    ]
    assert routines.left_out == {"early": 4, "late": 4}
    one_case = find_routines(log_of(THREE_CASES[:3]), Support(), found)
    assert one_case.unanswered == dict.fromkeys(("early", "late"), Unanswered("One case has no pattern."))


def test_a_detector_of_another_type_is_refused(package):
    (package / "wrong.py").write_text("DETECTOR = 'chaser'\n")
    with pytest.raises(TypeError, match=r"wrong is not a Detector"):
        found_in(package)


def test_two_detectors_of_one_kind_are_refused(package):
    (package / "one.py").write_text(NEW.format(kind="same"))
    (package / "two.py").write_text(NEW.format(kind="same"))
    with pytest.raises(ValueError, match="of one kind"):
        found_in(package)


def test_the_detectors_of_the_program_are_found():
    assert {"chaser", "re-keying", "repeated segment", "rework loop"} <= {one.kind for one in detectors()}
