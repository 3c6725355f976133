"""Five questions about a step that no log can answer, and what the answers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mining.errors import ReviewRefused
from mining.feedback.recording import reviewer_named
from mining.feedback.records import LONGEST_NOTE, OURS, Answer, Answers, Lifting, Record, standing
from mining.privacy.personal import masked
from mining.ranking.guards import GuardKind, guard_for
from mining.ranking.stated import Stated, lifted

__all__ = ["QUESTIONS", "Question", "answers", "lifting", "may_be_lifted", "stated_in"]


@dataclass(frozen=True)
class Question:
    """One question, to be answered by yes, no or don't know.

    Attributes
    ----------
    key, text
        Its name in records, and how it reads.
    kind
        The guard-rail that a "yes" adds.
    sentence
        What a "yes" means.
    """

    key: str
    text: str
    kind: GuardKind
    sentence: str


QUESTIONS = (
    Question(
        "law",
        "Does the law require a person to decide?",
        GuardKind.JUDGEMENT,
        "The law requires a person to decide.",
    ),
    Question(
        "safeguarding",
        "Can it be about safeguarding, or about somebody who is vulnerable?",
        GuardKind.SAFEGUARDING,
        "It can be about safeguarding or somebody who is vulnerable.",
    ),
    Question(
        "identity",
        "Does it settle who somebody is, or whether they consent?",
        GuardKind.IDENTITY,
        "It settles who somebody is, or whether they consent.",
    ),
    Question(
        "in person",
        "Must somebody be there in person?",
        GuardKind.PHYSICAL,
        "Somebody must be there in person.",
    ),
    Question(
        "citizen",
        "Does it wait for the citizen to do something?",
        GuardKind.CITIZEN,
        "It waits for the citizen to do something.",
    ),
)
_BY_KEY = {one.key: one for one in QUESTIONS}


def answers(activity: str, reviewer: str, said: Mapping[str, Answer]) -> Answers:
    """Return the record of what a reviewer answered.

    Raises
    ------
    ReviewRefused
        There is no name or no answer, or a question is none of these.
    """
    if not said or set(said) - set(_BY_KEY):
        message = "Answer at least one of the questions."
        raise ReviewRefused(message)
    return Answers(reviewer=reviewer_named(reviewer), activity=activity, said=dict(said))


def stated_in(records: Sequence[Record]) -> tuple[Stated, ...]:
    """Return what is answered about each step of this log, for the ranking.

    Each reviewer's last answer counts. One "yes" outweighs everything; a "no" holds where nobody says otherwise. It
    lifts what words of the name say only where somebody else, an administrator, agreed after it.
    """
    held = standing(records)
    said: dict[tuple[str, str], dict[str, str]] = {}
    for one in held:
        if isinstance(one, Answers) and one.organisation == OURS:
            for key, answer in one.said.items():
                if key in _BY_KEY:
                    said.setdefault((one.activity, key), {})[one.reviewer] = answer
    agreed = {(one.activity, one.question): one for one in held if isinstance(one, Lifting)}
    return tuple(
        _stated(activity, key, by_reviewer, agreed.get((activity, key)))
        for (activity, key), by_reviewer in sorted(said.items())
    )


def _stated(activity: str, key: str, by_reviewer: dict[str, str], agreed: Lifting | None) -> Stated:
    found = set(by_reviewer.values())
    answer = next(one for one in ("yes", "don't know", "no") if one in found)
    second = agreed is not None and answer == "no" and bool(set(by_reviewer) - {agreed.reviewer})
    question = _BY_KEY[key]
    return Stated(
        activity,
        question.kind,
        question.sentence,
        answer,
        second,
        agreed.reason if agreed and second else "",
    )


def may_be_lifted(records: Sequence[Record], reviewer: str) -> tuple[tuple[str, Question], ...]:
    """Return each step and question to which others say "no" while words of the name say "yes"."""
    found = []
    for one in (said := stated_in(records)):
        question = next(question for question in QUESTIONS if question.kind is one.kind)
        guard = guard_for(one.activity, lifted=lifted(said).get(one.activity, ()))
        if one.answer == "no" and not one.lifts and guard and guard.kind is one.kind:
            others = _who_said_no(records, one.activity, question.key) - {reviewer}
            found += [(one.activity, question)] if others else []
    return tuple(found)


def _who_said_no(records: Sequence[Record], activity: str, key: str) -> set[str]:
    return {
        one.reviewer
        for one in standing(records)
        if isinstance(one, Answers) and one.activity == activity and one.said.get(key) == "no"
    }


def lifting(records: Sequence[Record], reviewer: str, what: tuple[str, Question], reason: str) -> Lifting:
    """Return the record by which an administrator agrees with a "no".

    Raises
    ------
    ReviewRefused
        There is no reason, or nobody else said "no" of that step.
    """
    reviewer, reason = reviewer_named(reviewer), " ".join(reason.split())
    activity, question = what
    if not 0 < len(reason) <= LONGEST_NOTE:
        message = f"Say why the guard-rail is lifted, in {LONGEST_NOTE} characters at most. It stands in the report."
        raise ReviewRefused(message)
    if what not in may_be_lifted(records, reviewer):
        message = f"A guard-rail is lifted by a second person only: nobody but you said “no” of {activity}."
        raise ReviewRefused(message)
    return Lifting(reviewer=reviewer, activity=activity, question=question.key, reason=masked(reason))
