"""What every detector must hold to, whoever writes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from mining.results import Unanswered
from mining.routines import Routine, Support, detectors
from tests.event_logs import at, log_of
from tests.routines.finding import COLUMNS, MAPPING

Rows = list[tuple[str, str, str, str, str]]
EVERY = pytest.mark.parametrize("detector", detectors(), ids=lambda detector: detector.kind)
SUPPORT = Support(occurrences=5, share_of_cases=0.02, system_accounts=frozenset({"svc"}))
NOT_OF_CLONES = {"batch"}
"""Kinds that tell of several cases at once: a second case at the same moment changes what they are."""


def a_service(n_cases: int = 80, seed: int = 11) -> Rows:
    """Rows of a service with something for every detector; no two events of a case at one moment."""
    random = Random(seed)
    rows = []
    for number in range(n_cases):
        hour, team = random.randint(0, 900) + number / 100, random.choice(["Ann", "Ben"])
        steps = [("Receive", "svc", "Portal"), ("Enter", team, "Portal"), ("Copy", team, "CRM")]
        for _ in range(random.choice([0, 0, 1, 2])):
            steps += [("Ask applicant", team, "CRM"), ("Evidence received", "Applicant", "Portal")]
        steps += [("Check", "Cat", "CRM"), ("Approve", "Dan", "CRM"), ("Check", "Cat", "CRM")]
        steps += random.choice([[], [("Customer chases progress", "Customer", "Phone")]])
        steps += [("Decide", "Dan", "CRM"), ("Close case", "Ann", "CRM")]
        steps += random.choice([[], [], [("Reopen case", "Ann", "CRM"), ("Close case", "Ann", "CRM")]])
        for activity, who, where in steps:
            rows.append((f"c{number:03}", activity, at(hour), who, where))
            hour += random.choice([0.05, 0.1, 2, 30])
    return rows


def answers(rows: Rows) -> dict[str, tuple[Routine, ...] | Unanswered]:
    log = log_of(rows, COLUMNS, MAPPING)
    found = {}
    for detector in detectors():
        answer = detector.find(log, SUPPORT)
        found[detector.kind] = answer if isinstance(answer, Unanswered) else answer.routines
    return found


@pytest.fixture(scope="module")
def usual() -> dict[str, tuple[Routine, ...] | Unanswered]:
    return answers(a_service())


@EVERY
def test_a_detector_says_what_it_is(detector):
    assert detector.definition.endswith(".")
    assert detector.kind == detector.kind.lower()


def test_there_is_something_to_look_at(usual):
    assert len([kind for kind, answer in usual.items() if not isinstance(answer, Unanswered) and answer]) >= 4


@EVERY
def test_routines_can_be_told(detector, usual):
    answer = usual[detector.kind]
    if isinstance(answer, Unanswered):
        assert answer.reason.endswith(".")
        return
    for one in answer:
        assert one.kind == detector.kind
        assert one.sentence.endswith((".", "?"))
        assert "nan" not in one.sentence.lower().split()
        assert 0 < one.n_cases <= one.n_occurrences
        assert one.example_cases
        assert set(one.bears_on) <= set(one.activities)
        assert one.median_seconds is None or one.median_seconds >= 0


def test_the_order_of_the_rows_does_not_matter(usual):
    shuffled = answers(Random(1).sample(a_service(), len(a_service())))
    # Which cases are examples does hang on it: they are the first of the log.
    assert {kind: without_examples(answer) for kind, answer in shuffled.items()} == {
        kind: without_examples(answer) for kind, answer in usual.items()
    }


def test_renaming_the_steps_renames_the_routines(usual):
    # The words stay, the order of the names turns round, so that every activity changes its number.
    names = sorted({row[1] for row in a_service()})
    new = {name: f"{99 - place} {name}" for place, name in enumerate(names)}
    renamed = answers([(case, new[name], *rest) for case, name, *rest in a_service()])
    for kind, answer in usual.items():
        there = renamed[kind]
        if isinstance(answer, Unanswered) or isinstance(there, Unanswered):
            assert isinstance(there, Unanswered)
            continue
        expected = [(tuple(new[name] for name in one.activities), figures(one)) for one in answer]
        assert sorted((one.activities, figures(one)) for one in there) == sorted(expected), kind


def test_shifting_all_times_changes_nothing(usual):
    later = timedelta(days=700, hours=5)
    shifted = [
        (case, name, (datetime.fromisoformat(time) + later).isoformat(), *rest)
        for case, name, time, *rest in a_service()
    ]
    assert answers(shifted) == usual


def test_cloning_every_case_doubles_the_counts_and_nothing_else(usual):
    cloned = answers([(f"{case}{end}", *rest) for end in "ab" for case, *rest in a_service()])
    for kind, answer in usual.items():
        there = cloned[kind]
        if isinstance(answer, Unanswered) or isinstance(there, Unanswered):
            assert isinstance(there, Unanswered)
        elif kind not in NOT_OF_CLONES:
            twice = {
                one.activities: figures(
                    replace(one, n_occurrences=2 * one.n_occurrences, n_cases=2 * one.n_cases)
                )
                for one in answer
            }
            by_steps = {one.activities: figures(one) for one in there}
            assert {steps: by_steps[steps] for steps in twice} == twice, kind


def without_examples(answer: tuple[Routine, ...] | Unanswered) -> object:
    return answer if isinstance(answer, Unanswered) else [replace(one, example_cases=()) for one in answer]


def figures(one: Routine) -> tuple[object, ...]:
    return one.n_occurrences, one.n_cases, one.share_of_cases, one.median_seconds
