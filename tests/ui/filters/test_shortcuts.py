from __future__ import annotations

import pytest

from mining.disclosure.flows import disclosed_graph
from mining.discovery.marks import Line
from mining.filters import Contains, Endpoints, Follows
from tests.discovery.graphs import small_graph
from ui.filters.shortcuts import activity_filters, line_filters


def test_a_box_leads_to_filters_by_its_activity() -> None:
    report = small_graph().activity("Report")
    assert activity_filters(report) == {
        "Only cases with this": Contains(("Report",)),
        "Only cases without this": Contains(("Report",), exclude=True),
        "Only cases that start here": Endpoints(starts=("Report",)),
    }


def test_where_it_is_not_told_that_cases_start_or_end_is_no_filter() -> None:
    triage = small_graph().activity("Triage")  # three cases end there
    assert "Only cases that end here" in activity_filters(triage)
    assert "Only cases that end here" not in activity_filters(
        disclosed_graph(small_graph(), 5).activity("Triage")
    )


@pytest.mark.parametrize(
    ("ends", "words", "one"),
    [
        (("A", "B"), "Only cases that take this path", Follows("A", "B")),
        ((None, "A"), "Only cases that start here", Endpoints(starts=("A",))),
        (("B", None), "Only cases that end here", Endpoints(ends=("B",))),
    ],
)
def test_a_line_leads_to_the_filter_by_its_path(ends, words, one) -> None:
    assert line_filters(Line(*ends, 9, 9)) == {words: one}
