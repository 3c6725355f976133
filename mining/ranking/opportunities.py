"""The ranked, explained list of steps: what to automate first, how sure that is, and what stays with people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from mining.disclosure.statistics import told_statistics
from mining.ranking.automated import AutomatedShare, automated_shares
from mining.ranking.classifier import SuitabilityModel
from mining.ranking.comparison import Comparison, compare
from mining.ranking.dealing import Dealing
from mining.ranking.evidence import Evidence, RoutineEvidence, kinds_by_activity
from mining.ranking.examples import case_ids, example_cases
from mining.ranking.explanation import Reason, reasons
from mining.ranking.features import eligible_activities
from mining.ranking.guards import Guard, guard_rails
from mining.ranking.means import Suggestion
from mining.ranking.performers import Performers
from mining.ranking.scores import Places, Scores, places, resampled_log_odds, scores
from mining.ranking.settings import RankingSettings
from mining.ranking.stated import lifted, with_stated
from mining.ranking.statistics import ActivityStatistics, Floats
from mining.ranking.verdicts import Verdict, decide
from mining.results import Unanswered

if TYPE_CHECKING:
    from mining.discovery.flows import DirectlyFollowsGraph
    from mining.eventlog import EventLog

__all__ = ["Given", "Opportunity", "Ranking", "RoutineEvidence", "case_ids", "rank"]


@dataclass(frozen=True)
class Opportunity:
    """One step of the process, and what to do about it.

    Attributes
    ----------
    activity
        Its name.
    verdict, rule, why
        What to do, the row of the decision table that said so, and the reason in a sentence.
    n_events, n_cases
        How often it was done, and in how many cases.
    example_cases
        Ids of the first ten of those cases; `case_ids` gives all.
    rank, rank_low, rank_high
        Place in the list, 1 = most suitable, with its interval; None if it is not on the list.
    score
        Suitability score, 0 to 100: an order, no probability. None where there is too little data.
    reasons_for, reasons_against
        Criteria that raise or lower the score, weightiest first; all contributions add
        up to the log-odds of the score exactly.
    guard
        The guard-rail that holds, if any.
    how
        What kind of help to ask about first, where it is to be automated or assisted.
    compared
        The step it is most like, and what would alter the verdict.
    """

    activity: str
    verdict: Verdict
    rule: str
    why: str
    n_events: int
    n_cases: int
    example_cases: tuple[str, ...]
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    score: float | None = None
    reasons_for: tuple[Reason, ...] = ()
    reasons_against: tuple[Reason, ...] = ()
    guard: Guard | None = None
    how: Suggestion | None = None
    compared: Comparison = field(default_factory=Comparison)


@dataclass(frozen=True)
class Given:
    """What a ranking takes over from what was made before.

    Attributes
    ----------
    dealing
        How the cases are grouped for resampling; without it they are dealt anew.
    told
        The map as it may be told; reasons then give no counts but these. Without it they are exact.
    """

    dealing: Dealing | None = None
    told: DirectlyFollowsGraph | None = None


_Lists = tuple[
    tuple[Opportunity, ...], tuple[Opportunity, ...], tuple[Opportunity, ...], tuple[Opportunity, ...]
]


@dataclass(frozen=True)
class Ranking:
    """Every activity of a log, in exactly one of four lists.

    Attributes
    ----------
    opportunities
        Judged and ranked, best first. Some are verdicts other than *automate*.
    already_automated
        Done by systems already.
    set_aside
        Held back by a guard-rail; most frequent first.
    cannot_tell
        Too little data; most frequent first.
    abstention
        Why nothing was ranked at all, if so.
    n_resamples
        Behind the intervals.
    n_groups, is_case_bootstrap
        Groups of cases that were resampled, and whether each case was a group of its own.
    automation_unknown
        Why already automated steps could not be told, if so.
    """

    opportunities: tuple[Opportunity, ...]
    already_automated: tuple[Opportunity, ...]
    set_aside: tuple[Opportunity, ...]
    cannot_tell: tuple[Opportunity, ...]
    abstention: Unanswered | None
    n_resamples: int
    n_groups: int
    is_case_bootstrap: bool
    automation_unknown: Unanswered | None = None

    def top(self, places: int = 5) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the steps that are among the first few for sure, and those that perhaps are.

        For sure is: by the whole of their rank interval.
        """
        sure = tuple(one.activity for one in self.opportunities if (one.rank_high or inf) <= places)
        perhaps = tuple(
            one.activity
            for one in self.opportunities
            if one.activity not in sure and (one.rank_low or inf) <= places
        )
        return sure, perhaps

    @property
    def everything(self) -> tuple[Opportunity, ...]:
        """All four lists, one after the other."""
        return (*self.opportunities, *self.already_automated, *self.set_aside, *self.cannot_tell)


_HELPED = frozenset({Verdict.AUTOMATE, Verdict.ASSIST})


def _opportunity(known: Evidence, number: int) -> Opportunity:
    facts = known.facts(number)
    decision = decide(facts)
    statistics, place = known.statistics, known.places.get(number)
    row = known.scores.place_of(number) if known.scores else None
    suitability: float | None = None
    support: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
    if known.scores is not None and row is not None:
        suitability = float(known.scores.suitability[row])
        support, against = reasons(known.told, number, known.scores, row)
    return Opportunity(
        activity=known.log.activity_names[number],
        verdict=decision.verdict,
        rule=decision.rule,
        why=decision.why,
        n_events=int(statistics.executions[number]),
        n_cases=int(statistics.cases_with[number]),
        example_cases=known.examples.get(number, ()),
        rank=place.rank if place else None,
        rank_low=place.low if place else None,
        rank_high=place.high if place else None,
        score=suitability,
        reasons_for=support,
        reasons_against=against,
        guard=known.guards[number],
        how=known.how(number) if decision.verdict in _HELPED else None,
        compared=compare(known, number, facts, decision),
    )


def rank(
    log: EventLog,
    model: SuitabilityModel,
    settings: RankingSettings | None = None,
    routines: Sequence[RoutineEvidence] = (),
    given: Given | None = None,
) -> Ranking:
    """Return every step of a log with its verdict, the judged ones ranked and explained.

    Parameters
    ----------
    log
        The event log.
    model
        The classifier; `mining.ranking.model_file.load_model` gives the one that comes along.
    settings
        Thresholds, resamples, seed, further system accounts.
    routines
        What is known of routines that the steps belong to.
    given
        What was made before: how cases are grouped for resampling, and what may be told.
    """
    settings = settings or RankingSettings()
    given = given or Given()
    grouped = ActivityStatistics.of(log, given.dealing)
    performers = Performers.of(log)
    automated = automated_shares(performers, named=settings.system_accounts)
    shares = () if isinstance(automated, Unanswered) else automated
    guards = guard_rails(log.activity_names, performers, lifted(settings.stated))
    guards = with_stated(guards, log.activity_names, settings.stated)
    judged, abstention = _judged(grouped, model, settings, _off_the_list(shares, guards))
    kinds, examples = kinds_by_activity(routines), example_cases(log)
    exact = grouped.total()
    to_tell = told_statistics(exact, log.activity_names, given.told) if given.told else exact
    evidence = Evidence(
        log, settings, exact, to_tell, shares, guards, *judged, model.weights, kinds, examples
    )
    happened = evidence.statistics.executions > 0
    numbers = [number for number in range(log.n_activities) if happened[number] or not log.is_narrowed]
    ranked, done, guarded, rest = _in_lists([_opportunity(evidence, number) for number in numbers])
    unknown = automated if isinstance(automated, Unanswered) else None
    return Ranking(
        ranked,
        done,
        guarded,
        rest,
        abstention,
        settings.n_resamples,
        grouped.n_groups,
        grouped.exact,
        unknown,
    )


def _off_the_list(shares: tuple[AutomatedShare, ...], guards: tuple[Guard | None, ...]) -> frozenset[int]:
    automated = {number for number, share in enumerate(shares) if share.is_automated}
    return frozenset(automated | {number for number, guard in enumerate(guards) if guard})


_Judged = tuple[Scores | None, dict[int, Places], dict[int, Places], Floats]


def _judged(
    grouped: ActivityStatistics, model: SuitabilityModel, settings: RankingSettings, off: frozenset[int]
) -> tuple[_Judged, Unanswered | None]:
    """Scores, places among all judged steps and among those that stay on the list, and the log-odds resampled."""
    statistics = grouped.total()
    eligible = eligible_activities(statistics, settings)
    if isinstance(eligible, Unanswered):
        return (None, {}, {}, np.zeros((0, 0))), eligible
    judged = scores(statistics, eligible, model)
    listed = eligible[[number not in off for number in eligible.tolist()]]
    resampled = resampled_log_odds(grouped, judged, model, settings)
    standing, found = (
        places(judged, resampled, among, statistics.executions, settings.interval)
        for among in (eligible, listed)
    )
    return (judged, standing, found, resampled), None


def _in_lists(found: list[Opportunity]) -> _Lists:
    """Ranked, already automated, set aside, cannot tell."""
    by_use = sorted(found, key=lambda one: (-one.n_events, one.activity))
    automated = tuple(one for one in by_use if one.verdict is Verdict.ALREADY_AUTOMATED)
    guarded = tuple(one for one in by_use if one.guard and one not in automated)
    ranked = sorted((one for one in by_use if one.rank is not None), key=lambda one: one.rank or 0)
    rest = tuple(one for one in by_use if one.rank is None and one not in automated and one not in guarded)
    return tuple(ranked), automated, guarded, rest
