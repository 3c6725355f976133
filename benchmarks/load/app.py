"""The app under load: served in a process of its own, whose memory and processor time are watched."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Watched", "served", "watching"]

_ROOT = Path(__file__).parents[2]
_START_SECONDS, _STOP_SECONDS, _LOOK_SECONDS = 60, 20, 0.25
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


@contextmanager
def served(store: Path, log: Path) -> Iterator[tuple[str, int]]:
    """Serve a store on this machine only; give ``host:port`` and the number of the process.

    Parameters
    ----------
    store, log
        What is served, and where the app writes what it has to complain about.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "THROUGHLINE_STORE": str(store)}
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=said, stderr=said) as app,
    ):
        try:
            _wait_until_healthy(f"127.0.0.1:{port}")
            yield f"127.0.0.1:{port}", app.pid
        finally:
            app.terminate()
            try:
                app.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                app.kill()


def _wait_until_healthy(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    message = f"the app did not answer within {_START_SECONDS} s"
    raise RuntimeError(message)


@dataclass
class Watched:
    """What a process took.

    Attributes
    ----------
    start_mb, peak_mb
        Memory it held when the watch began and at most, in MB of 10^6 bytes.
    children_mb, n_children
        Most memory its children held together, and most of them at once.
    cores
        Processors it and its children that ended kept busy, on average.
    """

    start_mb: float = 0.0
    peak_mb: float = 0.0
    children_mb: float = 0.0
    n_children: int = 0
    cores: float = 0.0


@contextmanager
def watching(pid: int) -> Iterator[Watched]:
    """Watch a process while something goes on; what is given is complete at the end."""
    watched, over = Watched(start_mb=_resident_mb(pid)), threading.Event()
    watcher = threading.Thread(target=_look, args=(pid, watched, over))
    began, busy = time.monotonic(), _busy_seconds(pid)
    watcher.start()
    try:
        yield watched
    finally:
        over.set()
        watcher.join()
        watched.cores = (_busy_seconds(pid) - busy) / (time.monotonic() - began)


def _look(pid: int, watched: Watched, over: threading.Event) -> None:
    while not over.wait(_LOOK_SECONDS):
        watched.peak_mb = max(watched.peak_mb, _resident_mb(pid))
        children = [int(child) for task in _tasks(pid) for child in (task / "children").read_text().split()]
        watched.n_children = max(watched.n_children, len(children))
        watched.children_mb = max(watched.children_mb, sum(map(_resident_mb, children)))


def _tasks(pid: int) -> Iterator[Path]:
    yield from (path for path in Path(f"/proc/{pid}/task").iterdir() if (path / "children").exists())


def _resident_mb(pid: int) -> float:
    """Memory a process holds now; nothing once it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6
    except OSError:
        return 0.0


def _busy_seconds(pid: int) -> float:
    """Processor seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
