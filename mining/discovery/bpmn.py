"""BPMN 2.0 with a picture: a process tree as XML that bpmn.io, Camunda and Signavio open.

The picture (diagram interchange) is laid out by graphlay from left to right, so no Graphviz is needed.
Activity names may hold anything: lxml escapes them, and characters that XML cannot hold are left out.

References
----------
Object Management Group (2011), Business Process Model and Notation 2.0, formal/2011-01-03.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import copysign

import graphlay
from lxml import etree

from mining.discovery.process_tree import Operator, ProcessTree

__all__ = ["bpmn_xml"]

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_NAMESPACES = {"bpmn": _MODEL, "bpmndi": _DI, "dc": _DC, "di": _DD}

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARGIN = 20.0
_OPTIONS = {"direction": "leftright", "routing": {"style": "orthogonal"}}


class _Kind(StrEnum):
    """Kinds of flow node, by their names in the standard."""

    START = "startEvent"
    END = "endEvent"
    TASK = "task"
    EXCLUSIVE = "exclusiveGateway"
    PARALLEL = "parallelGateway"


_SIZES = {
    _Kind.START: (36.0, 36.0),
    _Kind.END: (36.0, 36.0),
    _Kind.TASK: (100.0, 80.0),
    _Kind.EXCLUSIVE: (50.0, 50.0),
    _Kind.PARALLEL: (50.0, 50.0),
}
_GATEWAYS = {_Kind.EXCLUSIVE, _Kind.PARALLEL}


@dataclass(frozen=True)
class _Block:
    """A part of the diagram with one way in and one way out, as indices of nodes."""

    entry: int
    exit: int


@dataclass
class _Diagram:
    """Flow nodes and the sequence flows between them, as pairs of indices of nodes."""

    nodes: list[tuple[_Kind, str]] = field(default_factory=list)
    flows: list[tuple[int, int]] = field(default_factory=list)

    def node(self, kind: _Kind, name: str = "") -> int:
        self.nodes.append((kind, name))
        return len(self.nodes) - 1

    def flow(self, source: int, target: int) -> None:
        if (source, target) not in self.flows:
            self.flows.append((source, target))

    def through(self, source: int, block: _Block | None, target: int) -> None:
        """Lead from one node to another through a block; where there is none, straight on."""
        if block is None:
            self.flow(source, target)
        else:
            self.flow(source, block.entry)
            self.flow(block.exit, target)


def bpmn_xml(tree: ProcessTree) -> str:
    """Return a process tree as a BPMN 2.0 document with diagram interchange.

    The same tree gives the same document. Sizes are in pixels: tasks 100 by 80, gateways 50 by 50,
    events 36 by 36, as bpmn.io draws them.
    """
    diagram = _Diagram()
    start = diagram.node(_Kind.START, "Start")
    block = _block(tree, diagram)
    end = diagram.node(_Kind.END, "End")
    diagram.through(start, block, end)
    return _document(diagram)


def _block(tree: ProcessTree, diagram: _Diagram) -> _Block | None:
    """Add a subtree to the diagram; None for a silent one, which needs no node."""
    if tree.operator is None:
        if tree.activity is None:
            return None
        task = diagram.node(_Kind.TASK, tree.activity)
        return _Block(task, task)
    if tree.operator is Operator.SEQUENCE:
        return _sequence([_block(child, diagram) for child in tree.children], diagram)
    kind = _Kind.PARALLEL if tree.operator is Operator.PARALLEL else _Kind.EXCLUSIVE
    first = diagram.node(kind)
    parts = [_block(child, diagram) for child in tree.children]
    last = diagram.node(kind)
    if tree.operator is Operator.LOOP:
        diagram.through(first, parts[0], last)
        for redo in parts[1:]:
            diagram.through(last, redo, first)
    else:
        for part in parts:
            diagram.through(first, part, last)
    return _Block(first, last)


def _sequence(parts: list[_Block | None], diagram: _Diagram) -> _Block | None:
    blocks = [part for part in parts if part is not None]
    for earlier, later in pairwise(blocks):
        diagram.flow(earlier.exit, later.entry)
    return _Block(blocks[0].entry, blocks[-1].exit) if blocks else None


def _document(diagram: _Diagram) -> str:
    root = etree.Element(f"{{{_MODEL}}}definitions", nsmap=_NAMESPACES)
    root.set("id", "definitions")
    root.set("targetNamespace", "urn:throughline:process-model")
    root.set("exporter", "Throughline")
    process = _child(root, _MODEL, "process", id="process", isExecutable="false")
    for index, (kind, name) in enumerate(diagram.nodes):
        _flow_node(process, diagram, index, kind, name)
    for index, (source, target) in enumerate(diagram.flows):
        _child(
            process, _MODEL, "sequenceFlow", id=f"flow_{index}", sourceRef=_id(source), targetRef=_id(target)
        )
    picture = _child(root, _DI, "BPMNDiagram", id="diagram")
    _draw(_child(picture, _DI, "BPMNPlane", id="plane", bpmnElement="process"), diagram)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True).decode()


def _child(parent: etree._Element, namespace: str, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)


def _id(index: int) -> str:
    return f"node_{index}"


def _flow_node(parent: etree._Element, diagram: _Diagram, index: int, kind: _Kind, name: str) -> None:
    element = _child(parent, _MODEL, kind.value, id=_id(index))
    ins = [number for number, (_, target) in enumerate(diagram.flows) if target == index]
    outs = [number for number, (source, _) in enumerate(diagram.flows) if source == index]
    if kind in _GATEWAYS:
        element.set("gatewayDirection", _direction(len(ins), len(outs)))
    else:
        element.set("name", _readable(name))
    for number in ins:
        _child(element, _MODEL, "incoming").text = f"flow_{number}"
    for number in outs:
        _child(element, _MODEL, "outgoing").text = f"flow_{number}"


def _direction(n_in: int, n_out: int) -> str:
    if n_in > 1:
        return "Mixed" if n_out > 1 else "Converging"
    return "Diverging" if n_out > 1 else "Unspecified"


def _readable(name: str) -> str:
    """Return a name without the characters that XML cannot hold."""
    return _NOT_XML.sub("", name).strip() or "Unreadable name"


def _draw(plane: etree._Element, diagram: _Diagram) -> None:
    layout = graphlay.layout(_request(diagram), preset="process_map", options=_OPTIONS)
    corner = layout.bounds["min"]
    left, top = corner["x"] - _MARGIN, corner["y"] - _MARGIN
    for index, ((kind, _), placed) in enumerate(zip(diagram.nodes, layout.nodes, strict=True)):
        width, height = _SIZES[kind]
        shape = _child(plane, _DI, "BPMNShape", id=f"shape_{index}", bpmnElement=_id(index))
        if kind is _Kind.EXCLUSIVE:
            shape.set("isMarkerVisible", "true")
        x, y = placed["center"]["x"] - width / 2 - left, placed["center"]["y"] - height / 2 - top
        _child(shape, _DC, "Bounds", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:g}", height=f"{height:g}")
    for index, (ends, drawn) in enumerate(zip(diagram.flows, layout.edges, strict=True)):
        edge = _child(plane, _DI, "BPMNEdge", id=f"edge_{index}", bpmnElement=f"flow_{index}")
        corners = [(point["x"], point["y"]) for point in drawn["points"]]
        for node, place in zip(ends, (0, -1), strict=True):
            if diagram.nodes[node][0] in _GATEWAYS:
                corners[place] = _on_diamond(corners[place], layout.nodes[node]["center"])
        for x, y in corners:
            _child(edge, _DD, "waypoint", x=f"{x - left:.1f}", y=f"{y - top:.1f}")


def _on_diamond(end: tuple[float, float], centre: dict[str, float]) -> tuple[float, float]:
    """Return where a line that ends on a gateway's circle meets its diamond, going straight on."""
    x, y = end[0] - centre["x"], end[1] - centre["y"]
    reach = _SIZES[_Kind.EXCLUSIVE][0] / 2
    if abs(x) >= abs(y):
        x = copysign(reach - abs(y), x)
    else:
        y = copysign(reach - abs(x), y)
    return centre["x"] + x, centre["y"] + y


def _request(diagram: _Diagram) -> dict[str, list[dict[str, object]]]:
    """Return the diagram as graphlay's request spells it; lines meet a round shape near its corners."""
    return {
        "nodes": [_node(kind) for kind, _ in diagram.nodes],
        "edges": [{"source": source, "target": target} for source, target in diagram.flows],
    }


def _node(kind: _Kind) -> dict[str, object]:
    width, height = _SIZES[kind]
    shape = "box" if kind is _Kind.TASK else "ellipse"
    return {"size": {"width": width, "height": height}, "shape": shape}
