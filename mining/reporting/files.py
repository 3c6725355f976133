"""An analysis written to a folder: all of it, or nothing."""

from __future__ import annotations

from pathlib import Path

from mining.analysis import Analysis
from mining.disclosure.analysis import disclosed
from mining.discovery.process_model import ProcessModel
from mining.errors import NotReadable
from mining.eventlog import EventLog
from mining.ranking.opportunities import Opportunity, case_ids
from mining.replacing import replace_files
from mining.report import Report
from mining.reporting.cells import csv_text
from mining.reporting.document import as_json
from mining.reporting.page import as_html, map_svg
from mining.reporting.waits import waits_csv
from mining.room import room_told
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


def _documents(log: EventLog, report: Report) -> dict[str, str | None]:
    analysis, model = report.analysis, report.model
    return {
        "analysis.json": as_json(report),
        "opportunities.csv": opportunities_csv(analysis),
        "opportunity_cases.csv": cases_csv(log, analysis),
        "waits.csv": waits_csv(analysis),
        "process.svg": map_svg(analysis),
        "report.html": as_html(report),
        "process.bpmn": model.bpmn_xml if isinstance(model, ProcessModel) else None,
    }


def write_analysis(log: EventLog, report: Report, out: Path) -> tuple[Path, ...]:
    """Write a report to a folder and return the files.

    A former analysis in that folder is replaced as a whole (`mining.replacing.replace_files`); other files in it
    stay.

    Raises
    ------
    NotReadable
        The place cannot be written to.
    NoRoom
        The disk is full.
    """
    documents = _documents(log, report)
    try:
        with room_told(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            return replace_files(out, documents)
    except OSError as error:
        message = f"Cannot write to {out}: {error.strerror}. Choose another folder."
        raise NotReadable(message) from error
