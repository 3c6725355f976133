from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.layout import lay_out
from mining.reporting.palette import contrast
from mining.reporting.svg import process_svg
from tests.discovery.graphs import activity, flow, small_graph

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><image href="http://example.org/a.png"/>',
    "</svg><iframe src=//example.org>",
    "]]> <!-- &amp; &#0; --> <?php ?>",
    "javascript:alert(1)",
    "url(http://example.org/x) expression(1)",
    "nul \x00 escape \x1b[31m bell \x07 \ufffe",
]


def drawn(graph: DirectlyFollowsGraph, overlay: str = "frequency", note: str = "") -> etree._Element:
    return etree.fromstring(process_svg(lay_out(graph), graph, overlay, note))


def texts(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("overlay", ["frequency", "waiting"])
def test_the_picture_has_a_role_a_title_and_a_description(overlay: str) -> None:
    root = drawn(small_graph(), overlay)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "Process map"
    assert root.findtext(f"{SVG}title") == "Process map"
    assert (root.findtext(f"{SVG}desc") or "").startswith("4 activities and 5 flows from 100 cases.")


def test_names_and_counts_are_written() -> None:
    words = texts(drawn(small_graph()))
    assert {"Start", "Report", "Triage", "Close", "Ask", "End", "140 times", "100", "97", "40", "10"} <= set(
        words
    )


def test_waiting_writes_times() -> None:
    words = texts(drawn(small_graph(), "waiting"))
    assert {"after 2.0 days", "always first", "2.0 days", "12 hours", "1.0 hours"} <= set(words)


@pytest.mark.parametrize("overlay", ["frequency", "waiting"])
def test_no_text_is_smaller_than_11_px_at_full_size(overlay: str) -> None:
    root = drawn(small_graph(), overlay, "Much is hidden.")
    assert float(root.get("width", "0")) == float(root.get("viewBox", "").split()[2])
    assert all(float(text.get("font-size", "0")) >= 11 for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("overlay", ["frequency", "waiting"])
def test_ink_in_boxes_can_be_read(overlay: str) -> None:
    groups = [
        group
        for group in drawn(small_graph(), overlay).iter(f"{SVG}g")
        if group.find(f"{SVG}rect") is not None
    ]
    assert len(groups) == 4
    for group in groups:
        fill = group.find(f"{SVG}rect").get("fill")
        assert all(contrast(text.get("fill"), fill) >= 4.5 for text in group.iter(f"{SVG}text"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_written_as_text_and_nothing_is_referred_to(name: str) -> None:
    graph = DirectlyFollowsGraph(
        (activity(name, 5, n_starting=5), activity("B", 5, n_ending=5)), (flow(name, "B", 5),), 5
    )
    source = process_svg(lay_out(graph), graph)
    root = etree.fromstring(source)
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg",
        "g",
        "title",
        "desc",
        "rect",
        "ellipse",
        "path",
        "text",
    }
    assert all(not re.search(r"href|^on|style|src", key) for element in root.iter() for key in element.attrib)
    assert all("http" not in value for element in root.iter() for value in element.attrib.values())


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_name_gives_well_formed_xml(name: str) -> None:
    graph = DirectlyFollowsGraph((activity(name, 5, n_starting=5, n_ending=5),), (), 5)
    etree.fromstring(process_svg(lay_out(graph), graph))


def test_a_note_stands_in_the_legend() -> None:
    assert "Much is hidden." in texts(drawn(small_graph(), note="Much is hidden."))


def test_what_the_graph_no_longer_has_is_left_out() -> None:
    graph = small_graph()
    fewer = graph.simplified(activities=0.75, paths=1.0)
    words = texts(etree.fromstring(process_svg(lay_out(graph), fewer)))
    assert "Ask" not in words
    assert "Triage" in words


def test_an_empty_graph_gives_an_empty_picture() -> None:
    root = drawn(DirectlyFollowsGraph((), (), 0))
    assert (root.findtext(f"{SVG}desc") or "").startswith("An empty process map")
    assert list(root.iter(f"{SVG}path")) == []


def test_the_same_map_gives_the_same_bytes() -> None:
    assert process_svg(lay_out(small_graph()), small_graph()) == process_svg(
        lay_out(small_graph()), small_graph()
    )
