"""Judgements held against planted truths: counted by hand on made-up verdicts, then on two services."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from mining.evaluation.planted import Judged, PlantedFigures, Share, judge_planted
from mining.evaluation.planted_report import mistakes, planted_rows
from mining.evaluation.truth import PlantedLog, PlantedRoutine, Truth
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.routines import detectors
from sample_logs.services import planted_services

PAIR, LOOP = PlantedRoutine("re-keying", ("Read", "Type")), PlantedRoutine("batching", ("Post",))
TRUTH = Truth(
    worth=frozenset({"Read", "Type", "Post", "Close"}),
    traps={"Visit": "physical", "Decide": "judgement"},
    look_alikes={"Chat": "varied", "Mail": "system"},
    routines=(PAIR, LOOP),
)
A = Verdict.AUTOMATE
JUDGED = Judged(
    "bins", TRUTH, 100, ("Read", "Visit", "Type", "Chat"),
    {"Read": A, "Visit": A, "Type": A, "Chat": A, "Post": Verdict.ASSIST, "Close": Verdict.CANNOT_TELL,
     "Decide": Verdict.ASSIST, "Mail": Verdict.ALREADY_AUTOMATED},
    (PAIR,), {"rework loop": 2}, 0.25, 1.5,
)  # fmt: skip
FIGURES = PlantedFigures((JUDGED, JUDGED), ("re-keying", "rework loop"))


def counts(share: Share) -> tuple[int, int]:
    return share.n, share.of


def test_figures_are_counted_over_all_logs():
    assert counts(FIGURES.precision) == (4, 8)
    assert counts(FIGURES.recall_of_steps) == (4, 8)
    assert counts(FIGURES.traps) == (2, 4)
    assert counts(FIGURES.look_alikes("varied")) == (2, 2)
    assert counts(FIGURES.look_alikes("system")) == (0, 2)


def test_routines_are_counted_over_the_kinds_that_are_looked_for():
    assert counts(FIGURES.recall_of_routines) == (2, 2)
    assert counts(FIGURES.recall("batching")) == (0, 2)
    assert FIGURES.beside("rework loop") == 4
    rows = {row["Figure"]: row["here"] for row in planted_rows({"here": FIGURES})}
    assert rows["Planted routines found: batching"] == "not yet looked for (2 planted)"


def test_only_the_first_five_recommendations_count():
    many = replace(JUDGED, recommended=("Read", "Type", "Post", "Close", "Visit", "Chat", "Chat"))
    assert counts(PlantedFigures((many,), ()).precision) == (4, 5)


def test_an_interval_resamples_the_logs_and_is_exact_at_none_and_all():
    none = Share.over([(0, 10), (0, 19)])
    # 0 of 29: the upper end is 1 - 0.05^(1/29).
    assert (none.low, none.high) == (0.0, pytest.approx(1 - 0.05 ** (1 / 29)))
    assert Share.over([(9, 9)]).low == pytest.approx(0.05 ** (1 / 9))
    mixed = Share.over([(0, 10), (10, 10)])
    assert (mixed.value, mixed.low, mixed.high) == (0.5, 0.0, 1.0)
    assert str(Share.over([(0, 0)])) == "none to count"


@pytest.mark.parametrize(
    ("planted", "found", "same"),
    [
        (("A", "B"), ("A", "B"), True), (("A", "B"), ("B", "C"), False), (("A",), ("A",), True), (("A",), ("A", "B"), False),
        (("A", "B", "C"), ("C", "A"), True), (("A", "B", "C", "D"), ("B",), False), (("A", "B", "C"), ("Z", "A", "B", "C"), True),
    ],
)  # fmt: skip
def test_what_counts_as_the_same_routine(planted, found, same):
    assert PlantedRoutine("x", planted).is_found_in(found) is same


def test_every_mistake_is_told():
    told = list(mistakes(PlantedFigures((JUDGED,), ("re-keying", "batching"))))
    assert told == [
        "bins: “Visit” is marked automate, but is physical.",
        "bins: “Chat” is marked automate, but is varied.",
        "bins: batching of Post is not found.",
    ]


@pytest.fixture(scope="module")
def some() -> PlantedFigures:
    """Two of the smaller services, judged as any log is."""
    services = planted_services("first", ["information_requests", "garden_waste"])
    return judge_planted(services, settings=RankingSettings(n_resamples=50))


def test_services_are_judged_against_their_truths(some):
    assert some.kinds == tuple(detector.kind for detector in detectors())
    assert counts(some.traps)[0] == 0
    assert counts(some.traps)[1] >= 5
    assert some.precision.value is not None
    assert some.precision.value >= 0.9
    for one in some.logs:
        known = {*one.truth.worth, *one.truth.traps, *one.truth.look_alikes}
        assert set(one.verdicts) == known


def test_the_command_judges_both_sets_and_tells_the_mistakes_of_the_first_only():
    asked: list[str] = []

    def planted(which: str) -> Iterable[PlantedLog]:
        asked.append(which)
        yield from planted_services("first", ["garden_waste"])

    app = build(replace(SOURCES, planted=planted))
    result = CliRunner().invoke(app, ["evaluate", "--planted"])
    assert result.exit_code == 0, result.stderr
    assert asked == ["first", "sealed"]
    assert "Traps marked automate" in result.stdout
    assert "no evidence of accuracy" in " ".join(result.stdout.split())


def test_labels_want_a_folder():
    result = CliRunner().invoke(build(SOURCES), ["evaluate", "--labels", "labels.csv"])
    assert result.exit_code == 2
    assert "in which folder" in result.stderr
