from __future__ import annotations

import pytest

from mining.ranking.criteria.prior_follow import CRITERION


def test_three_cases_by_hand(three_cases):
    # A: followed by B twice and C once, 2/3 over 2 kinds; preceded by the start only, 1.
    # B: its own repeat left out, followed by C only and preceded by A only: 1 + 1.
    # C: followed by the end only, 1; preceded by B twice and A once, 2/3 over 2 kinds.
    assert CRITERION.assess(three_cases) == pytest.approx([4 / 3, 2, 4 / 3])


def test_the_sentence_counts_the_neighbours(three_cases):
    said = CRITERION.sentence(three_cases, 0)
    assert (
        said
        == "Rare ones aside, it has 1 different previous step and 2 different next steps; its order scores 1.33 of 2."
    )
