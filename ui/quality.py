"""The quality report: what was refused, changed or doubted, each opening onto its lines."""

from __future__ import annotations

import streamlit as st

from mining.quality import Effect, Issue
from mining.reporting.cells import csv_text
from mining.units import in_words
from ui.access.exports import export_button
from ui.charts import NOT_SHOWN
from ui.escape import as_text
from ui.privacy import identities_line
from ui.work import Work

__all__ = ["show_quality"]

_HEADINGS = {
    Effect.REFUSED: "Refused: these rows are not in the analysis",
    Effect.CHANGED: "Changed: kept, but not as written",
    Effect.DOUBTED: "Doubted: kept as written",
    Effect.NOTED: "Noted",
}


def show_quality(work: Work) -> None:
    """Show the size of the log and every issue found, by what happened to the rows."""
    log, quality = work.log, work.log.quality
    st.header("What was read", anchor=False)
    st.success(f"{as_text(log.name)} is ready.")
    with st.container(horizontal=True):
        st.page_link("ui/pages/process_map.py", label="See the process map")
        st.page_link("ui/pages/opportunities.py", label="See the opportunities")
    figures = (
        ("Cases", f"{log.n_cases:,}"),
        ("Events", f"{log.n_events:,}"),
        ("Activities", f"{log.n_activities:,}"),
        ("Variants", f"{log.n_variants:,}"),
        ("Median throughput time", in_words(work.throughput.median, log.clock, unknown=NOT_SHOWN)),
        ("Rows refused", f"{quality.rows_refused:,}"),
    )
    with st.container(horizontal=True):
        for label, figure in figures:
            st.metric(label, figure, border=True)
    st.write(identities_line(log.rules.privacy))
    st.page_link("ui/pages/privacy.py", label="What becomes of personal data")
    st.header("Quality of the rows", anchor=False)
    if not quality.issues:
        st.write("Nothing was refused, changed or doubted.")
    for effect, heading in _HEADINGS.items():
        issues = [issue for issue in quality.issues if issue.effect is effect]
        if issues:
            st.subheader(heading, anchor=False)
            for issue in issues:
                _show_issue(issue)
    export_button(
        "Download the quality report (CSV)",
        lambda: quality_csv(quality.issues),
        "quality.csv",
        log=log.name,
    )


def _show_issue(issue: Issue) -> None:
    with st.expander(as_text(issue.message)):
        st.write(as_text(issue.remedy))
        if issue.column:
            st.write(f"Column: {as_text(issue.column)}")
        if issue.lines:
            more = " and more" if issue.count > len(issue.lines) else ""
            st.write(f"Lines: {', '.join(str(line) for line in issue.lines[:50])}{more}")
        if issue.examples:
            st.write("For example:")
            for example in issue.examples:
                st.text(example)


def quality_csv(issues: tuple[Issue, ...]) -> str:
    """Return the issues as CSV, one row an issue."""
    header = ("code", "effect", "rows", "what", "remedy", "column", "lines", "examples")
    rows = (
        (
            issue.code,
            str(issue.effect),
            issue.count,
            issue.message,
            issue.remedy,
            issue.column,
            " ".join(str(line) for line in issue.lines),
            " | ".join(issue.examples),
        )
        for issue in issues
    )
    return csv_text(header, rows)
