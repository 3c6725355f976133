"""Drives the program over one hostile input, as the checker of the corpus asks for it.

Called as ``python tests/adapters/hostile.py FILE OPTIONS_JSON OUTDIR``; `run` does the same within a
process. Writes OUTDIR/report.json, and where the file loads OUTDIR/events.csv and the analysis in
OUTDIR/exports.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The checker imports this file by name from its own folder, so the repository is put on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from connectors import ReadOptions, open_source
from mining.analysis import Settings
from mining.errors import ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.rules import PrivacyRules
from mining.ranking.model_file import load_model
from mining.rawtable import RawTable
from mining.report import report_on
from mining.reporting.files import write_analysis
from tests.adapters.report import write_report

_EXPORTED = ("payload", "privacy", "values")
"""Groups whose exports the checker judges; the analysis of the others takes minutes and shows nothing."""


def run(file: str, options: dict[str, Any], folder: str) -> None:
    """Read one file with what the user has said about it, and report."""
    path, out = Path(file), Path(folder)

    def exported(log: EventLog) -> None:
        if path.parent.name in _EXPORTED:
            # Exactly what the command line writes; the checker looks for payloads, small groups and NaN in it.
            settings = Settings(hide_below=max(options.get("k") or 5, 5))
            write_analysis(log, report_on(log, settings), out / "exports")

    if options.get("kind") == "model":
        (out / "report.json").write_text(json.dumps(_of_model(path), ensure_ascii=False), encoding="utf-8")
    else:
        write_report(lambda: _load(path, options), out, exported)


def _of_model(file: Path) -> dict[str, Any]:
    try:
        load_model(file)
    except ThroughlineError as refusal:
        return {"outcome": "reject", "message": str(refusal)}
    return {"outcome": "load", "message": "model loaded"}


def _load(file: Path, options: dict[str, Any]) -> EventLog:
    reading = {
        name: options[name] for name in ("encoding", "delimiter", "sheet", "member") if options.get(name)
    }
    raw = open_source(file, ReadOptions(**reading))
    rules = ReadingRules(
        timezone=options.get("tz") or "Europe/London",
        date_order=options.get("date_order"),
        epoch_unit=options.get("epoch_unit"),
        privacy=PrivacyRules("" if options.get("pseudonymise") else "The checker compares ids as written"),
    )
    return EventLog.from_table(raw, _mapping(raw, options), rules)


def _mapping(raw: RawTable, options: dict[str, Any]) -> Mapping:
    parts = {part: options[part] for part in ("case", "activity", "timestamp", "start") if options.get(part)}
    return Mapping(**parts) if parts else (raw.mapping or Mapping())


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3])
