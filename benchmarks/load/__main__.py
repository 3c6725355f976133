"""`python -m benchmarks.load`: many people at once on one app process, for a bounded time.

The waits, errors and memory are printed and written into docs/reliability.md. Exit code 1 if anything went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import write_log
from benchmarks.load.app import served, watching
from benchmarks.load.browser import look_on
from benchmarks.load.person import Told, person
from benchmarks.load.report import figures, put_into
from connectors import open_source
from connectors.detection import preview
from mining.eventlog import EventLog

_DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"


def main() -> int:
    """Serve a store to many people at once, and write what they waited for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=main.__doc__)
    parser.add_argument("--people", type=int, default=20, help="default %(default)s")
    parser.add_argument("--seconds", type=float, default=150, help="how long they stay (default %(default)s)")
    parser.add_argument(
        "--arrive", type=float, default=10, help="within how many seconds (default %(default)s)"
    )
    parser.add_argument("--events", type=int, default=1_000_000, help="default %(default)s")
    parser.add_argument("--out", type=Path, default=_DOCUMENT, help="document with the figures")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="throughline-load-") as folder:
        store, said = Path(folder) / "log.throughline", Path(folder) / "app.log"
        n_events = write_store(store, asked.events)
        with served(store, said) as (address, pid), watching(pid) as watched:
            told = asyncio.run(crowd(address, asked.people, asked.seconds, asked.arrive))
        if b"Traceback" in said.read_bytes():
            told.errors.append("the app wrote a traceback")
            sys.stdout.write(said.read_text(errors="replace"))
    tell(asked.out, figures(asked.people, n_events, asked.seconds, told, watched), told)
    return 1 if told.errors else 0


def write_store(store: Path, size: int) -> int:
    """Write a store of about so many events, and return how many it has."""
    source = store.with_suffix(".csv")
    write_log(source, size)
    log = EventLog.from_table(open_source(source), preview(source).proposal.mapping, store=store)
    log.close()
    source.unlink()
    return log.n_events


async def crowd(address: str, n_people: int, seconds: float, arrive: float) -> Told:
    """Let people come one after another, and stay; one more looks on in a real browser."""
    told, until = Told(), time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        group.create_task(asyncio.to_thread(look_on, address, until, told))
        for number in range(n_people):
            group.create_task(person(number, address, until, told))
            await asyncio.sleep(arrive / n_people)
    return told


def tell(document: Path, measured: str, told: Told) -> None:
    """Print the figures, and put them into the document."""
    sys.stdout.write("\n".join([measured, *told.errors[:20], ""]))
    document.write_text(put_into(document.read_text(encoding="utf-8"), measured), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
