"""BPMN documents: the structure worked out by hand, and read back by pm4py's importer."""

from __future__ import annotations

import pm4py
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pm4py.algo.evaluation.replay_fitness.variants import token_replay
from pm4py.objects.bpmn.importer import importer
from pm4py.objects.bpmn.obj import BPMN
from pm4py.objects.log.obj import Event, EventLog, Trace

from mining.discovery.bpmn import bpmn_xml
from mining.discovery.process_tree import Operator, ProcessTree

SPACE = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "dd": "http://www.omg.org/spec/DD/20100524/DI",
}
TAU = ProcessTree()


def step(name):
    return ProcessTree(activity=name)


def sequence(*children):
    return ProcessTree(Operator.SEQUENCE, children=children)


def choice(*children):
    return ProcessTree(Operator.CHOICE, children=children)


def parallel(*children):
    return ProcessTree(Operator.PARALLEL, children=children)


def loop(*children):
    return ProcessTree(Operator.LOOP, children=children)


# Register, then Pay (or not) beside Check (asked again and again), then Close.
TREE = sequence(
    step("Register"),
    parallel(choice(TAU, step("Pay")), loop(step("Check"), step("Ask"))),
    step("Close"),
)


def parsed(tree):
    return etree.fromstring(bpmn_xml(tree).encode())


def flows(root):
    """Sequence flows as pairs of task names, gateways and events by their kinds."""
    label = {
        node.get("id"): node.get("name") or etree.QName(node).localname
        for node in root.find("bpmn:process", SPACE)
        if node.find("bpmn:incoming", SPACE) is not None or node.find("bpmn:outgoing", SPACE) is not None
    }
    return sorted(
        (label[flow.get("sourceRef")], label[flow.get("targetRef")])
        for flow in root.iterfind(".//bpmn:sequenceFlow", SPACE)
    )


def test_a_sequence_has_no_gateways():
    assert flows(parsed(sequence(step("A"), step("B")))) == [("A", "B"), ("B", "End"), ("Start", "A")]


def test_an_optional_step_can_be_passed_by():
    assert flows(parsed(choice(TAU, step("A")))) == [
        ("A", "exclusiveGateway"),
        ("Start", "exclusiveGateway"),
        ("exclusiveGateway", "A"),
        ("exclusiveGateway", "End"),
        ("exclusiveGateway", "exclusiveGateway"),
    ]


def test_a_loop_leads_back_through_its_redo_part():
    root = parsed(loop(step("A"), step("B")))
    assert flows(root) == [
        ("A", "exclusiveGateway"),
        ("B", "exclusiveGateway"),
        ("Start", "exclusiveGateway"),
        ("exclusiveGateway", "A"),
        ("exclusiveGateway", "B"),
        ("exclusiveGateway", "End"),
    ]
    directions = [node.get("gatewayDirection") for node in root.iterfind(".//bpmn:exclusiveGateway", SPACE)]
    assert directions == ["Converging", "Diverging"]


def test_a_silent_model_leads_from_start_to_end():
    assert flows(parsed(TAU)) == [("Start", "End")]


def trees(depth=3):
    leaves = st.one_of(st.just(TAU), st.text(min_size=1, max_size=8).map(step))
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda operator, children: ProcessTree(operator, children=tuple(children)),
            st.sampled_from(Operator),
            st.lists(inner, min_size=2, max_size=4),
        ),
        max_leaves=12,
    )


@given(trees())
@settings(max_examples=60, deadline=None)
def test_every_node_has_a_shape_and_every_flow_a_line_that_touches_both_ends(tree):
    root = parsed(tree)
    process = root.find("bpmn:process", SPACE)
    nodes = {node.get("id") for node in process if not node.tag.endswith("sequenceFlow")}
    bounds = {
        shape.get("bpmnElement"): {
            side: float(value) for side, value in shape.find("dc:Bounds", SPACE).attrib.items()
        }
        for shape in root.iterfind(".//di:BPMNShape", SPACE)
    }
    lines = {
        edge.get("bpmnElement"): [
            (float(p.get("x")), float(p.get("y"))) for p in edge.iterfind("dd:waypoint", SPACE)
        ]
        for edge in root.iterfind(".//di:BPMNEdge", SPACE)
    }
    assert set(bounds) == nodes
    assert all(
        box["x"] >= 0 and box["y"] >= 0 and box["width"] > 0 and box["height"] > 0 for box in bounds.values()
    )
    assert set(lines) == {flow.get("id") for flow in process.iterfind("bpmn:sequenceFlow", SPACE)}
    for flow in process.iterfind("bpmn:sequenceFlow", SPACE):
        first, *_, last = lines[flow.get("id")]
        assert touches(first, bounds[flow.get("sourceRef")])
        assert touches(last, bounds[flow.get("targetRef")])


def touches(point, box):
    """Whether a point is on or in the box, to the rounding of the file."""
    return (
        box["x"] - 0.11 <= point[0] <= box["x"] + box["width"] + 0.11
        and box["y"] - 0.11 <= point[1] <= box["y"] + box["height"] + 0.11
    )


def test_lines_end_on_the_outline_of_a_gateway():
    root = parsed(parallel(*(step(name) for name in "ABCDEFG")))
    box = root.find(".//di:BPMNShape[@bpmnElement='node_1']/dc:Bounds", SPACE)
    x, y = float(box.get("x")) + 25, float(box.get("y")) + 25
    starts = [
        root.find(f".//di:BPMNEdge[@bpmnElement='{flow.get('id')}']/dd:waypoint", SPACE)
        for flow in root.iterfind(".//bpmn:sequenceFlow[@sourceRef='node_1']", SPACE)
    ]
    assert len(starts) == 7
    for start in starts:
        assert abs(float(start.get("x")) - x) + abs(float(start.get("y")) - y) == pytest.approx(25, abs=0.2)


def test_the_same_tree_gives_the_same_document():
    assert bpmn_xml(TREE) == bpmn_xml(TREE)


def read_back(tree, folder):
    path = folder / "model.bpmn"
    path.write_text(bpmn_xml(tree), encoding="utf-8")
    return importer.apply(str(path))


def test_pm4py_reads_the_document_back_with_its_picture(tmp_path):
    read = read_back(TREE, tmp_path)
    nodes, layout = read.get_nodes(), read.get_layout()
    assert sorted(node.get_name() for node in nodes if isinstance(node, BPMN.Task)) == [
        "Ask", "Check", "Close", "Pay", "Register",
    ]  # fmt: skip
    assert sum(isinstance(node, BPMN.ParallelGateway) for node in nodes) == 2
    assert sum(isinstance(node, BPMN.ExclusiveGateway) for node in nodes) == 4
    assert all((layout.get(node).get_width(), layout.get(node).get_height()) != (0, 0) for node in nodes)
    # Waypoints cannot be compared here: pm4py 2.7.23 forgets those of every file it reads.
    assert len(read.get_flows()) == bpmn_xml(TREE).count("<bpmn:sequenceFlow ")


def log_of(*traces):
    return EventLog(Trace([Event({"concept:name": name}) for name in trace]) for trace in traces)


def test_the_document_read_back_replays_what_the_tree_allows_and_nothing_else(tmp_path):
    net, initial, final = pm4py.convert_to_petri_net(read_back(TREE, tmp_path))
    allowed = log_of(
        ("Register", "Check", "Close"),
        ("Register", "Pay", "Check", "Close"),
        ("Register", "Check", "Ask", "Pay", "Check", "Close"),
        ("Register", "Check", "Ask", "Check", "Ask", "Check", "Pay", "Close"),
    )
    forbidden = log_of(
        ("Register", "Close"),
        ("Register", "Check", "Ask", "Close"),
        ("Register", "Pay", "Pay", "Check", "Close"),
        ("Check", "Close"),
    )
    quiet = {"show_progress_bar": False}
    assert token_replay.apply(allowed, net, initial, final, quiet)["perc_fit_traces"] == 100.0
    assert token_replay.apply(forbidden, net, initial, final, quiet)["perc_fit_traces"] == 0.0


HOSTILE = (
    "<script>alert(1)</script>",
    "a \"quoted\" & 'single' name",
    "line\nbreak\tand tab",
    "]]>",
    "&lt;already&gt;",
    "=1+1",
    "🏛️ décision",
    "long " * 5000 + "end",
    "\u202eright to left",
)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_come_back_as_they_were(name):
    (task,) = parsed(step(name)).iterfind(".//bpmn:task", SPACE)
    assert task.get("name") == name


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\x00", "Unreadable name"),
        ("\ud800x", "x"),
        ("\uffff", "Unreadable name"),
    ],
)
def test_characters_that_xml_cannot_hold_are_left_out(name, readable):
    (task,) = parsed(step(name)).iterfind(".//bpmn:task", SPACE)
    assert task.get("name") == readable
