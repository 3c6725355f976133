"""Panels beside a picture: the figures of what is selected, the reasons, and the cases behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from mining.analysis import Analysis
from mining.disclosure.rounding import count_in_words
from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.marks import lines_of
from mining.performance.throughput import Throughput
from mining.ranking.explanation import Reason
from mining.ranking.opportunities import Opportunity, case_ids
from mining.reporting.cells import csv_text
from mining.reporting.waits import wait_before
from mining.routines import Routine
from mining.routines.groups import RoutineGroup
from mining.units import in_words
from ui.access.exports import export_button
from ui.access.gate import allowed
from ui.access.roles import Action
from ui.cases import opened_case
from ui.charts import NOT_SHOWN, timeline_table
from ui.escape import as_text
from ui.filters.bar import filter_buttons
from ui.filters.shortcuts import activity_filters, line_filters
from ui.map.component import Selection
from ui.readings import show_flips
from ui.study import Study
from ui.words import meaning
from ui.work import Work

__all__ = [
    "OF_THE_WHOLE",
    "show_cases",
    "show_opportunity",
    "show_reasons",
    "show_routines",
    "show_selection",
]

OF_THE_WHOLE = (
    "Verdicts are those of the whole log. Open Opportunities to judge the cases that pass the filters."
)

_ASK_AN_ANALYST = "Your role does not include single cases. Ask an analyst."


def show_selection(
    study: Study, graph: DirectlyFollowsGraph, times: Throughput, selected: Selection | None
) -> None:
    """Show the figures of what is selected on the map, or of all cases, and the filters it leads to."""
    with st.container(border=True):
        if selected and selected.activity in graph.names:
            _show_activity(study, graph, str(selected.activity))
        elif selected and selected.kind == "line":
            _show_line(study, graph, selected)
        else:
            _show_all(study, times)


def _show_all(study: Study, times: Throughput) -> None:
    work = study.part
    st.subheader("Cases that pass the filters" if study.filters else "Whole process", anchor=False)
    st.metric("Cases", count_in_words(work.n_cases, work.settings.hide_below))
    st.metric("Variants", f"{work.log.n_variants:,}", help=meaning("variant"))
    median, p90 = (in_words(one, times.clock, unknown=NOT_SHOWN) for one in (times.median, times.p90))
    st.metric("Median throughput time", median, help=meaning("throughput time"))
    st.metric("9 in 10 cases within", p90)
    st.caption("Select a box or a line on the map to see its figures here, and to filter by it.")


def _show_activity(study: Study, graph: DirectlyFollowsGraph, name: str) -> None:
    figures = graph.activity(name)
    st.subheader(as_text(name), anchor=False)
    st.metric("Times done", f"{figures.n_events:,}")
    st.metric("Cases", f"{figures.n_cases:,}")
    is_first = figures.n_starting == figures.n_events
    wait = in_words(figures.median_wait, graph.clock, unknown="always first" if is_first else NOT_SHOWN)
    st.metric("Median time since the step before", wait, help=meaning("waiting time"))
    filter_buttons(study, activity_filters(figures))
    everything = study.judged.ranking.everything if study.judged else ()
    item = next((one for one in everything if one.activity == name), None)
    if item:
        st.write(f"**{str(item.verdict).capitalize()}.** {as_text(item.why)}")
        if study.judged:
            firmness = study.judged.sensitivity.of(name).firmness
            st.caption(f"Stability: {firmness}.", help=meaning("stable"))
        if study.judges_by_the_whole:
            st.caption(OF_THE_WHOLE)
    show_cases(study.part, name, item.example_cases if item and not study.judges_by_the_whole else ())


def _show_line(study: Study, graph: DirectlyFollowsGraph, selected: Selection) -> None:
    source, target = selected.source or "Start", selected.target or "End"
    st.subheader(f"{as_text(source)} → {as_text(target)}", anchor=False)
    ends = (selected.source, selected.target)
    line = next((line for line in lines_of(graph) if (line.source, line.target) == ends), None)
    if line is None:
        return
    st.metric("Times", f"{line.n:,}")
    st.metric("Cases", f"{line.n_cases:,}")
    if line.median is not None:
        st.metric("Median time", in_words(line.median, graph.clock))
        st.metric("9 in 10 within", in_words(line.p90, graph.clock, unknown=NOT_SHOWN))
    filter_buttons(study, line_filters(line))


def show_opportunity(work: Work, analysis: Analysis, item: Opportunity) -> None:
    """Show one ranked step: verdict, how firm it is, reasons for and against, and the cases behind it."""
    st.subheader(as_text(item.activity), anchor=False)
    st.write(f"**{str(item.verdict).capitalize()}.** {as_text(item.why)}")
    if item.how:
        st.write(f"Ask first whether it could be done so: **{item.how.means}**. {as_text(item.how.why)}")
    if item.compared.turn:
        st.write(as_text(f"What would alter the verdict: {item.compared.turn}"))
    if item.compared.alike:
        st.write(as_text(f"Most like it: {item.compared.alike}."))
    show_flips(analysis.sensitivity.of(item.activity))
    show_reasons(
        item, ("Reasons for", "Reasons against"), "None of the eight criteria.",
        lambda one: f"{as_text(one.sentence)} ({one.contribution:+.2f})",
    )  # fmt: skip
    st.write(as_text(wait_before(analysis.graph, item.activity)))
    if isinstance(analysis.working, Throughput):
        st.caption(f"Working hours: {analysis.settings.calendar}.")
    st.caption("The figures in brackets are exact shares of the score, in log-odds; they add up to it.")
    show_cases(work, item.activity, item.example_cases)


def show_reasons(
    item: Opportunity, titles: tuple[str, str], none: str, told: Callable[[Reason], str]
) -> None:
    """Show what speaks for a step beside what speaks against it.

    Parameters
    ----------
    item
        The step.
    titles, none
        What stands above the reasons for and those against, and what stands there if there are none.
    told
        One reason as escaped text.
    """
    for title, reasons, column in zip(
        titles, (item.reasons_for, item.reasons_against), st.columns(2), strict=True
    ):
        with column:
            st.write(f"**{title}**")
            for reason in reasons:
                st.write(f"- {told(reason)}")
            if not reasons:
                st.write(none)


def show_cases(work: Work, activity: str, examples: Sequence[str]) -> None:
    """Let a person open the cases behind a step, and take the whole list along."""
    with st.expander("Cases behind this"):
        if not allowed(Action.OPEN_CASE):
            st.write(_ASK_AN_ANALYST)
        elif examples:
            case = st.selectbox("Look at a case", examples, key=f"case-{activity}")
            timeline_table(opened_case(work.log, case), work.graph.names)
        export_button(
            "Download all case references (CSV)",
            lambda: csv_text(("case",), ([case] for case in case_ids(work.log, activity))),
            "cases.csv",
            log=work.log.name,
            key=f"cases-{activity}",
        )


def show_routines(work: Work, groups: Sequence[RoutineGroup]) -> None:
    """Show patterns by kind, with what makes one of the kind; what costs most comes first."""
    if groups:
        st.write(
            "What costs most in elapsed time comes first. Patterns overlap, so their times do not add up."
        )
    for group in groups:
        st.subheader(as_text(str(group.kind).capitalize()), anchor=False)
        st.caption(as_text(f"{group.definition} {group.more}"))
        for routine in group.routines:
            _show_routine(work, routine)


def _show_routine(work: Work, routine: Routine) -> None:
    """Show one pattern of several steps and a few of its cases."""
    names = " → ".join(as_text(name) for name in routine.activities)
    with st.expander(f"{str(routine.kind).capitalize()}: {names}"):
        st.write(as_text(routine.sentence))
        st.write(f"Seen {routine.n_occurrences:,} times in {routine.n_cases:,} cases.")
        if not allowed(Action.OPEN_CASE):
            st.write(_ASK_AN_ANALYST)
            return
        key = f"{routine.kind}-{routine.activities}"
        case = st.selectbox("Look at a case", routine.example_cases, key=key)
        timeline_table(opened_case(work.log, case), work.graph.names)
