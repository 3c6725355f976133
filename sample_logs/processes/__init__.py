"""The sample processes, one file each."""

from __future__ import annotations

from sample_logs.process import Process
from sample_logs.processes.blue_badge import BLUE_BADGE
from sample_logs.processes.council_tax_moves import COUNCIL_TAX_MOVES
from sample_logs.processes.missed_bins import MISSED_BINS

__all__ = ["PROCESSES"]

PROCESSES: tuple[Process, ...] = (MISSED_BINS, COUNCIL_TAX_MOVES, BLUE_BADGE)
