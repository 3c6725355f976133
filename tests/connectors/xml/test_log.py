"""Whole files: the quick way, the slow way and an obvious reading of the whole tree must agree."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from benchmarks.generate_xes import write_xes
from connectors import ReadOptions, xes
from connectors.bytestream import ByteStream, Packed
from connectors.traces import Declared
from connectors.xml import log, wellformed
from connectors.xml.attributes import Traces
from connectors.xml.log import read_log
from mining.errors import NotReadable

Row = tuple[str, ...]
NAME, TIME = "concept:name", "time:timestamp"

KEYS = st.sampled_from([NAME, TIME, "org:resource", "a&amp;b", "k", "m"])
VALUES = st.sampled_from(
    ["", "00123", "2025-01-01T00:00:00.000+01:00", "1.50", "a&amp;b", "&#163;", "a\tb\nc", "é", "a>b", "it's"]
)
BLANKS = st.sampled_from(["", "\n\t\t", " "])
NONE = st.just("")
ODD = st.sampled_from(
    [
        *("", "<!-- <event/> -->", "<!-- </trace> -->", "<![CDATA[<trace>]]>", "<?x y?>", '" value="', "'"),
        *("<string key='k' value='single'/>", '<string value="before" key="k"/>', '<int  key="k"  value="1"/>'),
        *('<list key="l"><values/></list>', '<int key="k" z="1" value="3"/>', '<x:int xmlns:x="urn:x" key="k" value="4"/>'),
    ]
)  # fmt: skip


def _several(of: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(of, max_size=most).map("".join)


def _attribute(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    kind = st.sampled_from(["string", "date", "int", "float", "boolean", "id"])
    forms = st.sampled_from(['<{0} key="{1}" value="{2}">{3}</{0}>{4}', '<{0} key="{1}" value="{2}"/>{4}'])
    return st.builds(str.format, forms, kind, KEYS, VALUES, inner, BLANKS)


def _logs(odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attribute = _attribute(_several(_attribute(_attribute(NONE)), 2))
    event = st.builds("<event>{}{}{}</event>{}".format, BLANKS, _several(attribute, 4), odd, BLANKS)
    content = _several(st.one_of(event, event, st.just("<event/>"), attribute), 6)
    trace = st.builds("<trace>{}{}{}</trace>{}".format, BLANKS, content, odd, BLANKS)
    traces = _several(st.one_of(trace, trace, st.just("<trace/>")), 4)
    return st.builds("<log>{}{}{}{}</log>".format, odd, _several(attribute, 1), traces, odd)


def obvious(text: str) -> tuple[list[str], list[Row]]:
    """Return columns and rows of a log, read by walking the whole tree."""

    def direct(element: etree._Element) -> dict[str, str]:
        pairs = [(child.get("key"), child.get("value")) for child in element]
        return {key: value for key, value in pairs if key is not None and value is not None}

    traces = etree.fromstring(text).findall("trace")
    events = [event for trace in traces for event in trace.findall("event")]
    case_keys = list(dict.fromkeys([NAME, *(key for trace in traces for key in direct(trace))]))
    event_keys = list(dict.fromkeys([NAME, TIME, *(key for event in events for key in direct(event))]))
    rows = []
    for number, trace in enumerate(traces, start=1):
        case = direct(trace)
        case[NAME] = case.get(NAME) or f"trace {number}"
        for event in trace.findall("event"):
            found = direct(event)
            rows.append(
                (*(case.get(key, "") for key in case_keys), *(found.get(key, "") for key in event_keys))
            )
    return [*(f"case:{key}" for key in case_keys), *event_keys], rows


def _ours(text: str) -> tuple[list[str], list[Row]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "log.xes")
        path.write_text(text, encoding="utf-8", newline="")
        raw = xes.read(path, path.name, ReadOptions())
        table = pa.Table.from_batches(raw.batches, schema=raw.schema).select(raw.columns)
    return list(raw.columns), list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _must_agree(text: str) -> None:
    columns, rows = obvious(text)
    if rows:
        assert _ours(text) == (columns, rows)
    else:
        with pytest.raises(NotReadable, match="no events"):
            _ours(text)


@given(text=_logs(NONE), block=st.sampled_from([1, 13, 2**20]))
def test_usual_logs_are_read_as_they_are_the_quick_way(text, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wellformed, "BLOCK", block)
        if "<trace" in text:
            patch.delattr(log, "read_traces")  # the slow way
        _must_agree(text)


@given(text=_logs(NONE))
def test_usual_logs_are_read_as_they_are_the_slow_way(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "traces_in", lambda text, first: None)
        _must_agree(text)


@given(text=_logs(ODD), block=st.sampled_from([7, 2**20]))
def test_unusual_logs_are_read_as_they_are(text, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wellformed, "BLOCK", block)
        _must_agree(text)


def _read(text: str, n_events: int, encoding: str = "utf-8") -> list[Traces]:
    stream = ByteStream(io.BytesIO(text.encode(encoding)), "log.xes", Packed("log.xes", 0), ())
    return list(read_log(stream, "log.xes", Declared(), n_events))


def _trace(*names: str, more: str = "") -> str:
    return (
        "<trace>"
        + "".join(f'<event><int key="n" value="{name}"/></event>' for name in names)
        + f"{more}</trace>"
    )


def _parts(found: list[Traces]) -> list[tuple[list[int], list[str]]]:
    return [(part.numbers.tolist(), part.events.column("n").to_pylist()) for part in found]


@pytest.mark.parametrize("odd", ["", "<!-- c -->"])
def test_traces_come_together_until_they_have_enough_events(odd):
    text = f"<log>{_trace('1', more=odd)}{_trace('2', '3')}{_trace()}{_trace('4')}{_trace('5')}</log>"
    found = [part for part in _parts(_read(text, 2)) if part[0]]
    assert found == [([1, 2], ["1", "2", "3"]), ([3, 4, 5], ["4", "5"])]


def test_numbers_go_on_where_the_slow_way_takes_over():
    text = (
        f"<log>{_trace('1')}{_trace('2')}{_trace('3', more='<!-- </trace> -->')}{_trace('4')}<event/></log>"
    )
    assert _parts(_read(text, 1)) == [([1], ["1"]), ([2], ["2"]), ([3], ["3"]), ([4], ["4"]), ([0], [""])]


@pytest.mark.parametrize("longest", [10, 60, 200])
def test_a_very_long_trace_is_read_the_slow_way(longest, monkeypatch):
    monkeypatch.setattr(log, "_LONGEST", longest)
    monkeypatch.setattr(wellformed, "BLOCK", 10)
    names = [str(n) for n in range(20)]
    found = _parts(_read(f"<log>{_trace('a')}{_trace(*names)}{_trace('z')}</log>", 1))
    assert found == [([1], ["a"]), ([2], names), ([3], ["z"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"])
def test_an_encoding_does_not_matter(encoding):
    said = encoding.replace("utf-8-sig", "utf-8")
    name = "£" if encoding != "us-ascii" else "&#163;"
    text = f'<?xml version="1.0" encoding="{said}"?><log>{_trace(name)}</log>'
    assert [part for part in _parts(_read(text, 1, encoding)) if part[0]] == [([1], ["£"])]


def test_globals_before_the_first_trace_are_declared():
    declared = Declared()
    head = '<!-- a <trace> --><log><global scope="event"><int key="n" value=""/></global>'
    stream = ByteStream(io.BytesIO(f"{head}<trace/></log>".encode()), "log.xes", Packed("log.xes", 0), ())
    assert [part.numbers.tolist() for part in read_log(stream, "log.xes", declared, 1)] == [[1]]
    assert declared.event == ["n"]


def test_the_log_of_the_benchmarks_takes_the_quick_way(tmp_path, monkeypatch):
    monkeypatch.delattr(log, "read_traces")
    path = tmp_path / "log.xes"
    n_events = write_xes(path, 2_000)
    columns, rows = _ours(path.read_text("utf-8"))
    assert (columns, rows) == obvious(path.read_text("utf-8").partition("?>")[2])
    assert len(rows) == n_events


@pytest.mark.public_logs
@pytest.mark.parametrize("name", ["receipt.xes.gz", "bpic2012.xes.gz", "bpic2019_3way_after.xes.gz"])
def test_public_logs_take_the_quick_way(public_logs, name, monkeypatch):
    monkeypatch.delattr(log, "read_traces")
    raw = xes.read(public_logs / name, name, ReadOptions(sample_rows=50_000))
    assert sum(batch.num_rows for batch in raw.batches) > 8_000
