from __future__ import annotations

import numpy as np

from mining.ranking.averages import Figure, RankedList


def test_a_resampled_list_has_the_same_length_and_a_positive():
    one = RankedList("A", np.array([1, 0, 0, 0, 0, 0, 0, 0]), {"score": np.arange(8.0)})
    random = np.random.default_rng(0)
    for _ in range(50):
        drawn = one.resampled(random)
        assert len(drawn.labels) == 8
        assert drawn.labels.any()
        # Scores travel with their labels.
        assert (drawn.labels == (drawn.scores["score"] == 0)).all()


def test_a_figure_prints_with_its_interval():
    assert str(Figure(0.6623, (0.611, 0.759), (0.5, 0.8))) == "0.662 [0.61, 0.76]"
