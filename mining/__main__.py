"""`python -m mining`: puts the connectors, the made-up logs and the core together (docs/decisions/0003)."""

from __future__ import annotations

from pathlib import Path

from connectors import ReadOptions, open_source
from connectors.detection import PARTS, preview
from mining.cli import Sources, build
from mining.mapping import Mapping
from mining.rawtable import RawTable
from mining.scratch import own_scratch
from sample_logs.services import planted_services


def _read_options(said: dict[str, str]) -> ReadOptions:
    return ReadOptions(
        encoding=said.get("encoding", ""), sheet=said.get("sheet", ""), member=said.get("member", "")
    )


def _open(path: Path, options: dict[str, str]) -> RawTable:
    return open_source(path, _read_options(options))


def _propose(path: Path, options: dict[str, str]) -> tuple[Mapping, tuple[str, ...]]:
    proposal = preview(path, _read_options(options)).proposal
    guesses = {part: getattr(proposal, part) for part in PARTS}
    reasons = [f'{part}: "{guess.column}". {guess.reason}' for part, guess in guesses.items() if guess]
    reasons += [f'step: "{guess.column}". {guess.reason}' for guess in proposal.milestones]
    return proposal.mapping, tuple(reasons)


SOURCES = Sources(_open, _propose, planted_services)

if __name__ == "__main__":
    with own_scratch():
        build(SOURCES)(prog_name="python -m mining")
