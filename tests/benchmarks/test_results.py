from __future__ import annotations

import pytest

from benchmarks import __main__ as bench
from benchmarks.report import document, draw, exponent, table
from benchmarks.results import Results, Run
from benchmarks.targets import TARGETS, Target
from benchmarks.tasks import ENGINES

HERE = "a machine"
CURRENT = dict.fromkeys(ENGINES, "1")


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path / "results.jsonl", HERE, CURRENT)


def run(task, engine, seconds, peak_mb, size=1_000_000, **more):
    return Run(
        HERE, size, size + 5, task, engine, more.pop("versions", "1"), seconds, seconds, peak_mb, **more
    )


def rows_of(text):
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "|" in line
    ]


def test_a_figure_is_the_median_of_its_runs_with_the_children_added(results):
    for seconds, peak in ((3, 300), (1, 100), (2, 900)):
        results.add(run("analysis", "ours", seconds, peak, children_mb=50))
    figure = results.figure(1_000_000, "analysis", "ours")
    assert (figure.seconds, figure.peak_mb, len(figure.runs)) == (2, 350, 3)


def test_ratios_are_ours_over_pm4pys_and_over_the_floor(results):
    results.add(run("floor", "floor", 0.5, 80))
    results.add(run("graph", "ours", 1, 50, answer={"flows": 45, "more": 1}))
    results.add(run("graph", "pm4py", 4, 100, answer={"flows": 45}))
    results.add(run("graph", "r4pm", 2, 100, answer={"flows": 46}))
    results.add(run("analysis", "ours", 2, 60))
    rows = {tuple(row[:2]): row[2:] for row in rows_of(table(results, 1_000_000))}
    assert rows["graph", "ours"] == ["1.000", "50", "0.25", "0.5", "2", "", "1"]
    assert rows["graph", "pm4py"] == ["4.000", "100", "1", "1", "8", "as ours", "1"]
    assert rows["graph", "r4pm"] == ["2.000", "100", "0.5", "1", "4", "differs", "1"]
    assert rows["analysis", "ours"] == ["2.000", "60", "", "", "4", "", "1"]


def test_a_failure_is_told_until_a_run_takes_its_place(results):
    results.add(run("graph", "ours", 0, 0, failed="out of memory"))
    assert "failed: out of memory" in table(results, 1_000_000)
    results.add(run("graph", "ours", 1, 50))
    assert "failed" not in table(results, 1_000_000)


@pytest.mark.parametrize(("ours", "verdict"), [(0.99, "met"), (1.01, "**not met**")])
def test_a_target_is_met_up_to_its_limit(results, ours, verdict):
    (target,) = (target for target in TARGETS if "Re-filter, 1 M events" in target.what)
    assert target.row(results)[2:] == ("", "not measured")
    results.add(run("refilter", "pm4py", 50, 100))
    results.add(run("refilter", "ours", ours, 100))
    assert target.row(results)[1:] == ("≤ 0.02", f"{ours / 50:.3g}", verdict)


def test_memory_is_held_against_gigabytes_of_ten_to_the_nine(results):
    (target,) = (target for target in TARGETS if target.what == "Ingest, 10 M events: memory")
    results.add(run("ingest", "ours", 1, 2_499, size=10_000_000))
    assert target.row(results)[1:] == ("≤ 2.5 GB", "2.5 GB", "met")
    assert isinstance(target, Target)


def test_growth_is_the_exponent_and_n_log_n_is_the_yardstick(results):
    assert exponent([(10, 2), (1_000, 20_000)]) == pytest.approx(2)
    for size in (1_000, 1_000_000):
        results.add(run("graph", "ours", size**1.5, 100, size=size - 5))
    text = document(results, [], "scaling.svg")
    expected = 1_000**1.5 / (1_000 * 2)
    assert f"| graph | ours | 1.50 | 1,000 to 1,000,000 | {expected:.2f} |" in text


def test_the_results_are_drawn_the_same_way_twice(results, tmp_path):
    for size in (1_000, 10_000):
        results.add(run("graph", "ours", 0.1, 100, size=size))
        results.add(run("graph", "pm4py", 0.1, 100, size=size))
    draw(results, tmp_path / "one.svg")
    draw(results, tmp_path / "two.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert "pm4py" in (tmp_path / "one.svg").read_text("utf8")


def test_runs_of_other_machines_are_kept_and_not_shown(results, tmp_path):
    results.add(run("graph", "ours", 1, 50))
    elsewhere = Results(tmp_path / "results.jsonl", "another machine", CURRENT)
    assert elsewhere.sizes == []
    elsewhere.add(Run("another machine", 5, 5, "graph", "ours", "1"))
    assert Results(tmp_path / "results.jsonl", HERE, CURRENT).sizes == [1_000_000]


@pytest.fixture
def calls(monkeypatch):
    made = []

    def pretended(engine, task, _file):
        made.append((engine, task))
        return {"seconds": 1.0, "cpu_seconds": 1.0, "peak_mb": 1.0, "answer": {}}

    monkeypatch.setattr(bench, "in_fresh_process", pretended)
    return made


def test_what_was_measured_is_not_measured_again(results, calls, tmp_path):
    bench.measure(results, 2_000, ["floor"], repeats=2)
    assert calls == [("floor", "floor")] * 2
    resumed = Results(tmp_path / "results.jsonl", HERE, CURRENT)
    bench.measure(resumed, 2_000, ["floor"], repeats=2)
    assert len(calls) == 2
    bench.measure(resumed, 2_000, ["floor"], repeats=3)
    assert len(calls) == 3


def test_other_versions_are_measured_anew_and_put_the_old_out_of_date(results, calls, tmp_path):
    bench.measure(results, 2_000, ["floor"], repeats=2)
    newer = Results(tmp_path / "results.jsonl", HERE, {**CURRENT, "floor": "2"})
    assert newer.runs == []
    bench.measure(newer, 2_000, ["floor"], repeats=1)
    assert len(calls) == 3
    assert [run.versions for run in newer.of(2_000, "floor", "floor")] == ["2"]
    assert len((tmp_path / "results.jsonl").read_text("utf8").splitlines()) == 1


def test_runs_of_a_peer_that_is_no_longer_installed_stay(results, tmp_path):
    results.add(run("graph", "r4pm", 1, 50))
    without = Results(tmp_path / "results.jsonl", HERE, {"ours": "1"})
    assert without.figure(1_000_000, "graph", "r4pm").seconds == 1


def test_a_log_is_prepared_once_for_each_engine_that_opens_it(results, calls):
    bench.measure(results, 2_000, ["graph", "variants"], repeats=1)
    assert calls.count(("ours", "prepare")) == calls.count(("pm4py", "prepare")) == 1
    assert ("ours", "graph") in calls


def test_an_engine_that_would_not_fit_into_memory_is_left_out_and_named(monkeypatch):
    monkeypatch.setattr(bench, "memory_mb", lambda: 1_000)
    assert bench.not_run("pm4py", 1_000_000) == ""
    assert "about 5 GB" in bench.not_run("pm4py", 10_000_000)
    assert bench.not_run("ours", 10_000_000) == ""


def test_the_command_writes_the_results_the_plot_and_the_runs(tmp_path, monkeypatch, calls):
    asked = ["benchmarks", "2000", "--only", "ingest", "--repeats", "1", "--out", str(tmp_path)]
    monkeypatch.setattr("sys.argv", asked)
    bench.main()
    written = (tmp_path / "RESULTS.md").read_text("utf8")
    assert "| ingest | ours | 1.000 | 1 |" in written
    assert bench.machine() in written
    assert "](scaling.svg)" in written
    assert (tmp_path / "scaling.svg").exists()
    assert len((tmp_path / "results.jsonl").read_text("utf8").splitlines()) == len(calls)


def test_a_peer_that_is_missing_is_named(monkeypatch):
    missing = ENGINES["floor"].__class__(("no-such-package",), (), 0, lambda _file: None, {})
    monkeypatch.setitem(bench.ENGINES, "r4pm", missing)
    assert bench.not_run("r4pm", 1) == "r4pm: not installed: no-such-package"
