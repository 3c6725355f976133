from __future__ import annotations

import math

import pytest

from benchmarks.__main__ import SOURCES
from benchmarks.fresh import PREPARE, in_fresh_process, once
from benchmarks.results import available
from benchmarks.tasks import ENGINES, TASKS

PLACES = [(engine, task) for engine in ENGINES for task in ENGINES[engine].tasks]
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A log of about 2,000 events by kind of file; the CSV is ready to be opened by every engine that is installed."""
    folder = tmp_path_factory.mktemp("prepared")
    files = {source: folder / f"log.{source}" for source in SOURCES}
    for source, file in files.items():
        SOURCES[source](file, 2_000, 1)
    for name, engine in ENGINES.items():
        if not available(engine):
            once(name, PREPARE, files["csv"])
    return files


def test_every_task_is_told_in_words_and_done_by_somebody():
    assert {task for _, task in PLACES} == set(TASKS)
    assert {engine for engine, _ in PLACES} == set(ENGINES)


@pytest.mark.parametrize(("engine", "task"), PLACES)
def test_every_task_runs_and_tells_what_it_took(engine, task, prepared):
    if why := available(ENGINES[engine]):
        pytest.skip(f"{engine} is {why}")
    figures = once(engine, task, prepared[TASKS[task].source])
    assert figures["seconds"] > 0
    assert 20 < figures["peak_mb"] < 4_000


@pytest.mark.parametrize("task", sorted(ENGINES["ours"].tasks.keys() & ENGINES["pm4py"].tasks.keys()))
def test_pm4py_is_asked_the_same_and_finds_the_same(task, prepared):
    ours, theirs = (
        once(engine, task, prepared[TASKS[task].source])["answer"] for engine in ("ours", "pm4py")
    )
    assert ours.keys() == theirs.keys() != set()
    assert all(math.isclose(ours[key], theirs[key], rel_tol=1e-6) for key in ours)


def test_a_fresh_process_counts_the_memory_of_its_children_and_not_of_its_parent(prepared):
    ballast = bytearray(300_000_000)
    floor, analysis = (
        in_fresh_process(*place, prepared["csv"]) for place in (("floor", "floor"), ("ours", "analysis"))
    )
    assert floor["peak_mb"] < len(ballast) / 1e6
    assert floor["children_mb"] == 0
    assert analysis["children_mb"] > 50


def test_a_task_that_fails_gives_the_reason_and_no_figures(tmp_path):
    failed = in_fresh_process("floor", "floor", tmp_path / "missing.csv")
    assert failed.keys() == {"failed"}
    assert "missing.csv" in failed["failed"]
