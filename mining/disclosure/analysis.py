"""An analysis as it may be told: what every file, page and screen is made from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import accumulate

from mining.analysis import Analysis, Settings
from mining.disclosure.flows import disclosed_graph
from mining.disclosure.readings import disclosed_sensitivity
from mining.disclosure.rounding import cases_of, down, nearest, quantile, share_of, time
from mining.disclosure.untold import Untold
from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.variants import Variant
from mining.performance.throughput import Throughput
from mining.ranking.opportunities import Opportunity, Ranking
from mining.routines import Routine
from mining.units import Clock, Share

__all__ = ["disclosed", "disclosed_throughput", "disclosed_variants", "untold"]


def disclosed(analysis: Analysis) -> Analysis:
    """Return the analysis as it may be told; one that `disclosed` returned stays as it is.

    Steps, flows, variants and routines of fewer than `Settings.hide_below` cases are left out, and other counts
    are rounded. `Analysis.untold` says so.
    """
    base = analysis.settings.hide_below
    if analysis.untold is not None:
        return analysis
    graph = disclosed_graph(analysis.graph, base)
    names, n_cases = set(graph.names), graph.n_cases
    return replace(
        analysis,
        settings=_settings(analysis.settings, names),
        n_cases=n_cases,
        n_events=nearest(analysis.n_events, base),
        n_instances=nearest(analysis.n_instances, base),
        throughput=disclosed_throughput(analysis.throughput, n_cases, base),
        working=disclosed_throughput(analysis.working, n_cases, base)
        if isinstance(analysis.working, Throughput)
        else analysis.working,
        graph=graph,
        variants=disclosed_variants(analysis.variants, n_cases, base),
        routines=tuple(
            _routine(one, analysis.n_cases, base, graph.clock)
            for one in analysis.routines
            # Their sentences give a median, for which there must be enough on both sides.
            if (base <= 1 or one.n_cases >= 2 * base) and names.issuperset(one.activities)
        ),
        ranking=_ranking(analysis.ranking, graph, base),
        sensitivity=disclosed_sensitivity(analysis.sensitivity, graph.names, base),
        untold=Untold.of(analysis.graph, graph, analysis.settings),
    )


def _settings(settings: Settings, names: set[str]) -> Settings:
    """Leave out what was said of steps that are not told, and of a refitted model all but its digest."""
    stated = tuple(one for one in settings.ranking.stated if one.activity in names)
    model = settings.ranking.model.rpartition("/")[2]
    return replace(settings, ranking=replace(settings.ranking, stated=stated, model=model))


def untold(analysis: Analysis) -> Untold:
    """Return what an analysis that `disclosed` returned leaves out."""
    if analysis.untold is None:
        raise ValueError("This analysis has exact counts; it must not be told.")
    return analysis.untold


def disclosed_throughput(found: Throughput, n_cases: int, base: int) -> Throughput:
    """Return throughput times of so many cases as they may be told: first and last moment as days."""
    if base <= 1:
        return found
    return Throughput(
        quantile(found.median, 0.5, n_cases, base, found.clock),
        time(found.mean, base, found.clock) if n_cases >= base else None,
        quantile(found.p90, 0.9, n_cases, base, found.clock),
        _day(found.first),
        _day(found.last),
        found.clock,
    )


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def disclosed_variants(most: tuple[Variant, ...], n_cases: int, base: int) -> tuple[Variant, ...]:
    """Return the most frequent variants as they may be told.

    Parameters
    ----------
    most
        The first of all variants, the most frequent first.
    n_cases
        Cases of the log, as told.
    base
        Variants of fewer cases are left out. The cases of the others, and those that the first few cover, are
        rounded down, so that the more frequent never seems the rarer.
    """
    if base <= 1:
        return most
    covered = accumulate(one.n_cases for one in most)
    return tuple(
        replace(one, n_cases=down(one.n_cases, base), coverage=Share(down(n, base) / n_cases))
        for one, n in zip(most, covered, strict=True)
        if one.n_cases >= base
    )


def _routine(one: Routine, n_cases: int, base: int, clock: Clock) -> Routine:
    times = nearest(one.n_occurrences, base)
    in_them = cases_of(one.n_occurrences, one.n_cases, times, base)
    return replace(
        one,
        n_occurrences=times,
        n_cases=in_them,
        share_of_cases=share_of(one.n_cases, n_cases, base),
        median_seconds=quantile(one.median_seconds, 0.5, in_them, base, clock),
        working_seconds=quantile(one.working_seconds, 0.5, in_them, base, Clock.WORKING),
        example_cases=one.example_cases[: base if base > 1 else None],
    )


def _ranking(ranking: Ranking, graph: DirectlyFollowsGraph, base: int) -> Ranking:
    """Drop steps that are not told from every list of the ranking; the others get the counts of the map."""
    told = {one.name: one for one in graph.activities}

    def of(items: tuple[Opportunity, ...]) -> tuple[Opportunity, ...]:
        return tuple(
            replace(
                item,
                n_events=told[item.activity].n_events,
                n_cases=told[item.activity].n_cases,
                # As many for every step: fewer would tell how many cases there are.
                example_cases=item.example_cases[: base if base > 1 else None],
            )
            for item in items
            if item.activity in told
        )

    return replace(
        ranking,
        opportunities=of(ranking.opportunities),
        already_automated=of(ranking.already_automated),
        set_aside=of(ranking.set_aside),
        cannot_tell=of(ranking.cannot_tell),
        # Where each case is a group of its own, this is the number of cases.
        n_groups=down(ranking.n_groups, base) if ranking.is_case_bootstrap else ranking.n_groups,
    )
