"""A child process that discovers models, and can be stopped: on time-out, on request, on lack of memory.

Discovery may take hours or all memory on an unlucky log, and a thread cannot be killed. The hash seed
of the child is fixed, so that no model depends on the seed Python happened to draw. Names of activities
stay in this process: the child gets numbers only, and so can put no name into a file or a message.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Limits", "Question", "Reply", "ask"]

_POLL_SECONDS = 0.05
_RUST_OUT_OF_MEMORY = b"memory allocation of"
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Question:
    """What the child is asked.

    Attributes
    ----------
    variants
        Activity numbers and number of cases, one entry a variant, in canonical order. All of them are
        held against the model.
    n_mined
        The model is made from the first so many of them.
    branch_keys
        One number an activity, by which branches of choices and parallel blocks are ordered.
    noise_threshold
        For the inductive miner, 0..1.
    dependency_threshold
        For the heuristics miner, -1..1.
    alignment_seconds
        Time allowed for alignments.
    max_memory_mb
        Address space the child may take, in MiB; not kept on Windows.
    """

    variants: list[tuple[list[int], int]]
    n_mined: int
    branch_keys: list[int]
    noise_threshold: float
    dependency_threshold: float
    alignment_seconds: float
    max_memory_mb: int

    @property
    def mined(self) -> list[tuple[list[int], int]]:
        """The variants that the model is made from."""
        return self.variants[: self.n_mined]


@dataclass(frozen=True)
class Limits:
    """When to give up: after so many seconds, or as soon as `should_stop` says so."""

    seconds: float
    should_stop: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Reply:
    """The parts of the answer that came, by name, and why the rest did not: "" when all came."""

    parts: dict[str, object]
    trouble: str = ""


def ask(question: Question, limits: Limits, hash_seed: int = 0) -> Reply:
    """Return what the child found out within its limits.

    Parameters
    ----------
    question
        What it is asked.
    limits
        When it is killed.
    hash_seed
        Seed of Python's hashes in the child; another one must not change the answer.
    """
    with (
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as told,
        tempfile.TemporaryFile() as said,
    ):
        asked.write(json.dumps(asdict(question)).encode())
        asked.seek(0)
        with subprocess.Popen(
            [sys.executable, "-m", "mining.discovery.worker"],
            stdin=asked,
            stdout=told,
            stderr=said,
            env=_environment(hash_seed),
        ) as child:
            trouble = _wait(child, limits)
        told.seek(0)
        said.seek(0)
        parts = _parts(told.read())
        return Reply(parts, trouble or _accident(child.returncode, said.read()))


def _environment(hash_seed: int) -> dict[str, str]:
    """Return the child's environment: fixed hashes, one thread, and the project on its path."""
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    fixed = {"PYTHONHASHSEED": str(hash_seed), "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": path}
    return {**os.environ, **fixed, "PYTHONIOENCODING": "utf-8"}


def _wait(child: subprocess.Popen[bytes], limits: Limits) -> str:
    """Wait for the child, or kill it; return why it was killed, "" if it was not."""
    deadline = time.monotonic() + limits.seconds
    try:
        while True:
            try:
                child.wait(timeout=_POLL_SECONDS)
            except subprocess.TimeoutExpired:
                if limits.should_stop is not None and limits.should_stop():
                    return "It was stopped on request."
                if time.monotonic() >= deadline:
                    return (
                        f"It was not finished within the {limits.seconds:g} seconds allowed. Allow more "
                        "time, or filter the log to fewer activities or fewer variants."
                    )
            else:
                return ""
    finally:
        child.kill()


def _parts(told: bytes) -> dict[str, object]:
    """Return the parts that were written whole; of a part written again and again, the last."""
    parts: dict[str, object] = {}
    for line in told.split(b"\n")[:-1]:
        parts.update(json.loads(line))
    return parts


def _accident(code: int, said: bytes) -> str:
    """Return why a child that ended by itself gave no full answer, "" if it did."""
    if code == 0:
        return ""
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    if "MemoryError" in last or _RUST_OUT_OF_MEMORY in said or code == -getattr(signal, "SIGKILL", 9):
        return "It needed more memory than it may take. Filter the log to fewer activities or fewer variants."
    return f"The calculation failed on this log ({last.partition(':')[0] or f'exit code {code}'})."
