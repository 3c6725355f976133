"""RESULTS.md and its plot, made from the kept runs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Picture

from benchmarks.results import Figure, Results
from benchmarks.targets import TARGETS
from benchmarks.tasks import ENGINES, TASKS

__all__ = ["document", "draw", "exponent", "table"]

_HOW = """\
# Benchmarks

Written by `make bench` from `results.jsonl` and by nothing else; runs on another machine, or of other code or versions
than those named below, stay in that file and are not shown. Each figure is the median of runs in fresh processes,
ours and the peers' on the same file; "runs" says of how many. Seconds are on the clock. Memory is the most the process
ever held (VmHWM), in MB of 10⁶ bytes, what came before the timed part included. The files are seeded and were just
written, so they are in the cache of the operating system.

Not timed: starting Python, imports, and for every task but *floor*, *ingest* and *xes* opening the log. Each engine
opens the form it opens fastest: ours the store that ingest wrote, pm4py and pl4pm the formatted frame from Parquet,
r4pm the event log made from the CSV. No time includes a screen.

"Answer" says whether the engine found the same as ours, by the figures both have: numbers of events, flows and
variants, cases of the commonest variant, the sum of the median times of all flows, throughput times."""

_RANKING = """\
## Ranking quality

How good the ranking is cannot be seen from a synthetic log, and has tables of its own, from public logs, in the
[model card](../docs/model_card.md). `python -m mining evaluate FOLDER_OF_PUBLIC_LOGS` computes them anew."""


def document(results: Results, notes: Iterable[str], picture: str) -> str:
    """Return RESULTS.md.

    Parameters
    ----------
    results
        What was measured.
    notes
        What was not run, and why.
    picture
        File name of the plot, beside it.
    """
    parts = [_HOW, _measured_on(results), _asked(results)]
    parts += [table(results, size) for size in results.sizes]
    parts += [_growth(results), f"![Seconds and memory by number of events]({picture})"]
    parts += [
        "## What is timed",
        _rows(("Task", "What"), [(name, task.what) for name, task in TASKS.items()]),
    ]
    listed = "\n".join(f"- {note}" for note in notes)
    parts += ["## Not run", listed] if listed else []
    return "\n\n".join([*parts, _RANKING]) + "\n"


def _measured_on(results: Results) -> str:
    told = sorted({f"{run.engine}: {run.versions}" for run in results.runs})
    load = max((run.load for run in results.runs), default=0.0)
    versions = "\n".join(f"- {line}" for line in told)
    return f"{results.machine}. Load average before a run: {load:.1f} at most.\n\n{versions}"


def _asked(results: Results) -> str:
    rows = [target.row(results) for target in TARGETS]
    return "## Targets\n\n" + _rows(("Figure of ours", "Asked", "Measured", "Met"), rows)


def table(results: Results, size: int) -> str:
    """Return the figures of one size as a Markdown table, beside pm4py's and the floor's."""
    floor = results.figure(size, "floor", "floor")
    rows = [
        _row(results, size, (task, engine), floor) for task in TASKS for engine in ENGINES
        if results.of(size, task, engine)
    ]  # fmt: skip
    events = max(run.events for run in results.runs if run.size == size)
    head = (
        "Task", "Engine", "Seconds", "Peak MB", "Time ÷ pm4py", "Memory ÷ pm4py", "Time ÷ floor", "Answer", "Runs"
    )  # fmt: skip
    return f"## {events:,} events\n\n" + _rows(head, rows)


def _row(results: Results, size: int, place: tuple[str, str], floor: Figure | None) -> Sequence[str]:
    task, engine = place
    figure = results.figure(size, task, engine)
    if figure is None:
        return (task, engine, f"failed: {results.of(size, task, engine)[-1].failed}", *[""] * 6)
    pm4py, ours = results.figure(size, task, "pm4py"), results.figure(size, task, "ours")
    agrees = figure.agrees(ours) if ours and engine != "ours" else None
    return (
        task,
        engine,
        f"{figure.seconds:.3f}",
        f"{figure.peak_mb:,.0f}",
        f"{figure.seconds / pm4py.seconds:.3g}" if pm4py else "",
        f"{figure.peak_mb / pm4py.peak_mb:.3g}" if pm4py else "",
        f"{figure.seconds / floor.seconds:.3g}" if floor else "",
        {None: "", True: "as ours", False: "differs"}[agrees],
        str(len(figure.runs)),
    )


def _growth(results: Results) -> str:
    told = (
        "Seconds grow as n^a between the smallest and the largest size. The last column sets the growth over the last "
        "step against that of n log n: 1 is as fast as sorting, below 1 is slower growth."
    )
    rows = []
    for task in TASKS:
        for engine in ENGINES:
            points = _points(results, task, engine)
            if len(points) > 1:
                (n, seconds), (more, later) = points[-2:]
                step = f"{n:,} to {more:,}"
                sorting = more * math.log(more) / (n * math.log(n))
                rows.append(
                    (task, engine, f"{exponent(points):.2f}", step, f"{later / seconds / sorting:.2f}")
                )
    if not rows:
        return "## Growth\n\nOne size alone tells no growth."
    return f"## Growth\n\n{told}\n\n" + _rows(("Task", "Engine", "a", "Last step", "÷ n log n"), rows)


def _points(results: Results, task: str, engine: str) -> list[tuple[int, float]]:
    found = [results.figure(size, task, engine) for size in results.sizes]
    return [(figure.runs[0].events, figure.seconds) for figure in found if figure]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return a of the curve n^a that fits points (n, seconds) best, by least squares of the logarithms.

    Examples
    --------
    >>> round(exponent([(10, 1), (100, 100), (1000, 10_000)]), 6)
    2.0
    """
    n, seconds = np.log(np.array(points)).T
    return float(np.polyfit(n, seconds, 1)[0])


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def draw(results: Results, path: Path) -> None:
    """Draw seconds and memory of every task by number of events, all axes logarithmic."""
    tasks = [task for task in TASKS if any(run.task == task and not run.failed for run in results.runs)]
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "benchmarks", "font.size": 9}):
        picture = Picture(figsize=(2.6 * len(tasks), 5.4), layout="constrained")
        axes = picture.subplots(2, len(tasks), sharex=True, sharey="row", squeeze=False)
        for task, column in zip(tasks, axes.T, strict=True):
            column[0].set_title(task)
            column[1].set_xlabel("events")
            for place, label in zip(column, ("seconds", "peak_mb"), strict=True):
                _curves(place, results, task, label)
        axes[0][0].set_ylabel("seconds")
        axes[1][0].set_ylabel("peak MB")
        curves = {curve.get_label(): curve for place in axes.flat for curve in place.get_lines()}
        picture.legend(curves.values(), curves.keys(), loc="outside lower center", ncols=len(curves))
        picture.savefig(path, metadata={"Date": None})


def _curves(axes: Axes, results: Results, task: str, measure: str) -> None:
    axes.loglog()
    axes.minorticks_off()
    axes.grid(visible=True, alpha=0.3)
    for number, engine in enumerate(ENGINES):
        found = [figure for size in results.sizes if (figure := results.figure(size, task, engine))]
        if found:
            events = [figure.runs[0].events for figure in found]
            values = [getattr(figure, measure) for figure in found]
            axes.plot(events, values, color=f"C{number}", marker="o", label=engine)
