"""Drives the program over one hostile input, as the checker of the corpus asks for it.

Called as ``python tests/adapters/hostile.py FILE OPTIONS_JSON OUTDIR``; `run` does the same within a
process. Writes OUTDIR/report.json, and where the file loads OUTDIR/events.csv and the analysis in
OUTDIR/exports.
"""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# The checker imports this file by name from its own folder, so the repository is put on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from connectors import ReadOptions, open_source
from mining.analysis import Settings, analyse
from mining.errors import MappingProblem, QuestionForUser, ThroughlineError
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.quality import Effect, Issue
from mining.ranking.model_file import load_model
from mining.rawtable import RawTable
from mining.reporting.files import write_analysis

_EXPORTED = ("payload", "privacy", "values")
"""Groups whose exports the checker judges; the analysis of the others takes minutes and shows nothing."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def run(file: str, options: dict[str, Any], folder: str) -> None:
    """Read one file with what the user has said about it, and report."""
    report = _report(Path(file), options, Path(folder))
    Path(folder, "report.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def _report(file: Path, options: dict[str, Any], folder: Path) -> dict[str, Any]:
    try:
        if options.get("kind") == "model":
            return _load_model(file)
        log = _load(file, options)
    except QuestionForUser as question:
        return {"outcome": "ask", "message": str(question), "ask": list(question.about)}
    except MappingProblem as problem:
        return {"outcome": "ask", "message": str(problem), "ask": ["columns"]}
    except ThroughlineError as refusal:
        return {"outcome": "reject", "message": str(refusal)}
    _write_events(log, folder / "events.csv")
    if file.parent.name in _EXPORTED:
        # Exactly what the command line writes; the checker looks for payloads, small groups and NaN in it.
        write_analysis(
            log, analyse(log, Settings(hide_below=max(options.get("k") or 5, 5))), folder / "exports"
        )
    refusals = [issue for issue in log.quality.issues if issue.effect is Effect.REFUSED]
    return {
        "outcome": "load",
        "message": f"{log.n_events} events of {log.n_cases} cases",
        "ask": [],
        "warnings": [issue.code for issue in log.quality.issues],
        "rejected_rows": log.quality.rows_refused,
        "rejects": [reject for issue in refusals for reject in _rejects(issue)],
    }


def _load_model(file: Path) -> dict[str, Any]:
    load_model(file)
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
        pseudonymise=bool(options.get("pseudonymise")),
    )
    return EventLog.from_table(raw, _mapping(raw, options), rules)


def _mapping(raw: RawTable, options: dict[str, Any]) -> Mapping:
    parts = {part: options[part] for part in ("case", "activity", "timestamp", "start") if options.get(part)}
    return Mapping(**parts) if parts else (raw.mapping or Mapping())


def _rejects(issue: Issue) -> list[dict[str, Any]]:
    shown = {"column": issue.column, "code": issue.code, "message": issue.message}
    return [{"line": line, **shown} for line in issue.lines]


def _write_events(log: EventLog, path: Path) -> None:
    cases = dict(zip(*(log.arrow(log.cases.select("case_no", "case_id")).to_pydict().values()), strict=True))
    events = log.arrow(log.events.order_by("case_no", "position").select("case_no", "activity_no", "time"))
    micros = events["time"].cast("int64").to_pylist()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("case", "activity", "timestamp"))
        for case_no, activity_no, micro in zip(
            events["case_no"].to_pylist(), events["activity_no"].to_pylist(), micros, strict=True
        ):
            time = (_EPOCH + timedelta(microseconds=micro)).isoformat(timespec="microseconds")
            writer.writerow((cases[case_no], log.activity_names[activity_no], time.replace("+00:00", "Z")))


if __name__ == "__main__":
    run(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3])
