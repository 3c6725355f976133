"""Whole traces out of XML text, all tags at once.

In well-formed XML without comments, sections and instructions, every ``<`` begins a tag. So the text is
split there, each tag is a row, and the rows are worked on as columns. Tags that differ in nothing but their
value are read once, by a real XML parser. Whatever is written in another way than usual is left to the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from connectors.xml.attributes import Attributes, Numbers, Traces
from connectors.xml.wellformed import elements_in, local_name

__all__ = ["traces_in"]

_VALUE = '" value="'
_MOST_KINDS = 5_000
"""Most different tags, values left aside, that are read one by one."""

_CHANGED = "&\t\n\r"
"""Characters for which a parser gives others when they stand in a value."""

_OTHER, _TRACE, _EVENT = range(3)
_KINDS = {"trace": _TRACE, "event": _EVENT}
T = TypeVar("T")
Flags = npt.NDArray[np.bool_]


def traces_in(text: bytes, first: int) -> Traces | None:
    """Return the traces of a piece of an XES file, or None where it is written in an unusual way.

    Parameters
    ----------
    text
        Well-formed UTF-8, cut between two traces.
    first
        Number of its first trace.
    """
    try:
        tags = _tags(text)
    except (pa.ArrowInvalid, etree.XMLSyntaxError):
        # Malformed after all: the parser that goes before falls behind where a tag does not end for long.
        return None
    return None if tags is None else _traces(tags, first)


@dataclass(frozen=True)
class _Tags:
    """All tags of a text, one a row.

    Attributes
    ----------
    kind
        `_TRACE`, `_EVENT` or `_OTHER`.
    step
        1 for a tag that opens an element, -1 for one that closes it, 0 for one that does both.
    keys, key
        The different keys, and which of them each tag has; -1 without key or value.
    values, value
        The values, and which of them each tag has.
    """

    kind: Numbers
    step: Numbers
    keys: tuple[str, ...]
    key: Numbers
    values: pa.StringArray
    value: Numbers


@dataclass(frozen=True)
class _Form:
    """What a tag is, up to its value."""

    kind: int
    step: int
    key: str | None = None
    has_value: bool = False


@dataclass(frozen=True)
class _Read(Generic[T]):
    """What was read from many texts: each different one once, and which of them each text is."""

    different: list[T]
    which: Numbers

    def numbers(self, of: Callable[[T], int]) -> Numbers:
        """Return a number for each text."""
        return np.array([of(found) for found in self.different], np.int64)[self.which]


def _tags(text: bytes) -> _Tags | None:
    pieces = pc.split_pattern(pa.array([text], pa.string()), "<").values[1:]
    halves = pc.split_pattern(pieces, _VALUE, max_splits=1)
    begins, has_value = halves.offsets.to_numpy()[:-1], halves.value_lengths().to_numpy() == 2
    heads = _read_each(halves.values.take(pa.array(begins)), _form)
    if heads is None or (heads.numbers(lambda form: form.has_value) != has_value).any():
        return None
    tails = pc.split_pattern(halves.values.take(pa.array(begins[has_value] + 1)), '"', max_splits=1)
    return _with_values(heads, has_value, tails)


def _with_values(heads: _Read[_Form], has_value: Flags, tails: pa.ListArray) -> _Tags | None:
    """Join tags up to their value with their values, and with what follows each."""
    rests = _read_each(tails.values.take(pc.subtract(tails.offsets[1:], 1)), _step)
    if rests is None or (tails.value_lengths().to_numpy() != 2).any():
        return None
    step = heads.numbers(lambda form: form.step)
    step[has_value] = rests.numbers(int)
    keys = {form.key: None for form in heads.different if form.key is not None}
    place = {None: -1} | {key: place for place, key in enumerate(keys)}
    return _Tags(
        kind=heads.numbers(lambda form: form.kind),
        step=step,
        keys=tuple(keys),
        key=heads.numbers(lambda form: place[form.key]),
        values=_decoded(tails.values.take(tails.offsets[:-1])),
        value=np.cumsum(has_value) - 1,
    )


def _read_each(texts: pa.StringArray, read: Callable[[str], T | None]) -> _Read[T] | None:
    """Read every text; None where one is unusual, or where they are of too many kinds."""
    coded = texts.dictionary_encode()
    if len(coded.dictionary) > _MOST_KINDS:
        return None
    found = [read(text) for text in coded.dictionary.to_pylist()]
    usual = [form for form in found if form is not None]
    return _Read(usual, coded.indices.to_numpy()) if len(usual) == len(found) else None


def _form(head: str) -> _Form | None:
    """Read a tag up to its value, or a whole one that has none; None if unusual."""
    if head.startswith("/"):
        name = head[1:].partition(">")[0].rstrip()
        return None if ":" in name else _Form(_KINDS.get(name, _OTHER), -1)
    whole = _first_tag(f"<{head}")
    found = whole or _first_tag(f'<{head}{_VALUE}">')
    if found is None or found[0] == "global":
        return None
    name, attributes, step = found
    kind, has_value, key = _KINDS.get(name, _OTHER), "value" in attributes, attributes.get("key")
    if whole:
        return None if has_value and key is not None else _Form(kind, step)
    return _Form(kind, step, key, has_value) if has_value else None


def _step(rest: str) -> int | None:
    """Whether a tag that goes on like this after its value is closed at once (0) or not (1); None if unusual."""
    found = _first_tag(f'<a value=""{rest}')
    return found[2] if found and found[1].keys() == {"value"} else None


def _first_tag(markup: str) -> tuple[str, dict[str, str], int] | None:
    """Name, attributes and step of the tag that a text begins with; None if it is not whole, or has a prefix."""
    try:
        found = elements_in(f"{markup} ".encode(), ("start", "end"))
    except etree.XMLSyntaxError:
        return None
    if not found or found[0].prefix or ":" in (name := local_name(found[0])):
        return None
    return name, {str(key): str(value) for key, value in found[0].items()}, 2 - len(found)


def _decoded(values: pa.StringArray) -> pa.StringArray:
    """Values as a parser gives them: references resolved, line breaks and tabs blank."""
    is_changed = reduce(pc.or_, [pc.match_substring(values, mark) for mark in _CHANGED])
    if not pc.any(is_changed).as_py():
        return values
    found = values.filter(is_changed).dictionary_encode()
    written = "".join(f'<a v="{text}"/>' for text in found.dictionary.to_pylist())
    said = pa.array([element.get("v") for element in etree.fromstring(f"<a>{written}</a>")], pa.string())
    return pc.replace_with_mask(values, is_changed, said.take(found.indices))


def _traces(tags: _Tags, first: int) -> Traces | None:
    """Put the tags together; None where traces or events stand in unusual places, or the last trace has no end."""
    is_trace, is_event, opens = tags.kind == _TRACE, tags.kind == _EVENT, tags.step >= 0
    after = np.cumsum(tags.step)
    depth = after - (tags.step == 1)
    in_trace = np.cumsum(tags.step * is_trace) == 1
    in_event = np.cumsum(tags.step * is_event) == 1
    trace, event = np.cumsum(is_trace & opens) - 1, np.cumsum(is_event & opens) - 1
    misplaced = opens & ((is_trace & (depth != 0)) | (is_event & ((depth != 1) | ~in_trace)))
    if misplaced.any() or after[-1:].max(initial=0) > 0:
        return None
    lengths = np.bincount(trace[is_event & opens], minlength=trace.max(initial=-1) + 1)
    return Traces(
        numbers=np.arange(first, first + len(lengths)),
        lengths=lengths,
        attributes=_attributes(tags, trace, (depth == 1) & in_trace & ~is_event),
        events=_attributes(tags, event, (depth == 2) & in_event),
    )


def _attributes(tags: _Tags, owner: Numbers, is_direct: Flags) -> Attributes:
    found = np.flatnonzero(is_direct & (tags.key >= 0))
    met = pa.array(tags.key[found]).dictionary_encode()  # in the order in which they are met
    return Attributes(
        n_owners=int(owner.max(initial=-1)) + 1,
        owner=owner[found],
        keys=tuple(tags.keys[key] for key in met.dictionary.to_pylist()),
        key=met.indices.to_numpy(),
        values=tags.values.take(pa.array(tags.value[found])),
    )
