"""Verdicts, and the decision table that gives them.

The first row of `DECISION_TABLE` whose condition holds decides. The table reads facts only, and the rank is
read last: no score overrides a guard-rail, and none marks a step *automate* of which nothing tells how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

__all__ = ["DECISION_TABLE", "Decision", "Facts", "Rule", "Verdict", "decide"]


_NEARLY_ALL = 0.95


class Verdict(StrEnum):
    """What to do about a step."""

    AUTOMATE = "automate"
    ASSIST = "assist"
    REDESIGN = "redesign"
    REMOVE = "remove"
    KEEP_WITH_PEOPLE = "keep with people"
    ALREADY_AUTOMATED = "already automated"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Facts:
    """What is known of one step when its verdict is given.

    Attributes
    ----------
    n_executions, min_executions
        How often it was done, and how often it must be to be judged.
    automated_share
        Share of its known performers that are systems; None where it cannot be said.
    cap
        The furthest a guard-rail lets it go; None where no guard-rail applies.
    cap_reason
        Why, in one sentence.
    is_clerical
        Whether its name or a routine tells of work that software could do: a message sent, a record made, the
        same typed again.
    may_be_removed
        Whether no guard-rail but that of judgement holds.
    routines
        Kinds of routine it belongs to; ``"re-keying"``, ``"rework loop"``, ``"chaser"`` and ``"approval that never
        refuses"`` count.
    rank_low, rank_high
        Interval of its place among all judged steps, guarded and automated ones included, 1 = most
        suitable; None where it was not judged.
    n_judged
        Number of judged steps.
    balance
        Reasons for less reasons against, in log-odds.
    """

    n_executions: int
    min_executions: int = 20
    automated_share: float | None = None
    cap: Verdict | None = None
    cap_reason: str = ""
    is_clerical: bool = False
    may_be_removed: bool = True
    routines: tuple[str, ...] = ()
    rank_low: int | None = None
    rank_high: int | None = None
    n_judged: int = 0
    balance: float = 0.0

    @property
    def much_automated(self) -> str:
        """The automated share in words: a figure could tell of the few that were done by hand."""
        return "all or nearly all" if (self.automated_share or 0.0) >= _NEARLY_ALL else "most"


@dataclass(frozen=True)
class Decision:
    """A verdict, which rule gave it, and why."""

    verdict: Verdict
    rule: str
    why: str


@dataclass(frozen=True)
class Rule:
    """One row of the decision table.

    Attributes
    ----------
    key
        Stable name.
    holds
        Whether the row applies.
    verdict
        What it then says.
    why
        The reason for people; ``{facts}`` stands for the facts.
    """

    key: str
    holds: Callable[[Facts], bool]
    verdict: Verdict
    why: str


def _third(facts: Facts) -> int:
    return ceil(facts.n_judged / 3)


def _is_ranked(facts: Facts) -> bool:
    return facts.rank_low is not None and facts.rank_high is not None


def _is_wide(facts: Facts) -> bool:
    return (facts.rank_high or 0) - (facts.rank_low or 0) > _third(facts)


def _is_surely_high(facts: Facts) -> bool:
    return _is_ranked(facts) and (facts.rank_high or 0) <= _third(facts) and facts.balance > 0


def _is_surely_low(facts: Facts) -> bool:
    lowest_place = facts.n_judged - _third(facts)
    return _is_ranked(facts) and (facts.rank_low or 0) > lowest_place and facts.balance < 0


def _is_automated(facts: Facts) -> bool:
    return facts.automated_share is not None and facts.automated_share >= 0.5


DECISION_TABLE: tuple[Rule, ...] = (
    Rule(
        "already automated",
        _is_automated,
        Verdict.ALREADY_AUTOMATED,
        "A system already does {facts.much_automated} of it, where the log says who did it.",
    ),
    Rule(
        "chaser",
        # Above the guard-rails: to redesign is to let nothing decide about anybody.
        lambda facts: "chaser" in facts.routines,
        Verdict.REDESIGN,
        "It only happens because somebody had to ask: answer before they ask, or be quicker.",
    ),
    Rule(
        "guard-rail: people only",
        lambda facts: facts.cap is Verdict.KEEP_WITH_PEOPLE,
        Verdict.KEEP_WITH_PEOPLE,
        "{facts.cap_reason}",
    ),
    Rule(
        "approval that never refuses",
        # Not for software to decide: to remove a check is a decision of people, once and for all cases.
        lambda facts: "approval that never refuses" in facts.routines and facts.may_be_removed,
        Verdict.REMOVE,
        "It hardly ever refuses: ask whether law or audit wants it for every case. If not, drop it or check a sample.",
    ),
    Rule(
        "guard-rail: at most assist",
        lambda facts: facts.cap is not None and facts.balance > 0,
        Verdict.ASSIST,
        "{facts.cap_reason} Software may prepare it; a person decides.",
    ),
    Rule(
        "guard-rail: nothing speaks for help",
        lambda facts: facts.cap is not None,
        Verdict.KEEP_WITH_PEOPLE,
        "{facts.cap_reason}",
    ),
    Rule(
        "too little data",
        lambda facts: facts.n_executions < facts.min_executions,
        Verdict.CANNOT_TELL,
        "It was done fewer than {facts.min_executions} times, which says too little.",
    ),
    Rule(
        "re-keying",
        lambda facts: "re-keying" in facts.routines,
        Verdict.AUTOMATE,
        "The same person keys the same case into two systems: connect the systems.",
    ),
    Rule(
        "rework loop",
        lambda facts: "rework loop" in facts.routines,
        Verdict.REDESIGN,
        "It sends the case back to be done again: mend the cause before automating it.",
    ),
    Rule(
        "not ranked",
        lambda facts: not _is_ranked(facts),
        Verdict.CANNOT_TELL,
        "The log has too few steps to rank them against each other.",
    ),
    Rule(
        "surely high, but nothing tells how",
        lambda facts: _is_surely_high(facts) and not facts.is_clerical,
        Verdict.ASSIST,
        "Its course is routine, but nothing tells that it is clerical work: ask those who do it what they decide.",
    ),
    Rule(
        "surely high",
        _is_surely_high,
        Verdict.AUTOMATE,
        "Its course is routine: resample the cases, and it stays in the top third of {facts.n_judged} judged steps.",
    ),
    Rule(
        "surely low, but clerical",
        lambda facts: _is_surely_low(facts) and facts.is_clerical,
        Verdict.CANNOT_TELL,
        "Its name tells of clerical work, but its course varies from case to case: find out first why it does.",
    ),
    Rule(
        "surely low",
        _is_surely_low,
        Verdict.KEEP_WITH_PEOPLE,
        "Its course varies from case to case: it stays in the last third of {facts.n_judged} judged steps.",
    ),
    Rule(
        "unstable",
        _is_wide,
        Verdict.CANNOT_TELL,
        "Its place is not settled: between {facts.rank_low} and {facts.rank_high} of {facts.n_judged} judged steps.",
    ),
    Rule(
        "for more than against",
        lambda facts: facts.balance > 0,
        Verdict.ASSIST,
        "More speaks for it than against it, but not enough for a place at the top.",
    ),
    Rule(
        "nothing clear",
        lambda facts: True,  # noqa: ARG005 - the last row always holds
        Verdict.CANNOT_TELL,
        "The log speaks neither clearly for automating it nor clearly against.",
    ),
)


def decide(facts: Facts) -> Decision:
    """Return the verdict of the first row of the decision table that holds."""
    for rule in DECISION_TABLE:
        if rule.holds(facts):
            return Decision(rule.verdict, rule.key, rule.why.format(facts=facts))
    raise AssertionError("The last row of the decision table always holds.")
