"""What the checker of hostile inputs wants to be told: a log's events in a file, and what was made of the input."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mining.errors import MappingProblem, QuestionForUser, ThroughlineError
from mining.eventlog import EventLog
from mining.quality import Effect, Issue

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_report(
    load: Callable[[], EventLog], folder: Path, then: Callable[[EventLog], None] = lambda _log: None
) -> None:
    """Load a log, and write OUTDIR/report.json and, where it loads, OUTDIR/events.csv; then do more with it."""
    report = _report(load, folder, then)
    Path(folder, "report.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")


def _report(load: Callable[[], EventLog], folder: Path, then: Callable[[EventLog], None]) -> dict[str, Any]:
    try:
        log = load()
    except QuestionForUser as question:
        return {"outcome": "ask", "message": str(question), "ask": list(question.about)}
    except MappingProblem as problem:
        return {"outcome": "ask", "message": str(problem), "ask": ["columns"]}
    except ThroughlineError as refusal:
        return {"outcome": "reject", "message": str(refusal)}
    _write_events(log, folder / "events.csv")
    then(log)
    refusals = [issue for issue in log.quality.issues if issue.effect is Effect.REFUSED]
    return {
        "outcome": "load",
        "message": f"{log.n_events} events of {log.n_cases} cases",
        "ask": [],
        "warnings": [issue.code for issue in log.quality.issues],
        "rejected_rows": log.quality.rows_refused,
        "rejects": [reject for issue in refusals for reject in _rejects(issue)],
    }


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
