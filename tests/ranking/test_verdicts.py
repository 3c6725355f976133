from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.ranking.verdicts import DECISION_TABLE, Facts, Verdict, decide

HIGH = Facts(n_executions=100, is_clerical=True, rank_low=1, rank_high=3, n_judged=12, balance=1.0)
LOW = replace(HIGH, is_clerical=False, rank_low=9, rank_high=12, balance=-1.0)


@pytest.mark.parametrize(
    ("facts", "verdict", "rule"),
    [
        (HIGH, Verdict.AUTOMATE, "surely high"),
        (replace(HIGH, rank_high=4), Verdict.AUTOMATE, "surely high"),
        (replace(HIGH, rank_high=5), Verdict.ASSIST, "for more than against"),
        (replace(HIGH, rank_high=6), Verdict.CANNOT_TELL, "unstable"),
        (replace(HIGH, balance=-0.1), Verdict.CANNOT_TELL, "nothing clear"),
        (replace(HIGH, is_clerical=False), Verdict.ASSIST, "surely high, but nothing tells how"),
        (LOW, Verdict.KEEP_WITH_PEOPLE, "surely low"),
        (replace(LOW, is_clerical=True), Verdict.CANNOT_TELL, "surely low, but clerical"),
        (
            replace(HIGH, routines=("approval that never refuses",), cap=Verdict.ASSIST),
            Verdict.REMOVE,
            "approval that never refuses",
        ),
        (
            replace(
                HIGH, routines=("approval that never refuses",), cap=Verdict.ASSIST, may_be_removed=False
            ),
            Verdict.ASSIST,
            "guard-rail: at most assist",
        ),
        (
            replace(HIGH, routines=("approval that never refuses",), cap=Verdict.KEEP_WITH_PEOPLE),
            Verdict.KEEP_WITH_PEOPLE,
            "guard-rail: people only",
        ),
        (replace(LOW, rank_low=8), Verdict.CANNOT_TELL, "nothing clear"),
        (replace(LOW, rank_low=1), Verdict.CANNOT_TELL, "unstable"),
        (replace(HIGH, n_executions=19), Verdict.CANNOT_TELL, "too little data"),
        (replace(HIGH, rank_low=None, rank_high=None), Verdict.CANNOT_TELL, "not ranked"),
        (replace(HIGH, rank_high=None), Verdict.CANNOT_TELL, "not ranked"),
        (replace(HIGH, rank_low=None), Verdict.CANNOT_TELL, "not ranked"),
        (replace(HIGH, balance=0.0), Verdict.CANNOT_TELL, "nothing clear"),
        (replace(LOW, balance=0.5), Verdict.ASSIST, "for more than against"),
        (replace(LOW, balance=0.0), Verdict.CANNOT_TELL, "nothing clear"),
        (
            replace(HIGH, cap=Verdict.ASSIST, balance=0.0),
            Verdict.KEEP_WITH_PEOPLE,
            "guard-rail: nothing speaks for help",
        ),
        (replace(HIGH, n_executions=20), Verdict.AUTOMATE, "surely high"),
        (replace(HIGH, automated_share=0.5), Verdict.ALREADY_AUTOMATED, "already automated"),
        (replace(HIGH, automated_share=0.49), Verdict.AUTOMATE, "surely high"),
        (replace(HIGH, cap=Verdict.KEEP_WITH_PEOPLE), Verdict.KEEP_WITH_PEOPLE, "guard-rail: people only"),
        (replace(HIGH, cap=Verdict.ASSIST), Verdict.ASSIST, "guard-rail: at most assist"),
        (replace(LOW, cap=Verdict.ASSIST), Verdict.KEEP_WITH_PEOPLE, "guard-rail: nothing speaks for help"),
        (replace(LOW, routines=("re-keying",)), Verdict.AUTOMATE, "re-keying"),
        (replace(HIGH, routines=("rework loop",)), Verdict.REDESIGN, "rework loop"),
        (replace(HIGH, routines=("chaser",)), Verdict.REDESIGN, "chaser"),
        (replace(HIGH, routines=("chaser",), cap=Verdict.KEEP_WITH_PEOPLE), Verdict.REDESIGN, "chaser"),
        (
            replace(HIGH, routines=("re-keying",), cap=Verdict.ASSIST),
            Verdict.ASSIST,
            "guard-rail: at most assist",
        ),
        (replace(HIGH, routines=("something new",)), Verdict.AUTOMATE, "surely high"),
    ],
)
def test_the_decision_table(facts, verdict, rule):
    decision = decide(facts)
    assert (decision.verdict, decision.rule) == (verdict, rule)


ANY_FACTS = st.builds(
    Facts,
    n_executions=st.integers(0, 10_000),
    automated_share=st.none() | st.floats(0, 1),
    cap=st.sampled_from([None, Verdict.ASSIST, Verdict.KEEP_WITH_PEOPLE]),
    cap_reason=st.just("Because {braces} stay."),
    is_clerical=st.booleans(),
    may_be_removed=st.booleans(),
    routines=st.lists(
        st.sampled_from(["re-keying", "rework loop", "chaser", "approval that never refuses"]), max_size=2
    ).map(tuple),
    rank_low=st.none() | st.integers(1, 20),
    rank_high=st.none() | st.integers(1, 20),
    n_judged=st.integers(0, 20),
    balance=st.floats(-5, 5),
)


@given(ANY_FACTS)
def test_every_step_gets_a_verdict_with_a_reason(facts):
    decision = decide(facts)
    assert decision.rule in {rule.key for rule in DECISION_TABLE}
    assert decision.why


@given(ANY_FACTS.filter(lambda facts: facts.cap is not None))
def test_no_score_and_no_routine_overrides_a_guard_rail(facts):
    assert decide(facts).verdict is not Verdict.AUTOMATE


@given(ANY_FACTS.filter(lambda facts: not facts.is_clerical and "re-keying" not in facts.routines))
def test_nothing_is_automated_of_which_nothing_tells_how(facts):
    assert decide(facts).verdict is not Verdict.AUTOMATE


@given(ANY_FACTS.filter(lambda facts: facts.n_executions < facts.min_executions))
def test_nothing_is_automated_on_too_little_data(facts):
    assert decide(facts).verdict is not Verdict.AUTOMATE


def test_rules_have_different_names():
    assert len({rule.key for rule in DECISION_TABLE}) == len(DECISION_TABLE)


def test_the_reason_holds_the_figures():
    assert decide(replace(HIGH, automated_share=0.97)).why.startswith(
        "A system already does all or nearly all of it"
    )
    assert decide(replace(HIGH, automated_share=0.6)).why.startswith("A system already does most of it")
    assert (
        decide(replace(HIGH, rank_high=6)).why
        == "Its place is not settled: between 1 and 6 of 12 judged steps."
    )
