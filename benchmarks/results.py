"""What was measured: runs kept in a file, one a line, so that a benchmark can be resumed and added to."""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from benchmarks.base import Answer, Engine

__all__ = ["Figure", "Results", "Run", "available", "machine", "memory_mb", "versions"]

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Run:
    """One task done once in a fresh process, or why it could not be.

    Attributes
    ----------
    size, events
        Events asked for, and events in the file.
    versions
        Of the engine, with a fingerprint of the code that decides what is timed.
    seconds, cpu_seconds
        On the clock, and of all processors together.
    peak_mb, children_mb
        Most memory the process held, and its children, in MB of 10^6 bytes.
    load
        Load average of the machine over the minute before.
    answer
        Some figures of what was found.
    failed
        Why there are no figures; "" where there are.
    """

    machine: str
    size: int
    events: int
    task: str
    engine: str
    versions: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    children_mb: float = 0.0
    load: float = 0.0
    answer: Answer = field(default_factory=dict)
    failed: str = ""

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What it is a run of: machine, size, task and engine."""
        return self.machine, self.size, self.task, self.engine


@dataclass(frozen=True)
class Figure:
    """The median of the runs of a task by an engine on a file, all of the same versions."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """Median seconds on the clock."""
        return median(run.seconds for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """Median of the most memory held, children included."""
        return median(run.peak_mb + run.children_mb for run in self.runs)

    def agrees(self, other: Figure) -> bool | None:
        """Whether both found the same, as far as both tell; None where they tell nothing in common."""
        ours, theirs = self.runs[-1].answer, other.runs[-1].answer
        common = ours.keys() & theirs.keys()
        return all(math.isclose(ours[key], theirs[key], rel_tol=1e-6) for key in common) if common else None


class Results:
    """The runs of a file. Those of another machine, code or version are kept, and not looked at.

    Parameters
    ----------
    path
        The file, which need not be there yet.
    machine
        What this machine is.
    current
        Versions of each engine that can be run here; of the others any run is current.
    """

    def __init__(self, path: Path, machine: str, current: Mapping[str, str]) -> None:
        self._path, self.machine, self.current = path, machine, current
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        runs = [Run(**json.loads(line)) for line in lines]
        self.runs = [run for run in runs if self._is_current(run)]
        self._others = [run for run in runs if not self._is_current(run)]

    def _is_current(self, run: Run) -> bool:
        return run.machine == self.machine and run.versions == self.current.get(run.engine, run.versions)

    def add(self, run: Run) -> None:
        """Keep a run and write the file, without what the run takes the place of: failures, and other versions."""
        self.runs = [old for old in self.runs if old.place != run.place or not old.failed]
        self.runs.append(run)
        self._others = [old for old in self._others if old.place != run.place]
        lines = [json.dumps(asdict(each)) for each in [*self._others, *self.runs]]
        self._path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def of(self, size: int, task: str, engine: str) -> list[Run]:
        """Return the runs of one task by one engine at one size, failures included."""
        return [run for run in self.runs if run.place == (self.machine, size, task, engine)]

    def figure(self, size: int, task: str, engine: str) -> Figure | None:
        """Return the median of those that did not fail, or None where there is none."""
        runs = tuple(run for run in self.of(size, task, engine) if not run.failed)
        return Figure(runs) if runs else None

    @property
    def sizes(self) -> list[int]:
        """Every size with a run, the smallest first."""
        return sorted({run.size for run in self.runs})


def available(engine: Engine) -> str:
    """Return why an engine cannot be run here, "" if it can."""
    missing = [name for name in engine.packages if not _installed(name)]
    return f"not installed: {', '.join(missing)}" if missing else ""


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def versions(engine: Engine) -> str:
    """Return the versions of an engine's packages, and a fingerprint of the code that decides what is timed."""
    digest = hashlib.sha256()
    for name in (*engine.code, "benchmarks/base.py", "benchmarks/generate.py"):
        place = _ROOT / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    packages = [f"{name} {version(name)}" for name in engine.packages]
    return ", ".join([*packages, f"code {digest.hexdigest()[:8]}"])


def memory_mb() -> float:
    """Return the memory of this machine in MB."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6


def machine() -> str:
    """Return what this machine is."""
    names = [
        line.split(":")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    processor = names[0].strip() if names else platform.machine()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor}, {os.cpu_count()} cores, {memory_mb() / 1000:.0f} GB, {platform.system()}, {python}"
