"""Panels beside a picture: the figures of what is selected, the reasons, and the cases behind them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.timeline import case_timeline
from mining.ranking.opportunities import Opportunity, case_ids
from mining.reporting.cells import csv_text
from mining.routines import Routine
from mining.units import in_words
from ui.charts import timeline_table
from ui.escape import as_text
from ui.map.component import Selection
from ui.session import Work
from ui.words import meaning

__all__ = ["show_opportunity", "show_routine", "show_selection"]


def show_selection(work: Work, graph: DirectlyFollowsGraph, selected: Selection | None) -> None:
    """Show the figures of what is selected on the map, or of the whole process."""
    with st.container(border=True):
        if selected and selected.activity in graph.names:
            _show_activity(work, graph, str(selected.activity))
        elif selected and selected.kind == "line":
            _show_flow(graph, selected)
        else:
            _show_whole(work)


def _show_whole(work: Work) -> None:
    analysis = work.analysis
    st.subheader("Whole process", anchor=False)
    st.metric("Cases", f"{analysis.n_cases:,}")
    st.metric("Variants", f"{analysis.n_variants:,}", help=meaning("variant"))
    st.metric("Median throughput time", in_words(analysis.throughput.median), help=meaning("throughput time"))
    st.metric("9 in 10 cases within", in_words(analysis.throughput.p90))
    st.caption("Select a box or a line on the map to see its figures here.")


def _show_activity(work: Work, graph: DirectlyFollowsGraph, name: str) -> None:
    figures = graph.activity(name)
    st.subheader(as_text(name), anchor=False)
    st.metric("Times done", f"{figures.n_events:,}")
    st.metric("Cases", f"{figures.n_cases:,}")
    st.metric(
        "Median time since the step before", in_words(figures.median_wait), help=meaning("waiting time")
    )
    item = next((one for one in work.analysis.ranking.everything if one.activity == name), None)
    if item:
        st.write(f"**{str(item.verdict).capitalize()}.** {as_text(item.why)}")
    show_cases(work, name, item.example_cases if item else ())


def _show_flow(graph: DirectlyFollowsGraph, selected: Selection) -> None:
    source, target = selected.source or "Start", selected.target or "End"
    st.subheader(f"{as_text(source)} → {as_text(target)}", anchor=False)
    flow = next((f for f in graph.flows if (f.source, f.target) == (selected.source, selected.target)), None)
    if flow:
        st.metric("Times", f"{flow.n:,}")
        st.metric("Cases", f"{flow.n_cases:,}")
        st.metric("Median time", in_words(flow.median))
        st.metric("9 in 10 within", in_words(flow.p90))


def show_opportunity(work: Work, item: Opportunity) -> None:
    """Show one ranked step: verdict, reasons for and against, and the cases behind it."""
    st.subheader(as_text(item.activity), anchor=False)
    st.write(f"**{str(item.verdict).capitalize()}.** {as_text(item.why)}")
    sides = (("Reasons for", item.reasons_for), ("Reasons against", item.reasons_against))
    for (title, reasons), column in zip(sides, st.columns(2), strict=True):
        with column:
            st.write(f"**{title}**")
            for reason in reasons:
                st.write(f"- {as_text(reason.sentence)} ({reason.contribution:+.2f})")
            if not reasons:
                st.write("None of the eight criteria.")
    st.caption("The figures in brackets are exact shares of the score, in log-odds; they add up to it.")
    show_cases(work, item.activity, item.example_cases)


def show_cases(work: Work, activity: str, examples: Sequence[str]) -> None:
    """Let a person open the cases behind a step, and take the whole list along."""
    with st.expander("Cases behind this"):
        if examples:
            case = st.selectbox("Look at a case", examples, key=f"case-{activity}")
            timeline_table(case_timeline(work.log, case))
        st.download_button(
            "Download all case references (CSV)",
            lambda: csv_text(("case",), ([case] for case in case_ids(work.log, activity))),
            "cases.csv",
            "text/csv",
            on_click="ignore",
            key=f"cases-{activity}",
        )


def show_routine(work: Work, routine: Routine) -> None:
    """Show one pattern of several steps and a few of its cases."""
    names = " → ".join(as_text(name) for name in routine.activities)
    with st.expander(f"{str(routine.kind).capitalize()}: {names}"):
        st.write(as_text(routine.sentence))
        st.write(f"Seen {routine.n_occurrences:,} times in {routine.n_cases:,} cases.")
        key = f"{routine.kind}-{routine.activities}"
        case = st.selectbox("Look at a case", routine.example_cases, key=key)
        timeline_table(case_timeline(work.log, case))
