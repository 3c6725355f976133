"""One task in one fresh process, and what it took.

`in_fresh_process` starts ``python -m benchmarks.fresh ENGINE TASK FILE``, which tells its figures as JSON. The task
"prepare" is not timed: it writes the form in which an engine opens the file for a question.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.tasks import ENGINES

__all__ = ["PREPARE", "in_fresh_process", "once"]

PREPARE = "prepare"
_ROOT = Path(__file__).parents[1]
_LONGEST_SECONDS = 3_600
_LOOK_SECONDS = 0.1


def once(engine: str, task: str, file: Path) -> dict[str, Any]:
    """Do a task once, here, and return seconds, processor seconds, peak memory in MB and the answer."""
    if task == PREPARE:
        ENGINES[engine].prepare(file)
        return {}
    timed = ENGINES[engine].tasks[task](file)
    began, processor = time.perf_counter(), time.process_time()
    answer = timed()
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - processor,
        "peak_mb": _peak_mb("self"),
        "answer": answer,
    }


def in_fresh_process(engine: str, task: str, file: Path) -> dict[str, Any]:
    """Do a task once in a fresh process and return what `once` does, the children's memory and the load before.

    Where it fails, the answer is ``failed`` alone, with the reason.
    """
    load = os.getloadavg()[0]
    command = [sys.executable, "-m", "benchmarks.fresh", engine, task, str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=_ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        told, said, children = _watched(process)
    if process.returncode:
        return {"failed": _reason(said) or f"ended with code {process.returncode}"}
    return {**json.loads(told.splitlines()[-1]), "children_mb": sum(children.values()), "load": load}


def _watched(process: subprocess.Popen[str]) -> tuple[str, str, dict[str, float]]:
    """What a process writes, and the most memory each of its children held; it is ended after an hour."""
    children: dict[str, float] = {}
    deadline = time.monotonic() + _LONGEST_SECONDS
    while True:
        try:
            told, said = process.communicate(timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            # The last look counts, not the highest: until it runs its own program, a child shows its parent's memory.
            children |= {child: peak for child in _children(process.pid) if (peak := _peak_mb(child))}
            if time.monotonic() > deadline:
                process.kill()
        else:
            return told, said, children


def _reason(said: str) -> str:
    """Return the first line of the error that ended a process; "" where it told none."""
    _, _, traceback = said.rpartition("Traceback (most recent call last):")
    lines = traceback.splitlines() if traceback != said else []
    return next((line for line in lines if line and not line.startswith(" ")), "")


def _children(pid: int) -> list[str]:
    """Return the process ids of the children of all threads of a process."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [child for path in lists for child in _text(path).split()]


def _peak_mb(pid: str) -> float:
    """Return the most memory a process has held (VmHWM), in MB of 10^6 bytes; 0 for one that is gone.

    Unlike that of `getrusage`, it does not start from the memory of the parent.
    """
    lines = _text(Path(f"/proc/{pid}/status")).splitlines()
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM")), 0.0)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(once(sys.argv[1], sys.argv[2], Path(sys.argv[3]))) + "\n")
