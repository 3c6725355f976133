"""The made-up services: what is said of them is true of their events."""

from __future__ import annotations

from collections import Counter

import pytest

from sample_logs.services import FIRST, SEALED, planted_services
from sample_logs.services.blocks import EXIT, KINDS
from sample_logs.services.draw import Draw
from sample_logs.services.first_words import FIRST_WORDS
from sample_logs.services.making import plan
from sample_logs.services.sealed_words import SEALED_WORDS
from sample_logs.services.staging import Staged, staged
from sample_logs.services.vocabulary import Nature, Vocabulary
from sample_logs.simulation import Event, Simulation

BOTH = pytest.mark.parametrize("words", [FIRST_WORDS, SEALED_WORDS], ids=[FIRST, SEALED])


def made(words: Vocabulary, number: int, seed: int = 5) -> Staged:
    draw = Draw(seed, words.services[number].key)
    return staged(plan(words.services[number], words, draw), words, draw)


@pytest.fixture(scope="module")
def small() -> tuple[Staged, list[Event]]:
    """The smallest of some processes, so that it is simulated in no time."""
    process = min((made(FIRST_WORDS, n) for n in range(15)), key=lambda one: one.process.n_cases)
    return process, Simulation(process.process, 5).run()


@BOTH
def test_every_process_can_be_walked_from_its_first_step_to_an_end(words):
    for number in range(15):
        process = made(words, number).process
        steps = {step.name: step for step in process.steps}
        assert len(steps) == len(process.steps)
        assert all(go.to in steps or go.to in {"", EXIT} for step in process.steps for go in step.then)
        assert not any(go.to == EXIT for step in process.steps for go in step.then)
        reached, left = set(), [process.steps[0].name]
        while left:
            name = left.pop()
            if name and name not in reached:
                reached.add(name)
                left += [go.to for go in steps[name].then]
        beside = {aside.step for aside in process.asides} | ({process.chase.step} if process.chase else set())
        assert reached | beside == set(steps)


@BOTH
def test_seeds_give_other_structures_and_one_seed_the_same(words):
    shapes = [tuple(step.name for step in made(words, 0, seed).process.steps) for seed in (1, 1, 2, 3)]
    assert shapes[0] == shapes[1]
    assert len(set(shapes)) == 3


@BOTH
def test_the_fifteen_plant_every_kind_of_routine_and_of_trap(words):
    processes = [made(words, number) for number in range(15)]
    assert {routine.kind for one in processes for routine in one.routines} >= set(KINDS)
    assert {nature for one in processes for nature in one.natures.values()} == set(Nature)
    assert all(300 <= one.process.n_cases <= 5000 for one in processes)


def test_the_two_sets_share_no_wording():
    def labels(words: Vocabulary) -> set[str]:
        patterns = (*words.re_keying, *words.segments, *words.loops, *words.hand_backs, *words.fixed_ways)
        alone = (*words.chasers, *words.contacts, *words.approvals, *words.batches, *words.rare)
        steps = [label for step in words.steps for label in step.labels]
        return {*steps, *alone, *(label for pattern in patterns for label in pattern)}

    assert not labels(FIRST_WORDS) & labels(SEALED_WORDS)
    assert not {s.key for s in FIRST_WORDS.services} & {s.key for s in SEALED_WORDS.services}


def test_every_step_has_one_truth_and_it_follows_from_who_does_it_and_how(small):
    process, events = small
    truth = process.truth(events)
    groups = [set(truth.worth), set(truth.traps), set(truth.look_alikes)]
    assert set.union(*groups) == {event.step.name for event in events}
    assert sum(map(len, groups)) == len(set.union(*groups))
    by_software = {event.step.name for event in events if event.resource in FIRST_WORDS.accounts}
    assert by_software == {name for name, why in truth.look_alikes.items() if why == "system"}
    assert not any(
        event.resource in FIRST_WORDS.accounts for event in events if event.step.name in truth.worth
    )


def test_a_routine_that_hardly_happens_is_not_said_to_be_planted(small):
    process, events = small
    whole = process.truth(events).routines
    assert whole
    assert process.truth(events[:60]).routines == ()


def test_re_keying_is_done_by_the_same_hands_in_another_system():
    every = (made(FIRST_WORDS, number) for number in range(15))
    process = next(one for one in every if any(r.kind == "re-keying" for r in one.routines))
    read, typed = next(r.activities for r in process.routines if r.kind == "re-keying")
    by_case: dict[str, dict[str, Event]] = {}
    for event in Simulation(process.process, 5).run():
        by_case.setdefault(event.case.reference, {})[event.step.name] = event
    both = [steps for steps in by_case.values() if {read, typed} <= set(steps)]
    assert len(both) > 30
    assert all(steps[read].resource == steps[typed].resource for steps in both)
    assert all(steps[read].step.system != steps[typed].step.system for steps in both)


def test_traps_are_as_frequent_and_wait_as_evenly_as_what_is_worth_automating():
    """Over many seeds: the same shares of cases, the same spread of waits; only names and performers tell."""
    shares: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(25):
        for number in range(3):
            one = made(FIRST_WORDS, number, seed)
            for step in one.process.steps:
                for go in step.then:
                    nature = one.natures.get(go.to)
                    if (
                        nature in {Nature.RULE, Nature.JUDGEMENT, Nature.SAFEGUARDING, Nature.IDENTITY}
                        and not go.same_hands
                    ):
                        shares[nature is Nature.RULE].append(go.wait.sigma)
    worth, traps = (sum(values) / len(values) for values in (shares[True], shares[False]))
    assert worth == pytest.approx(traps, abs=0.05)


def test_a_service_reads_as_a_log_with_its_steps_and_its_performers():
    (one,) = planted_services(FIRST, ["garden_waste"])
    log = one.read()
    assert set(log.activity_names) == {*one.truth.worth, *one.truth.traps, *one.truth.look_alikes}
    assert Counter(name.split()[0] for name in log.resource_names)["Staff"] > 1
    assert not log.quality.issues or {issue.effect for issue in log.quality.issues} <= {
        "noted",
        "doubted",
        "changed",
    }
