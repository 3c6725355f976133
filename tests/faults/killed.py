"""Runs a command again and again and kills it at seeded moments: ``tests.faults.killed KILLS SEED REHEARSAL COMMAND...``.

Everything is loaded once, and each run is a fork of what is loaded. The rehearsal, a like command that writes
elsewhere, tells how long a run takes; its words are lines of one argument. After each kill a line on stdin is awaited.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time

import mining.analysis
import mining.reporting.page  # noqa: F401 - loaded here, not in each child
from mining.__main__ import SOURCES
from mining.cli import build
from mining.scratch import own_scratch


def started(command: list[str]) -> int:
    """Start a command in a fork; return its process id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        with own_scratch():
            build(SOURCES)(command, standalone_mode=False)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    kills, seed, rehearsal, command = int(sys.argv[1]), sys.argv[2], sys.argv[3].split("\n"), sys.argv[4:]
    since = time.monotonic()
    if os.waitstatus_to_exitcode(os.waitpid(started(rehearsal), 0)[1]):
        sys.exit("the rehearsal failed")
    whole = time.monotonic() - since
    moments = random.Random(seed)
    for _ in range(kills):
        child = started(command)
        time.sleep(whole * moments.uniform(0.1, 1))
        os.kill(child, signal.SIGKILL)
        was_killed = os.waitpid(child, 0)[1] == signal.SIGKILL
        sys.stdout.write("killed\n" if was_killed else "done\n")
        sys.stdout.flush()
        if sys.stdin.readline() == "":
            return


if __name__ == "__main__":
    main()
