"""Results as tables a screen reader can walk; every text from the log escaped."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.timeline import Moment
from mining.ranking.opportunities import Opportunity
from mining.sensitivity.results import Sensitivity
from mining.units import Clock, in_words
from ui.escape import as_text

__all__ = ["NOT_SHOWN", "asides_table", "flows_table", "ranking_table", "timeline_table"]

NOT_SHOWN = "not shown"
"""Stands for a figure about too few cases."""
_MOST_FLOWS = 200
_RARE_STEP = "a step too rare to name"


def ranking_table(opportunities: Sequence[Opportunity], sensitivity: Sensitivity) -> None:
    """Show ranked steps with verdict, how firm it is, score and rank interval."""
    st.table(
        {
            "Rank": [str(item.rank) for item in opportunities],
            "Step": [as_text(item.activity) for item in opportunities],
            "Verdict": [str(item.verdict).capitalize() for item in opportunities],
            "How": [str(item.how.means).capitalize() if item.how else "" for item in opportunities],
            "Stability": _firmness(opportunities, sensitivity),
            "Suitability score": [f"{item.score:.0f}" for item in opportunities],
            "Rank in 9 of 10 resamples": [f"{item.rank_low} to {item.rank_high}" for item in opportunities],
            "Times done": [f"{item.n_events:,}" for item in opportunities],
            "Cases": [f"{item.n_cases:,}" for item in opportunities],
        },
        hide_index=True,
    )


def _firmness(items: Sequence[Opportunity], sensitivity: Sensitivity) -> list[str]:
    return [str(sensitivity.of(item.activity).firmness).capitalize() for item in items]


def asides_table(items: Sequence[Opportunity], sensitivity: Sensitivity) -> None:
    """Show steps that are not ranked, why, and how firm that is."""
    st.table(
        {
            "Step": [as_text(item.activity) for item in items],
            "Why": [as_text(item.why) for item in items],
            "Stability": _firmness(items, sensitivity),
            "Times done": [f"{item.n_events:,}" for item in items],
            "Cases": [f"{item.n_cases:,}" for item in items],
        },
        hide_index=True,
    )


def flows_table(graph: DirectlyFollowsGraph) -> None:
    """Show what follows what: the table that says the same as the map."""
    flows = graph.flows[:_MOST_FLOWS]
    unit = {Clock.WORKING: ", working", Clock.DAYS: ", days"}.get(graph.clock, "")
    st.table(
        {
            "From": [as_text(flow.source) for flow in flows],
            "To": [as_text(flow.target) for flow in flows],
            "Times": [f"{flow.n:,}" for flow in flows],
            "Cases": [f"{flow.n_cases:,}" for flow in flows],
            f"Median time{unit}": [in_words(flow.median, graph.clock, unknown=NOT_SHOWN) for flow in flows],
            f"9 in 10 within{unit}": [in_words(flow.p90, graph.clock, unknown=NOT_SHOWN) for flow in flows],
        },
        hide_index=True,
    )


def timeline_table(moments: Sequence[Moment], named: Collection[str]) -> None:
    """Show one case, event by event; of the steps, only those of some names are named."""
    columns = {
        "When": [m.time.strftime(f"%a %d %b %Y{' %H:%M:%S' if m.has_hour else ''}") for m in moments],
        "Step": [as_text(m.activity) if m.activity in named else _RARE_STEP for m in moments],
        "After": ["" if m.since_previous is None else in_words(m.since_previous, m.clock) for m in moments],
        "Channel": [as_text(moment.channel) for moment in moments],
        "System": [as_text(moment.system) for moment in moments],
    }
    st.table({name: values for name, values in columns.items() if any(values)}, hide_index=True)
