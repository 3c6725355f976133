"""`python -m benchmarks [SIZE ...]`: time every task on seeded logs and write RESULTS.md.

Each figure is the median of three runs, each in a fresh process, ours and pm4py's on the same file.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.generate import write_log
from benchmarks.tasks import TASKS

SIZES = (100_000, 1_000_000)
REPEATS = 3
RESULTS = Path(__file__).parent / "RESULTS.md"
Figures = dict[str, float]


def measure(name: str, file: Path) -> Figures:
    """Return the median seconds and peak memory of a task over fresh processes."""
    runs = []
    for _ in range(REPEATS):
        command = [sys.executable, "-m", "benchmarks.tasks", name, str(file)]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(told.stdout.splitlines()[-1]))
    return {key: median(run[key] for run in runs) for key in ("seconds", "peak_mib")}


def table(n_events: int, found: dict[str, Figures]) -> str:
    """Return the figures of one size as a Markdown table, with ratios to pm4py where it does the same."""
    rows = [f"## {n_events:,} events", "", "| task | seconds | peak MiB | seconds / pm4py | memory / pm4py |",
            "| --- | --- | --- | --- | --- |"]  # fmt: skip
    for name, figures in found.items():
        peer = found.get(f"pm4py {name}")
        ratios = [f"{figures[key] / peer[key]:.2f}" if peer else "" for key in ("seconds", "peak_mib")]
        cells = [name, f"{figures['seconds']:.3f}", f"{figures['peak_mib']:.0f}", *ratios]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def main(sizes: tuple[int, ...]) -> None:
    """Measure every task at every size, print the tables and write them down."""
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("pm4py", "pandas", "duckdb", "ibis-framework")
    )
    parts = [
        "# Benchmarks",
        "Written by `make bench`; medians of three runs in fresh processes. Reading includes every quality check; the "
        "peak memory of a question includes the log it is asked of. pm4py's graph is its performance graph.",
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, {versions}.",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = Path(folder) / f"{size}.csv"
            n_events = write_log(file, size)
            parts.append(table(n_events, {name: measure(name, file) for name in TASKS}))
            sys.stdout.write(parts[-1] + "\n\n")
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
