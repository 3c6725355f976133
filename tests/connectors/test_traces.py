"""Traces, one by one."""

from __future__ import annotations

import io

from connectors import traces
from connectors.bytestream import ByteStream, Packed
from connectors.traces import Declared, Piece, read_traces


def _pieces(text: str) -> tuple[list[Piece], Declared]:
    declared = Declared()
    stream = ByteStream(io.BytesIO(text.encode()), "log.xes", Packed("log.xes", 0), ())
    return list(read_traces(stream, "log.xes", declared)), declared


def test_a_trace_is_a_piece():
    found, _ = _pieces(
        '<log><trace><string key="a" value="1"/><event><int key="b" value="2"/></event></trace></log>'
    )
    assert found == [Piece(1, {"a": "1"}, [{"b": "2"}])]


def test_a_very_long_trace_comes_in_pieces_with_its_attributes(monkeypatch):
    monkeypatch.setattr(traces, "_LONGEST_PIECE", 2)
    events = "".join(f'<event><int key="n" value="{n}"/></event>' for n in range(5))
    found, _ = _pieces(f'<log><trace><string key="a" value="1"/>{events}</trace><trace/></log>')
    assert [(piece.number, piece.attributes, len(piece.events)) for piece in found] == [
        (1, {"a": "1"}, 2),
        (1, {"a": "1"}, 2),
        (1, {"a": "1"}, 1),
        (2, {}, 0),
    ]


def test_declared_keys_are_told_apart_by_scope():
    text = '<log><global scope="{}"><string key="{}" value="?"/></global>'
    _, declared = _pieces(text.format("trace", "ward") + text.format("event", "team")[5:] + "<trace/></log>")
    assert (declared.trace, declared.event) == (["ward"], ["team"])


def test_events_in_no_trace_come_last_under_number_nought():
    found, _ = _pieces('<log><event><int key="b" value="2"/></event><trace><event/></trace></log>')
    assert [(piece.number, len(piece.events)) for piece in found] == [(1, 1), (0, 1)]


def test_comments_and_instructions_inside_a_trace_do_not_matter():
    found, _ = _pieces(
        '<log><?x y?><trace><!-- <event/> --><event><!-- c --><int key="b" value="2"/></event></trace></log>'
    )
    assert found == [Piece(1, {}, [{"b": "2"}])]
