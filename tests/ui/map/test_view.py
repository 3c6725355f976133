from __future__ import annotations

import json
import re

from mining.discovery.flows import DirectlyFollowsGraph
from mining.discovery.layout import lay_out
from mining.ranking.verdicts import Verdict
from tests.discovery.graphs import activity, small_graph
from ui.map.view import MapView, map_view


def view_of(overlay: str = "frequency", **more: object) -> MapView:
    return map_view(small_graph(), lay_out(small_graph()), overlay, **more)


def test_the_view_is_plain_json_of_boxes_in_reading_order_and_lines() -> None:
    view = json.loads(json.dumps(view_of()))
    assert [node["name"] for node in view["nodes"]][:3] == ["Start", "Report", "Triage"]
    assert [node["y"] for node in view["nodes"]] == sorted(node["y"] for node in view["nodes"])
    assert len(view["nodes"]) == 6
    assert len(view["edges"]) == 7
    ids = [part["id"] for part in view["nodes"] + view["edges"]]
    assert len(set(ids)) == len(ids)


def test_lines_name_the_boxes_they_join() -> None:
    view = view_of()
    boxes = {node["id"] for node in view["nodes"]}
    assert all({edge["source"], edge["target"]} <= boxes for edge in view["edges"])


def test_paths_and_arrows_hold_numbers_only() -> None:
    for edge in view_of()["edges"]:
        assert re.fullmatch(r"[MLQZ\d.,\s-]+", edge["path"] + edge["arrow"])


def test_colours_are_named_by_class_only() -> None:
    for overlay in ("frequency", "waiting", "automation"):
        view = view_of(overlay, automation={"Ask": Verdict.REDESIGN})
        tones = {part["tone"] for part in (*view["nodes"], *view["edges"])}
        assert all(re.fullmatch(r"level-[0-6]|verdict-[a-z]+|terminal", tone) for tone in tones)
        assert "#" not in json.dumps(view)


def test_frequency_says_how_often() -> None:
    triage = next(node for node in view_of()["nodes"] if node["name"] == "Triage")
    assert triage["figure"] == "140 times"
    assert triage["tone"] == "level-6"
    assert triage["about"] == (
        "Happened 140 times in 100 cases, 100% of all. Median time since the step before: 1.0 hours. "
        "Most often followed by Close, 97 times."
    )


def test_waiting_says_how_long() -> None:
    view = view_of("waiting")
    assert next(node for node in view["nodes"] if node["name"] == "Close")["figure"] == "after 2.0 days"
    line = next(edge for edge in view["edges"] if edge["targetName"] == "Close")
    assert line["figure"] == "2.0 days"
    assert line["about"] == (
        "Triage to Close. Taken 97 times in 97 cases. Median time 2.0 days; one in ten took longer than 6.0 days."
    )


def test_automation_shows_the_verdict_in_words_as_well_as_in_colour() -> None:
    view = view_of("automation", automation={"Ask": Verdict.REDESIGN, "Close": Verdict.KEEP_WITH_PEOPLE})
    shown = {node["name"]: (node["figure"], node["tone"]) for node in view["nodes"]}
    assert shown["Ask"] == ("Redesign", "verdict-redesign")
    assert shown["Close"] == ("Keep with people", "verdict-keep")
    assert shown["Report"] == ("not assessed", "verdict-other")
    assert view["legend"]["swatches"] == [
        ["verdict-redesign", "Redesign"],
        ["verdict-keep", "Keep with people"],
    ]


def test_every_verdict_has_a_look() -> None:
    for verdict in Verdict:
        view = view_of("automation", automation={"Ask": verdict})
        assert view["legend"]["swatches"][0][1] == verdict.capitalize()


def test_the_start_and_the_end_say_how_many_cases() -> None:
    about = {node["kind"]: node["about"] for node in view_of()["nodes"]}
    assert about["start"] == "Where 100 cases begin."
    assert about["end"] == "Where 100 cases end."
    lines = {edge["about"] for edge in view_of()["edges"]}
    assert {"Start to Report. 100 cases began here.", "Close to End. 97 cases ended here."} <= lines


def test_a_note_stands_in_the_legend() -> None:
    assert view_of(note="Much is hidden.")["legend"]["note"].endswith("Much is hidden.")


def test_names_are_said_without_control_characters() -> None:
    graph = DirectlyFollowsGraph((activity("Pay\x1b[31m\u202e", 5, n_starting=5, n_ending=5),), (), 5)
    view = map_view(graph, lay_out(graph), "frequency")
    assert "\x1b" not in "".join(node["lines"][0] + node["about"] + node["title"] for node in view["nodes"])
    assert "\x1b" not in "".join(edge["about"] for edge in view["edges"])


def test_the_description_counts_in_words() -> None:
    assert (
        view_of()["description"]
        == "Process map of 100 cases: 4 activities and 5 flows, coloured by frequency."
    )
    one = DirectlyFollowsGraph((activity("A", 1, n_starting=1, n_ending=1),), (), 1)
    assert map_view(one, lay_out(one), "waiting")["description"] == (
        "Process map of 1 case: 1 activity and 0 flows, coloured by waiting time."
    )


def test_an_empty_graph_has_an_empty_view() -> None:
    empty = DirectlyFollowsGraph((), (), 0)
    view = map_view(empty, lay_out(empty), "frequency")
    assert (view["nodes"], view["edges"]) == ([], [])
    assert view["description"] == "Process map. There is nothing to draw."


def test_lines_with_confusable_ends_have_different_ids() -> None:
    from tests.discovery.graphs import flow

    names = ["a", "b>activity:c", "a>activity:b", "c"]
    graph = DirectlyFollowsGraph(
        tuple(activity(name, 5) for name in names),
        (flow("a", "b>activity:c", 5), flow("a>activity:b", "c", 5)),
        5,
    )
    ids = [edge["id"] for edge in map_view(graph, lay_out(graph), "frequency")["edges"]]
    assert len(set(ids)) == 2
