"""An analysis written to a folder: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mining.analysis import Analysis
from mining.disclosure.analysis import disclosed
from mining.discovery.process_model import ProcessModel
from mining.errors import NotReadable
from mining.eventlog import EventLog
from mining.ranking.opportunities import Opportunity, case_ids
from mining.report import Report
from mining.reporting.cells import csv_text
from mining.reporting.document import as_json
from mining.reporting.page import as_html, map_svg
from mining.reporting.waits import waits_csv
from mining.sensitivity.results import Stability

__all__ = ["cases_csv", "opportunities_csv", "write_analysis"]

_HEADER = (
    "list", "rank", "rank_low", "rank_high", "activity", "verdict", "how", "stability", "what_flips_it", "why",
    "suitability_score", "times_done", "cases", "reasons_for", "reasons_against",
    "most_like", "turning_point", "example_cases",
)  # fmt: skip


def opportunities_csv(analysis: Analysis) -> str:
    """Return every step with its verdict and reasons, one row a step; formulas made harmless."""
    told = disclosed(analysis)
    ranking, sensitivity = told.ranking, told.sensitivity
    lists = {
        "ranked": ranking.opportunities,
        "already automated": ranking.already_automated,
        "set aside": ranking.set_aside,
        "cannot tell": ranking.cannot_tell,
    }
    return csv_text(
        _HEADER,
        (_row(name, item, sensitivity.of(item.activity)) for name, items in lists.items() for item in items),
    )


def _row(name: str, item: Opportunity, stability: Stability) -> tuple[object, ...]:
    return (
        name, item.rank, item.rank_low, item.rank_high, item.activity, str(item.verdict),
        str(item.how.means) if item.how else "",
        str(stability.firmness), " ".join(stability.flips), item.why,
        None if item.score is None else round(item.score, 1), item.n_events, item.n_cases,
        " ".join(reason.sentence for reason in item.reasons_for),
        " ".join(reason.sentence for reason in item.reasons_against),
        item.compared.alike, item.compared.turn, "; ".join(item.example_cases),
    )  # fmt: skip


def cases_csv(log: EventLog, analysis: Analysis) -> str:
    """Return the cases behind every ranked step: one row a step and case."""
    ranked = disclosed(analysis).ranking.opportunities
    return csv_text(
        ("activity", "case"),
        ((item.activity, case) for item in ranked for case in case_ids(log, item.activity)),
    )


def _documents(log: EventLog, report: Report) -> Iterator[tuple[str, str]]:
    analysis, model = report.analysis, report.model
    yield "analysis.json", as_json(report)
    yield "opportunities.csv", opportunities_csv(analysis)
    yield "opportunity_cases.csv", cases_csv(log, analysis)
    yield "waits.csv", waits_csv(analysis)
    yield "process.svg", map_svg(analysis)
    yield "report.html", as_html(report)
    if isinstance(model, ProcessModel):
        yield "process.bpmn", model.bpmn_xml


def write_analysis(log: EventLog, report: Report, out: Path) -> tuple[Path, ...]:
    """Write a report to a folder and return the files.

    Everything is made beside the folder first and moved in at the end, so that a failure leaves
    nothing half-written.

    Raises
    ------
    NotReadable
        The place cannot be written to.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".throughline-", dir=out.parent))
    except OSError as error:
        message = f"Cannot write to {out}: {error.strerror}. Choose another folder."
        raise NotReadable(message) from error
    try:
        names = []
        for name, text in _documents(log, report):
            (making / name).write_text(text, encoding="utf-8", newline="")
            names.append(name)
        out.mkdir(exist_ok=True)
        return tuple((making / name).replace(out / name) for name in names)
    finally:
        shutil.rmtree(making, ignore_errors=True)
