"""`python -m mining`: puts the connectors and the core together (docs/decisions/0003)."""

from __future__ import annotations

from pathlib import Path

from connectors.detection import preview

from connectors import ReadOptions, open_source
from mining.cli import Sources, build
from mining.mapping import Mapping
from mining.rawtable import RawTable


def _open(path: Path, options: dict[str, str]) -> RawTable:
    return open_source(path, ReadOptions(**options))


def _propose(path: Path, options: dict[str, str]) -> tuple[Mapping, tuple[str, ...]]:
    proposal = preview(path, ReadOptions(**options)).proposal
    return proposal.mapping, proposal.reasons


if __name__ == "__main__":
    build(Sources(_open, _propose))(prog_name="python -m mining")
