"""Attributes as columns."""

from __future__ import annotations

from connectors.xml.attributes import Attributes


def test_a_column_has_a_value_for_every_owner():
    found = Attributes.of([{"a": "1", "b": "2"}, {}, {"b": "", "c": "00123"}])
    assert found.n_owners == 3
    assert found.keys == ("a", "b", "c")
    assert found.column("a").to_pylist() == ["1", "", ""]
    assert found.column("b").to_pylist() == ["2", "", ""]
    assert found.column("c").to_pylist() == ["", "", "00123"]
    assert found.column("d").to_pylist() == ["", "", ""]


def test_nothing_has_no_columns():
    nothing = Attributes.of([])
    assert nothing.keys == ()
    assert nothing.column("a").to_pylist() == []
