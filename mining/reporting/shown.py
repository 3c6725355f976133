"""What may be shown: an analysis without the counts so small that they could point at a person."""

from __future__ import annotations

from dataclasses import replace

from mining.analysis import Analysis
from mining.ranking.opportunities import Opportunity, Ranking
from mining.sensitivity.results import Sensitivity

__all__ = ["shown"]


def shown(analysis: Analysis) -> Analysis:
    """Return the analysis without activities, flows, variants and routines of too few cases.

    The least number of cases is `Settings.hide_below`. Totals of the whole log stay.
    """
    least = analysis.settings.hide_below
    graph = analysis.graph.at_least(least)
    names = set(graph.names)
    return replace(
        analysis,
        graph=graph,
        variants=tuple(v for v in analysis.variants if v.n_cases >= least and names.issuperset(v.activities)),
        routines=tuple(r for r in analysis.routines if r.n_cases >= least and names.issuperset(r.activities)),
        ranking=_shown_ranking(analysis.ranking, names),
        sensitivity=_shown_sensitivity(analysis.sensitivity, names, least),
    )


def _shown_sensitivity(sensitivity: Sensitivity, names: set[str], least: int) -> Sensitivity:
    """Drop steps that are not shown, and the number of cases that are read otherwise where it is too small."""
    trials = (
        replace(trial, n_cases=None) if trial.n_cases is not None and trial.n_cases < least else trial
        for trial in sensitivity.trials
    )
    steps = (step for step in sensitivity.steps if step.activity in names)
    return replace(sensitivity, trials=tuple(trials), steps=tuple(steps))


def _shown_ranking(ranking: Ranking, names: set[str]) -> Ranking:
    """Drop activities that are not shown from every list of the ranking."""

    def of(items: tuple[Opportunity, ...]) -> tuple[Opportunity, ...]:
        return tuple(item for item in items if item.activity in names)

    return replace(
        ranking,
        opportunities=of(ranking.opportunities),
        already_automated=of(ranking.already_automated),
        set_aside=of(ranking.set_aside),
        cannot_tell=of(ranking.cannot_tell),
    )
