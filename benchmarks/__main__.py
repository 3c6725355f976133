"""`python -m benchmarks [SIZE ...]`: time every task on seeded logs, ours and the peers', and write RESULTS.md.

What was measured before with the same code, versions and machine is not measured again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.fresh import PREPARE, in_fresh_process
from benchmarks.generate import write_log
from benchmarks.generate_xes import write_xes
from benchmarks.report import document, draw
from benchmarks.results import Results, Run, available, machine, memory_mb, versions
from benchmarks.tasks import ENGINES, TASKS

FOLDER = Path(__file__).parent
SIZES = (100_000, 1_000_000, 10_000_000)
SEED = 1
SOURCES = {"csv": write_log, "xes": write_xes}
"""Kind of file -> what writes it, given a path, a number of events and a seed."""

_SHARE_OF_MEMORY = 0.7


def main() -> None:
    """Measure what is missing, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=SIZES, help="numbers of events")
    parser.add_argument("--only", metavar="TASK", choices=TASKS, action="append", help="may be repeated")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each task (default %(default)s)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the results are kept")
    asked = parser.parse_args()
    current = {name: versions(engine) for name, engine in ENGINES.items() if not available(engine)}
    asked.out.mkdir(parents=True, exist_ok=True)
    results = Results(asked.out / "results.jsonl", machine(), current)
    for size in asked.sizes:
        measure(results, size, asked.only or list(TASKS), asked.repeats)
    draw(results, asked.out / "scaling.svg")
    notes = [note for size in results.sizes for name in ENGINES if (note := not_run(name, size))]
    text = document(results, dict.fromkeys(notes), "scaling.svg")
    (asked.out / "RESULTS.md").write_text(text, encoding="utf-8")


def not_run(name: str, size: int) -> str:
    """Return why an engine is left out at a size, "" if it is not."""
    engine = ENGINES[name]
    if why := available(engine):
        return f"{name}: {why}"
    needed = engine.mb_per_million * size / 1e6
    if needed > _SHARE_OF_MEMORY * memory_mb():
        return f"{name} at {size:,} events: it would take about {needed / 1000:.0f} GB of memory"
    return ""


def measure(results: Results, size: int, tasks: list[str], repeats: int) -> None:
    """Measure what is missing at one size; the files live as long as that takes."""
    missing = [
        (task, name)
        for task in tasks
        for name, engine in ENGINES.items()
        if task in engine.tasks and not not_run(name, size)
        for _ in range(repeats - sum(not run.failed for run in results.of(size, task, name)))
    ]
    if not missing:
        return
    scratch = FOLDER.parent / "out"
    scratch.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=scratch, prefix="bench-") as folder:
        files = Files(Path(folder), size)
        for task, name in missing:
            events, figures = files.figures(task, name)
            run = Run(results.machine, size, events, task, name, results.current[name], **figures)
            results.add(run)
            taken = f"{run.seconds:.3f} s, {run.peak_mb + run.children_mb:,.0f} MB"
            tell(f"{size:,} events, {task}, {name}: {run.failed or taken}")


class Files:
    """The files of one size, each written when it is first needed."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._events: dict[str, int] = {}
        self._prepared: dict[tuple[str, str], dict[str, Any]] = {}

    def figures(self, task: str, engine: str) -> tuple[int, dict[str, Any]]:
        """Return the number of events of the file, and the figures of the task done once with it."""
        source = TASKS[task].source
        file = self._folder / f"log.{source}"
        if source not in self._events:
            tell(f"{self._size:,} events: writing {file.name}")
            self._events[source] = SOURCES[source](file, self._size, SEED)
        if TASKS[task].opens and (engine, source) not in self._prepared:
            self._prepared[engine, source] = in_fresh_process(engine, PREPARE, file)
        failed = self._prepared.get((engine, source), {}).get("failed") if TASKS[task].opens else None
        return self._events[source], {"failed": failed} if failed else in_fresh_process(engine, task, file)


def tell(line: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    main()
