"""Traces out of text, all tags at once; and what is too unusual for that."""

from __future__ import annotations

import pytest

from connectors.xml import tags
from connectors.xml.tags import traces_in

USUAL = '<string key="k" value="v"/>'


def _events(*attributes: str) -> list[dict[str, str]]:
    """Return the attributes of one event that is written with the given ones."""
    text = f"\n<trace><event>{''.join(attributes)}</event></trace>"
    found = traces_in(text.encode(), 1)
    assert found is not None
    return [{key: value[0] for key in found.events.keys if (value := found.events.column(key).to_pylist())}]


def test_traces_have_numbers_lengths_and_attributes():
    text = f'<trace><int key="n" value="1"/><event>{USUAL}</event><event/></trace> <trace/> <trace><event></event></trace>'
    found = traces_in(text.encode(), 7)
    assert found.numbers.tolist() == [7, 8, 9]
    assert found.lengths.tolist() == [2, 0, 1]
    assert found.attributes.column("n").to_pylist() == ["1", "", ""]
    assert found.events.column("k").to_pylist() == ["v", "", ""]


def test_an_event_is_no_attribute_of_its_trace():
    found = traces_in(b'<trace><event key="k" value="v"/></trace>', 1)
    assert (found.events.n_owners, found.attributes.keys, found.events.keys) == (1, (), ())


def test_what_comes_after_the_last_trace_has_none():
    found = traces_in(b'\n<string key="k" value="v"><int key="n" value="1"/></string></log>\n', 7)
    assert (len(found.numbers), found.events.n_owners, found.attributes.keys) == (0, 0, ())


def test_keys_stand_in_the_order_in_which_events_have_them():
    nested = '<string key="z" value="1"><string key="b" value="2"/></string>'
    more = '<string key="c" value="3"/><string key="b" value="4"/><string key="c" value="5"/>'
    text = f'<trace><string key="b" value="0"/><event>{nested}{more}</event></trace>'
    found = traces_in(text.encode(), 1)
    assert found.events.keys == ("z", "c", "b")
    assert found.events.column("c").to_pylist() == ["5"]
    assert found.events.column("b").to_pylist() == ["4"]
    assert found.attributes.column("b").to_pylist() == ["0"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-01-01T00:00:00.000+01:00", "2025-01-01T00:00:00.000+01:00"),
        ("00123", "00123"),
        ("1.50E3", "1.50E3"),
        ("  a  b ", "  a  b "),
        ("a > b's / £", "a > b's / £"),
        ("&lt;b&gt; &amp;amp; &quot;&#163;&#xA3;&apos;", "<b> &amp; \"££'"),
        ("a\tb\nc\rd\r\ne", "a b c d e"),
        *((f"a{blank}b", "a b") for blank in "\t\n\r"),
        ("a&#10;b", "a\nb"),
        ("", ""),
    ],
)
def test_values_are_those_a_parser_gives(written, read):
    assert _events(f'<string key="k" value="{written}"/>', USUAL.replace('"k"', '"l"')) == [
        {"k": read, "l": "v"}
    ]


@pytest.mark.parametrize(
    "attribute",
    [
        '<string key="k" value="v" />',
        '<string key="k" value="v"></string>',
        '<string key="k" value="v">text > "</string>',
        '<string key="&#107;" value="v"/>',
        '<string key="k" type="x" value="v"/>',
        '<string xmlns="http://www.xes-standard.org/" key="k" value="v"/>',
    ],
)
def test_some_freedom_is_usual(attribute):
    assert _events(attribute) == [{"k": "v"}]


@pytest.mark.parametrize(
    "attribute", ['<list key="k"/>', "<container/>", '<string value=""/>', '<a b="1" value="v"/>']
)
def test_without_key_or_value_there_is_no_attribute(attribute):
    assert _events(attribute) == [{}]


@pytest.mark.parametrize(
    "attribute",
    [
        "<string key='k' value='v'/>",
        '<string value="v" key="k"/>',
        '<string key="k"  value="v"/>',
        '<string key="k" value="v" type="x"/>',
        '<string type="x" value="v" key="k"/>',
        "<a b='\" value=\"'/>",
        '<a>" value="</a>',
        '<x:string xmlns:x="urn:x" key="k" value="v"/>',
        '<x:string key="k" value="v"/>',
        "</x:string>",
        "<!-- <event/> -->",
        "<?x <event/> ?>",
        "<![CDATA[<event/>]]>",
        "<event/>",
        '<event key="k" value="v"/>',
        "<trace/>",
        '<global scope="event"/>',
        '<x:event xmlns:x="urn:x"></x:event>',
        "</event></trace><event>",
    ],
)
def test_what_is_unusual_is_left_to_the_caller(attribute):
    assert traces_in(f"<trace><event>{attribute}</event></trace>".encode(), 1) is None


def test_a_trace_that_is_not_whole_is_left_to_the_caller():
    assert traces_in(b"<trace><event>", 1) is None


@pytest.mark.parametrize("text", [b"<trace a='\xff'/>", b'<trace><event><a key="k" value="&b;"/></event></trace>',
                                  b'<trace><event><a key="k" value="/></event></trace>'])  # fmt: skip
def test_what_turns_out_malformed_is_left_to_the_caller(text):
    assert traces_in(text, 1) is None


def test_too_many_kinds_of_tags_are_left_to_the_caller(monkeypatch):
    monkeypatch.setattr(tags, "_MOST_KINDS", 9)
    text = "<trace><event>" + "".join(f'<int key="{n}" value="{n}"/>' for n in range(9)) + "</event></trace>"
    assert traces_in(text.encode(), 1) is None
