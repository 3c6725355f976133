"""``make fuzz``: every door for its share of the time, two at once; exit code 1 where something is found."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.doors import DOORS, FINDINGS

_SPARE = 90
"""Seconds beyond its share that a door gets to start, and to finish an input."""


def main() -> int:
    """Fuzz, tell what was run and found, and return the exit code."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--doors", nargs="+", choices=DOORS, default=list(DOORS))
    parser.add_argument("--workers", type=int, default=2)
    said = parser.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: it has no build for this version of Python")
        return 2
    seconds = int(said.minutes * 60 * said.workers / len(said.doors))
    with ThreadPoolExecutor(said.workers) as pool:
        findings = list(pool.map(lambda door: _fuzzed(door, seconds), said.doors))
    return 1 if any(findings) else 0


def _fuzzed(door: str, seconds: int) -> int:
    """Fuzz a door, keep what is found among the findings, and return how many there were."""
    with tempfile.TemporaryDirectory(prefix="throughline-fuzz-") as folder:
        command = [sys.executable, "-m", "tests.fuzz.guided", door, folder]
        limits = [f"-max_total_time={seconds}", "-print_final_stats=1"]
        told = subprocess.run(
            [*command, *limits],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds + _SPARE,
            check=False,
        ).stdout.decode("utf-8", "replace")
        found = sorted(Path(folder, "found").glob("*"))
        for path in found:
            shutil.copy(path, FINDINGS / f"{door}-{path.name}")
    runs = re.search(r"number_of_executed_units:\s*(\d+)", told)
    told_runs = f"{int(runs[1]):,} inputs" if runs else "did not start"
    print(f"{door}: {told_runs}, {len(found)} findings", flush=True)
    if found or runs is None:
        print(told[-4000:], flush=True)
    return len(found) + (runs is None)


if __name__ == "__main__":
    sys.exit(main())
