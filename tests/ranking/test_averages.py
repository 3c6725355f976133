from __future__ import annotations

import numpy as np

from mining.ranking.averages import RANDOM, Averages, Figure, RankedList


def test_a_resampled_list_has_the_same_length_and_a_positive():
    one = RankedList("A", np.array([1, 0, 0, 0, 0, 0, 0, 0]), {"score": np.arange(8.0)})
    random = np.random.default_rng(0)
    for _ in range(50):
        drawn = one.resampled(random)
        assert (drawn.organisation, len(drawn.labels)) == ("A", 8)
        assert drawn.labels.any()
        # Scores travel with their labels.
        assert (drawn.labels == (drawn.scores["score"] == 0)).all()


def test_a_figure_prints_with_its_interval():
    assert str(Figure(0.6623, (0.611, 0.759), (0.5, 0.8))) == "0.662 [0.61, 0.76]"


def of_one(organisation: str, first_score: float) -> RankedList:
    return RankedList(
        organisation, np.array([1, 0]), {"score": np.array([first_score, 0]), "zero": np.zeros(2)}
    )


def test_averages_go_over_the_lists_of_an_organisation_then_over_organisations():
    lists = [of_one("A", 1), of_one("A", 3), of_one("B", 6)]
    draws = [[of_one("A", float(draw)), of_one("B", 2.0 * draw)] for draw in range(201)]
    found = Averages.of(
        lists, draws, lambda labels, scores: float(scores[0]), lambda labels: float(labels.mean())
    )
    assert found.value == {RANDOM: 0.5, "score": 4, "zero": 0}
    assert found.by_organisation["score"] == {"A": 2, "B": 6}
    assert found.by_organisation[RANDOM] == {"A": 0.5, "B": 0.5}
    assert found.resampled["score"].tolist() == [1.5 * draw for draw in range(201)]
    assert set(found.resampled[RANDOM].tolist()) == {0.5}


def test_figures_and_differences_have_percentile_intervals_of_the_same_resamples():
    steps = np.arange(201.0)
    found = Averages({"a": 7, "b": 2}, {}, {"a": 3 * steps, "b": 2 * steps})
    assert found.figure("b") == Figure(2, (20, 380), (10, 390))
    assert found.difference("a", "b") == Figure(5, (10, 190), (5, 195))
