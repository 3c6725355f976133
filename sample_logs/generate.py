"""Write the sample logs and their data cards: ``python -m sample_logs.generate``."""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_logs.card import data_card
from sample_logs.planted import PLANTED
from sample_logs.process import Process
from sample_logs.processes import PROCESSES
from sample_logs.simulation import Simulation
from sample_logs.table import log_rows, n_open_cases, to_csv

__all__ = ["SEED", "files_of", "main"]

SEED = 1835
"""The seed of the committed files: the year of the Municipal Corporations Act."""


def files_of(process: Process, seed: int = SEED) -> dict[str, bytes]:
    """The log of one process and its data card.

    Returns
    -------
    dict of str to bytes
        File name to contents, UTF-8.
    """
    events = Simulation(process, seed).run()
    rows = log_rows(process, events)
    card = data_card(process, PLANTED[process.key], rows, n_open_cases(process, events), seed)
    return {f"{process.key}.csv": to_csv(rows).encode(), f"{process.key}.md": card.encode()}


def main(arguments: list[str] | None = None) -> None:
    """Write every log and card into a folder, by default the one this module stands in."""
    parser = argparse.ArgumentParser(prog="python -m sample_logs.generate", description=main.__doc__)
    parser.add_argument(
        "--seed", type=_seed, default=SEED, help="a whole number from 0 (default %(default)s)"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for process in PROCESSES:
        for name, contents in files_of(process, chosen.seed).items():
            (chosen.out / name).write_bytes(contents)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a seed; give a whole number from 0, such as {SEED}."
        )
    return int(text)


if __name__ == "__main__":
    main()
