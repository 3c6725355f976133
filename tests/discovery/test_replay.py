"""Fitness and precision worked out by hand, on models small enough to play with pencil and paper."""

from __future__ import annotations

import pytest

from mining.discovery.replay import Ending, Step, conformance

A, B, C = 0, 1, 2


class Row:
    """The net  o -> A -> o -> B -> o : place 0 holds the token first, place 2 last.

    A step that lacks its token gets it (one missing) and leaves the others where they are.
    """

    n_initial_tokens = 1

    def __init__(self):
        self.markings = [(1, 0, 0)]
        self.start = 0

    def number(self, tokens):
        if tokens not in self.markings:
            self.markings.append(tokens)
        return self.markings.index(tokens)

    def knows(self, activity):
        return activity in {A, B}

    def step(self, marking, activity):
        tokens = list(self.markings[marking])
        missing = int(tokens[activity] == 0)
        tokens[activity] += missing - 1
        tokens[activity + 1] += 1
        return Step(self.number(tuple(tokens)), missing, consumed=1, produced=1)

    def ending(self, marking):
        tokens = self.markings[marking]
        missing = int(tokens[2] == 0)
        return Ending(missing, consumed=1, produced=0, remaining=sum(tokens) - 1 + missing)

    def allowed(self, marking):
        return frozenset(activity for activity in (A, B) if self.markings[marking][activity])


class Flower:
    """A model that allows A and B at any time, and ends at any time."""

    start = 0
    n_initial_tokens = 1

    def knows(self, activity):
        return activity in {A, B}

    def step(self, marking, activity):
        return Step(marking, 0, consumed=1, produced=1)

    def ending(self, marking):
        return Ending(0, consumed=1, produced=0, remaining=0)

    def allowed(self, marking):
        return frozenset({A, B})


def test_three_cases_that_fit():
    # Before A only A is allowed and seen, before B only B: nothing escapes.
    found = conformance([((A, B), 3)], Row())
    assert found.fitness == 1.0
    assert found.n_fitting == 3
    assert found.precision == 1.0


def test_three_cases_of_which_one_lacks_a_step():
    # Cases 1 and 2: A B. Case 3: B only.
    # Case 3: the token before B is missing (1); at the end the first token is still there (1 remaining).
    # missing 0+0+1 = 1, consumed (A, B, end) 3+3+2 = 8, remaining 1, produced (start, A, B) 3+3+2 = 8.
    # fitness = 1/2 (1 - 1/8) + 1/2 (1 - 1/8) = 7/8.
    found = conformance([((A, B), 2), ((B,), 1)], Row())
    assert found.fitness == pytest.approx(7 / 8)
    assert found.n_fitting == 2


def test_each_case_counts_not_each_variant():
    # As above with nine cases of A B: consumed = produced = 9*3 + 2 = 29.
    found = conformance([((A, B), 9), ((B,), 1)], Row())
    assert found.fitness == pytest.approx(28 / 29)


def test_precision_counts_what_escapes_after_each_prefix_once_a_case():
    # Cases: A B, A B, B. The flower allows A and B after every prefix.
    #   prefix ()   3 cases go on, 2 allowed each, seen A and B: 0 escape   allowed 6, escaping 0
    #   prefix A    2 cases go on, 2 allowed each, seen B:       A escapes  allowed 4, escaping 2
    #   prefixes A B and B: no case goes on, not counted
    # precision = 1 - 2/10.
    found = conformance([((A, B), 2), ((B,), 1)], Flower())
    assert found.precision == pytest.approx(0.8)
    # One trace a variant would give 1 - 1/6 instead: (2 + 1 ... ) the weights matter.
    assert conformance([((A, B), 1), ((B,), 1)], Flower()).precision == pytest.approx(1 - 1 / 6)


def test_a_prefix_that_cannot_be_replayed_says_nothing_about_precision():
    # Case: B A B. Prefix () allows A, seen B: A escapes (1 of 1). Prefixes B and B A lack tokens.
    assert conformance([((B, A, B), 1)], Row()).precision == 0.0


def test_an_activity_that_the_model_lacks_is_passed_over_and_the_case_does_not_fit():
    found = conformance([((A, C, B), 1), ((A, B), 1)], Row())
    assert found.fitness == 1.0
    assert found.n_fitting == 1


def test_a_model_that_allows_nothing_has_no_precision():
    class Nothing(Flower):
        def allowed(self, marking):
            return frozenset()

    assert conformance([((A,), 1)], Nothing()).precision is None
