"""XES: columns, mapping, what is left out and what is refused."""

from __future__ import annotations

import pytest

from connectors import ReadOptions, xes
from connectors.xes import MOST_KEYS, read
from mining.errors import NotReadable
from mining.mapping import Mapping
from mining.quality import Effect

EVENT = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="2025-01-01T00:00:00Z"/>{}</event>'


def _trace(name: str, *events: str, more: str = "") -> str:
    named = f'<string key="concept:name" value="{name}"/>' if name else ""
    return f"<trace>{named}{more}{''.join(events)}</trace>"


def _event(activity: str, more: str = "") -> str:
    return EVENT.format(activity, more)


@pytest.fixture
def log(write):
    """Return a function that reads a log of the given inner XML."""

    def _log(inner: str, **options):
        path = write(
            f'<?xml version="1.0"?><log xmlns="http://www.xes-standard.org/">{inner}</log>', "log.xes"
        )
        return read(path, path.name, ReadOptions(**options))

    return _log


def test_attributes_become_columns_and_the_mapping_knows_them(log, rows):
    person = '<string key="org:resource" value="A"/><string key="lifecycle:transition" value="complete"/>'
    raw = log(
        _trace("c1", _event("Open", person), more='<int key="ward" value="3"/>')
        + _trace("c2", _event("Close"))
    )
    assert raw.columns == (
        *("case:concept:name", "case:ward", "concept:name", "time:timestamp"),
        *("org:resource", "lifecycle:transition"),
    )
    assert rows(raw) == [
        ("c1", "3", "Open", "2025-01-01T00:00:00Z", "A", "complete", 1),
        ("c2", "", "Close", "2025-01-01T00:00:00Z", "", "", 2),
    ]
    assert raw.place == "event"
    assert raw.mapping == Mapping(
        case="case:concept:name",
        activity="concept:name",
        timestamp="time:timestamp",
        lifecycle="lifecycle:transition",
        resource="org:resource",
        case_attributes=("case:ward",),
    )


def test_only_direct_attributes_count(log, rows):
    nested = '<string key="x" value="1"><string key="concept:name" value="wrong"/></string>'
    more = '<list key="l"><string key="y" value="2"/></list><container key="c"/>'
    raw = log(_trace("c1", _event("Open", nested + more)))
    assert raw.columns == ("case:concept:name", "concept:name", "time:timestamp", "x")
    assert rows(raw)[0][:2] == ("c1", "Open")
    assert raw.mapping.event_attributes == ("x",)


def test_trace_attributes_after_the_events_count_too(log, rows):
    late = _event("Open") + '<string key="concept:name" value="c9"/>'
    assert rows(log(f"<trace>{late}</trace>"))[0][0] == "c9"


def test_missing_names_are_empty_text(log, rows):
    raw = log(_trace("c1", "<event/>", _event("Open")))
    assert rows(raw)[0] == ("c1", "", "", 1)


def test_doubtful_traces_are_told(log, rows, issue):
    inner = _trace("c1", _event("A")) + _trace("c2") + _trace("", _event("B")) + _trace("c1", _event("C"))
    raw = log(inner + _event("stray"))
    assert [row[0] for row in rows(raw)] == ["c1", "trace 3", "c1"]
    assert issue(raw, "empty_cases") == (1, (2,))
    assert issue(raw, "case_unnamed") == (1, (2,))
    assert issue(raw, "case_repeated") == (1, (3,))
    assert issue(raw, "event_without_case") == (1, (4,))
    effects = {found.code: found.effect for found in raw.issues}
    assert effects["empty_cases"] is Effect.NOTED
    assert effects["case_unnamed"] is Effect.CHANGED
    assert effects["event_without_case"] is Effect.REFUSED


def test_declared_attributes_are_columns_and_late_ones_are_told(log, rows, issue, monkeypatch):
    monkeypatch.setattr(xes, "_BATCH", 2)
    declared = '<global scope="event"><string key="team" value="?"/></global><global scope="trace"/>'
    late = '<string key="team" value="T"/><string key="late" value="1"/>'
    raw = log(declared + _trace("c1", _event("A"), _event("B")) + _trace("c2", _event("D", late)))
    assert raw.columns == ("case:concept:name", "concept:name", "time:timestamp", "team")
    assert [row[3] for row in rows(raw)] == ["", "", "T"]
    assert issue(raw, "attributes_left_out") == (1, ())


def test_a_namespace_and_an_encoding_do_not_matter(write, rows):
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><x:log xmlns:x="urn:any">' + _trace("c£", _event("A"))
    text = text.replace("<trace", "<x:trace").replace("</trace", "</x:trace").replace("<event", "<x:event")
    path = write(text.replace("</event", "</x:event") + "</x:log>", "log.xes", encoding="latin-1")
    assert rows(read(path, path.name, ReadOptions()))[0][:2] == ("c£", "A")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<log><trace></log>", "not well-formed XML"),
        ("<log><trace/></log><log/>", "not well-formed XML"),
        ("<log/>", "no events"),
        ("<bpmn><event/></bpmn>", "not an XES"),
        ('<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>', "DOCTYPE"),
        ("<!DOCTYPE log SYSTEM 'file:///etc/passwd'><log><trace/></log>", "DOCTYPE"),
    ],
)
def test_what_is_no_sound_log_is_refused(write, text, said):
    path = write(text, "log.xes")
    with pytest.raises(NotReadable, match=said):
        read(path, path.name, ReadOptions())


def test_a_doctype_behind_a_long_comment_is_refused(write):
    doctype = '<!DOCTYPE log [<!ENTITY a "b">]>'
    inner = _trace("c1", _event("&a;"))
    path = write(f"<!--{'x' * 2_000_000}-->{doctype}<log>{inner}</log>", "log.xes")
    with pytest.raises(NotReadable, match=r"DOCTYPE|well-formed"):
        read(path, path.name, ReadOptions())


@pytest.mark.public_logs
@pytest.mark.parametrize(
    ("name", "n_events"), [("receipt.xes.gz", 8_577), ("bpic2020_domestic_declarations.xes.gz", 55_628)]
)
def test_reads_public_logs_whole(public_logs, name, n_events):
    raw = read(public_logs / name, name, ReadOptions())
    assert sum(batch.num_rows for batch in raw.batches) == n_events


@pytest.mark.parametrize("kind", ["traces", "events"])
def test_a_log_of_ever_other_keys_is_refused_before_it_makes_as_many_columns(log, kind):
    keys = "".join(f'<string key="k{number}" value="x"/>' for number in range(MOST_KEYS + 1))
    inner = (
        _trace("c1", _event("Open"), more=keys) if kind == "traces" else _trace("c1", _event("Open", keys))
    )
    with pytest.raises(NotReadable, match=rf"The {kind} of log\.xes have 1,00\d different attributes"):
        log(inner)


def test_many_keys_are_read_as_long_as_they_are_columns_of_a_table(log):
    keys = "".join(f'<string key="k{number}" value="x"/>' for number in range(MOST_KEYS - 10))
    assert len(log(_trace("c1", _event("Open", keys))).columns) > MOST_KEYS - 10
