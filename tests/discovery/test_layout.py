from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from mining.discovery.figures import figure_box
from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.layout import MapLayout, lay_out, reroute
from mining.discovery.marks import Bounds, Point, lines_of
from tests.discovery.graphs import activity, flow, small_graph


def chain(n: int, step: int) -> DirectlyFollowsGraph:
    """Return n activities in a row, with a way back of `step` activities from every third one."""
    names = [f"Step {number:03}" for number in range(n)]
    ways = [flow(one, other, 1000 - place) for place, (one, other) in enumerate(pairwise(names))]
    back = [flow(names[place], names[place - step], 10) for place in range(step, n, 3)]
    first = activity(names[0], 1000, n_starting=1000)
    last = activity(names[-1], 1000, n_ending=1000)
    return DirectlyFollowsGraph(
        (first, *(activity(name, 1000) for name in names[1:-1]), last), (*ways, *back), 1000
    )


def overlap(one: Bounds, other: Bounds) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


@pytest.fixture(scope="module", params=[small_graph(), chain(100, 4)], ids=["small", "100 activities"])
def graph(request: pytest.FixtureRequest) -> DirectlyFollowsGraph:
    graph: DirectlyFollowsGraph = request.param
    return graph


def test_every_activity_has_a_box_and_every_line_is_drawn(graph: DirectlyFollowsGraph) -> None:
    layout = lay_out(graph)
    assert {box.name for box in layout.nodes if box.kind == "activity"} == set(graph.names)
    assert {box.kind for box in layout.nodes} == {"activity", "start", "end"}
    assert {edge.ends for edge in layout.edges} == {(line.source, line.target) for line in lines_of(graph)}


def test_boxes_and_figures_do_not_cover_each_other(graph: DirectlyFollowsGraph) -> None:
    layout = lay_out(graph)
    boxes = [box.rectangle for box in layout.nodes]
    figures = [figure_box(edge.figure_at) for edge in layout.edges if edge.figure_at]
    assert len(figures) > 0.9 * len(layout.edges)
    assert not any(overlap(one, other) for one, other in combinations(boxes + figures, 2))


def test_lines_run_from_border_to_border(graph: DirectlyFollowsGraph) -> None:
    layout = lay_out(graph)
    boxes = {(box.name if box.kind == "activity" else None, box.kind): box for box in layout.nodes}
    for edge in layout.edges:
        source = boxes[(edge.source, "activity") if edge.source else (None, "start")].rectangle
        target = boxes[(edge.target, "activity") if edge.target else (None, "end")].rectangle
        assert is_on(edge.points[0], source)
        assert is_on(edge.points[-1], target)


def is_on(place: Point, box: Bounds) -> bool:
    return box.left - 1 <= place.x <= box.right + 1 and box.top - 1 <= place.y <= box.bottom + 1


def test_everything_is_within_the_bounds(graph: DirectlyFollowsGraph) -> None:
    layout = lay_out(graph)
    whole = layout.bounds
    for box in layout.nodes:
        assert whole.left <= box.rectangle.left
        assert box.rectangle.bottom <= whole.bottom
    for place in (corner for edge in layout.edges for corner in edge.points):
        assert whole.left <= place.x <= whole.right
        assert whole.top <= place.y <= whole.bottom


def test_the_process_is_read_from_top_to_bottom() -> None:
    height = {box.name: box.y for box in lay_out(small_graph()).nodes}
    assert height["Start"] < height["Report"] < height["Triage"] < height["Close"] < height["End"]


def test_the_same_graph_in_another_order_is_laid_out_the_same() -> None:
    graph = small_graph()
    turned = DirectlyFollowsGraph(graph.activities[::-1], graph.flows[::-1], graph.n_cases)
    assert lay_out(turned) == lay_out(graph)


def test_a_self_loop_leaves_and_enters_its_own_box() -> None:
    loop = next(edge for edge in lay_out(small_graph()).edges if edge.source == edge.target)
    assert loop.ends == ("Ask", "Ask")
    assert len(loop.points) >= 3
    assert loop.figure_at is not None
    assert loop.figure_at.anchor == "start"


def test_an_empty_graph_has_an_empty_layout() -> None:
    layout = lay_out(DirectlyFollowsGraph((), (), 0))
    assert layout == MapLayout((), (), Bounds(0, 0, 0, 0))


def test_one_activity_without_flows_is_laid_out() -> None:
    graph = DirectlyFollowsGraph((activity("A", 5, n_starting=5, n_ending=5),), (), 5)
    assert [box.name for box in lay_out(graph).nodes] == ["Start", "A", "End"]


def test_rerouting_moves_no_box_and_no_line_that_stays() -> None:
    graph = chain(20, 3)
    fewer = graph.simplified(activities=1.0, paths=0.8)
    before = lay_out(fewer)
    after = reroute(before, graph)
    assert len(after.edges) > len(before.edges)
    assert {box.key: (box.x, box.y) for box in after.nodes} == {
        box.key: (box.x, box.y) for box in before.nodes
    }
    drawn = {edge.ends: edge.points for edge in after.edges}
    assert all(drawn[edge.ends] == edge.points for edge in before.edges)


def test_rerouting_to_fewer_paths_and_back_gives_the_first_map() -> None:
    graph = chain(20, 3)
    first = lay_out(graph)
    fewer = reroute(first, graph.simplified(activities=1.0, paths=0.5))
    assert fewer.bounds == first.bounds
    assert len(fewer.edges) < len(first.edges)
    assert reroute(first, graph) == first


def test_new_lines_run_round_the_boxes() -> None:
    graph = chain(12, 3)
    after = reroute(lay_out(graph.simplified(activities=1.0, paths=0.75)), graph)
    boxes = {box.name: box.rectangle for box in after.nodes}
    for edge in after.edges:
        others = [box for name, box in boxes.items() if name not in (edge.source, edge.target)]
        for one, other in pairwise(edge.points):
            middle = Point((one.x + other.x) / 2, (one.y + other.y) / 2)
            assert not any(
                box.left < middle.x < box.right and box.top < middle.y < box.bottom for box in others
            )


def test_rerouting_leaves_out_what_is_gone() -> None:
    graph = small_graph()
    fewer = graph.simplified(activities=0.75, paths=1.0)
    after = reroute(lay_out(graph), fewer)
    assert {box.name for box in after.nodes if box.kind == "activity"} == set(fewer.names)


def test_rerouting_lays_out_anew_when_an_activity_has_no_place() -> None:
    graph = small_graph()
    before = lay_out(graph.simplified(activities=0.75, paths=1.0))
    assert reroute(before, graph) == lay_out(graph)


def test_rerouting_to_an_empty_graph_keeps_the_bounds() -> None:
    before = lay_out(small_graph())
    after = reroute(before, DirectlyFollowsGraph((), (), 0))
    assert (after.nodes, after.edges, after.bounds) == ((), (), before.bounds)
