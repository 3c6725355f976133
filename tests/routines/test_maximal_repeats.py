"""Maximal repeats, held against their definition tried out on every stretch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.routines.maximal_repeats import maximal_repeats, without_overlaps

Weighted = list[tuple[str, int]]
SEQUENCES = st.lists(
    st.tuples(st.text("ABC", min_size=1, max_size=9), st.integers(1, 4)), min_size=1, max_size=6
)


def found(sequences: Weighted, least_weight: int = 2, least_length: int = 2) -> dict[str, list[int]]:
    """Places in the joined sequences by stretch."""
    text = "".join(one for one, _ in sequences)
    arrays = [
        np.array([ord(symbol) - ord("A") for symbol in text], dtype=np.int64),
        np.repeat(np.arange(len(sequences)), [len(one) for one, _ in sequences]),
        np.repeat([weight for _, weight in sequences], [len(one) for one, _ in sequences]),
    ]
    repeats = maximal_repeats(*arrays, least_weight=least_weight, least_length=least_length)
    by_stretch = {text[one.places[0] : one.places[0] + one.length]: one.places.tolist() for one in repeats}
    assert len(by_stretch) == len(repeats), "a stretch was found twice"
    return by_stretch


def by_definition(sequences: Weighted, least_weight: int, least_length: int) -> dict[str, list[int]]:
    """Stretches that no symbol on the left or right lengthens at each of their places."""
    places: dict[str, list[tuple[int, str | None, str | None, int]]] = {}
    offset = 0
    for one, weight in sequences:
        for i in range(len(one)):
            for j in range(i + least_length, len(one) + 1):
                left, right = one[i - 1] if i else None, one[j] if j < len(one) else None
                places.setdefault(one[i:j], []).append((offset + i, left, right, weight))
        offset += len(one)

    def lengthened(ends: list[str | None]) -> bool:
        return None not in ends and len(set(ends)) == 1

    return {
        stretch: [place for place, *_ in seen]
        for stretch, seen in places.items()
        if sum(weight for *_, weight in seen) >= least_weight
        and not lengthened([left for _, left, _, _ in seen])
        and not lengthened([right for _, _, right, _ in seen])
    }


@given(SEQUENCES, st.integers(2, 6), st.integers(1, 4))
def test_they_are_what_the_definition_says(sequences, least_weight, least_length):
    assert found(sequences, least_weight, least_length) == by_definition(
        sequences, least_weight, least_length
    )


def test_by_hand():
    # ABC recurs in the first two, with different ends; BC once more without its A.
    assert found([("ABCD", 1), ("ABCE", 1), ("XBC", 1)]) == {"ABC": [0, 4], "BC": [1, 5, 9]}
    # One sequence of two cases repeats itself as a whole.
    assert found([("ABC", 2), ("D", 5)]) == {"ABC": [0]}
    assert found([("ABC", 1)]) == {}


def test_nothing_repeats_in_nothing():
    nothing = np.zeros(0, dtype=np.int64)
    assert maximal_repeats(nothing, nothing, nothing, least_weight=1) == []


@given(SEQUENCES)
def test_the_order_of_the_sequences_does_not_matter(sequences):
    def counts(some: Weighted) -> dict[str, int]:
        return {stretch: len(places) for stretch, places in found(some).items()}

    assert counts(sequences) == counts(sequences[::-1])


@pytest.mark.parametrize(
    ("places", "length", "kept"), [([0, 1, 2, 3], 2, [0, 2]), ([0, 5], 5, [0, 5]), ([], 3, [])]
)
def test_overlapping_places_count_once(places, length, kept):
    assert without_overlaps(np.array(places, dtype=np.int64), length).tolist() == kept
