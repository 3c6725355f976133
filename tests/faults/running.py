"""The command line in a program of its own, and what it leaves behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mining.privacy.keys import FOLDER_VARIABLE
from sample_logs import samples

ROOT = Path(__file__).parents[2]
SAMPLE = next(sample.path for sample in samples() if sample.key == "missed_bins")


@dataclass(frozen=True)
class Desk:
    """Where a program works: stores and results in one folder, temporary files in another, keys in a third."""

    around: Path

    def __post_init__(self) -> None:
        for folder in (self.work, self.temporary):
            folder.mkdir(exist_ok=True)

    @property
    def work(self) -> Path:
        return self.around / "work"

    @property
    def temporary(self) -> Path:
        return self.around / "temporary"

    @property
    def keys(self) -> Path:
        return self.around / "keys"

    @property
    def store(self) -> Path:
        return self.work / "bins.throughline"

    @property
    def environment(self) -> dict[str, str]:
        folders = {"TMPDIR": str(self.temporary), FOLDER_VARIABLE: str(self.keys)}
        return {**os.environ, "PYTHONPATH": str(ROOT), **folders}

    @contextmanager
    def started(self, command: list[str]) -> Iterator[subprocess.Popen[str]]:
        """Start Python with some arguments; in the end it is killed with all that it started."""
        with subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
            env=self.environment, start_new_session=True,
        ) as program:  # fmt: skip
            try:
                yield program
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(program.pid, signal.SIGKILL)

    def left(self) -> set[str]:
        """Names of all that stands in the folder of work and in the temporary one, hidden files too."""
        return {path.name for folder in (self.work, self.temporary) for path in folder.iterdir()}

    def n_keys(self) -> int:
        return len(list(self.keys.glob("*"))) if self.keys.exists() else 0
