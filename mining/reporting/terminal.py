"""An analysis on a terminal: tables, and what was written where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from mining.analysis import Analysis
from mining.console import InertConsole
from mining.disclosure.analysis import disclosed, untold
from mining.disclosure.rounding import count_in_words
from mining.eventlog import EventLog
from mining.quality import LogQuality
from mining.ranking.evaluation import Evaluation
from mining.ranking.training import Training
from mining.report import Report
from mining.reporting.page import model_lines
from mining.reporting.waits import throughput_lines
from mining.results import Unanswered
from mining.sensitivity.results import Sensitivity

__all__ = [
    "print_evaluation", "print_facts", "print_line", "print_log", "print_report", "print_rows", "print_training"
]  # fmt: skip

# A pipe or a file has no width of its own; tables are of no use in 80 columns.
_WIDTH_OF_A_FILE = 160
_out = InertConsole(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)


def print_log(log: EventLog, store: Path) -> None:
    """Print what a store holds, and what was wrong with its rows."""
    _out.print(
        f"{log.name}: {log.n_cases} cases, {log.n_events} events, {log.n_activities} activities, "
        f"{log.n_variants} variants",
        markup=False,
        soft_wrap=True,
    )
    _print_issues(log.quality)
    _out.print(f"wrote {store}", markup=False, soft_wrap=True)


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print questions and their answers, side by side."""
    table = Table("Question", "Answer")
    for question, answer in facts:
        table.add_row(Text(question), Text(answer))
    _out.print(table)


def print_line(text: str) -> None:
    """Print a line of text as it is."""
    _out.print(text, markup=False, soft_wrap=True)


def _print_issues(quality: LogQuality) -> None:
    for issue in quality.issues:
        _out.print(f"  {issue.effect}: {issue.message}", markup=False, soft_wrap=True)


def print_report(report: Report, written: tuple[Path, ...]) -> None:
    """Print the size of the log, its quality, the ranking and the files written; small counts left out."""
    analysis = disclosed(report.analysis)
    n_cases = count_in_words(analysis.n_cases, analysis.settings.hide_below)
    _out.print(
        f"{analysis.name}: {n_cases} cases, {analysis.n_events:,} events, "
        f"{analysis.n_activities} activities, {analysis.n_variants} variants",
        markup=False,
        soft_wrap=True,
    )
    _out.print(f"  {untold(analysis).sentence}", markup=False, soft_wrap=True)
    _print_issues(analysis.quality)
    for term, figure in throughput_lines(analysis):
        _out.print(f"  {term}: {figure}", markup=False, soft_wrap=True)
    calendar = f"Working hours: {analysis.settings.calendar}"
    told = analysis.working.reason if isinstance(analysis.working, Unanswered) else calendar
    _out.print(f"  {told}", markup=False, soft_wrap=True)
    for line in model_lines(report.model):
        _out.print(f"  {line}", markup=False, soft_wrap=True)
    _out.print(_ranking_table(analysis))
    _print_sensitivity(analysis.sensitivity)
    for path in written:
        _out.print(f"wrote {path}", markup=False, soft_wrap=True)


def _ranking_table(analysis: Analysis) -> Table:
    ranking = analysis.ranking
    caption = ranking.abstention.reason if ranking.abstention else ""
    table = Table(
        "Rank",
        "Step",
        "Verdict",
        "Stability",
        "Score",
        "90 % of resamples",
        "Cases",
        title="Steps",
        caption=caption,
    )
    for item in ranking.everything:
        place = f"{item.rank_low} to {item.rank_high}" if item.rank else ""
        score = "" if item.score is None else f"{item.score:.0f}"
        # Text, not markup: an activity may be called "[red]".
        table.add_row(
            str(item.rank or ""), Text(item.activity), str(item.verdict),
            str(analysis.sensitivity.of(item.activity).firmness), score, place, f"{item.n_cases:,}"
        )  # fmt: skip
    return table


def _print_sensitivity(sensitivity: Sensitivity) -> None:
    _out.print(sensitivity.summary, markup=False, soft_wrap=True)
    for trial in sensitivity.trials:
        if trial.not_tried:
            _out.print(f"  Not tried: {trial.question} {trial.not_tried}", markup=False, soft_wrap=True)
    for step in sensitivity.steps:
        for sentence in step.flips:
            _out.print(f"  {step.activity}: {sentence}", markup=False, soft_wrap=True)


def print_training(training: Training) -> None:
    """Print the weights of a model that was just trained, and what it was trained on."""
    model = training.model
    for log in training.logs:
        _out.print(
            f"{log.file}: {log.n_rows} steps, {log.n_positives} run by systems", markup=False, soft_wrap=True
        )
    for name in training.missing:
        _out.print(f"{name}: not in the folder, left out", markup=False)
    table = Table("Criterion", "Weight (log-odds over the whole range)", title="Suitability model")
    for key, weight in zip(model.schema.keys, model.weights, strict=True):
        table.add_row(key, f"{weight:.3f}")
    _out.print(table)
    for path in training.written:
        _out.print(f"wrote {path}", markup=False, soft_wrap=True)


def print_rows(title: str, rows: Sequence[dict[str, str]]) -> None:
    """Print rows with the same keys as a table."""
    table = Table(*rows[0], title=title)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row.values()))
    _out.print(table)


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the leave-one-organisation-out table and what it allows to be said."""
    print_rows("Leave one organisation out", evaluation.rows())
    _out.print(
        f"{evaluation.n_rows} steps, {evaluation.n_positives} run by systems ({evaluation.prevalence:.0%}), in "
        f"{evaluation.n_lists} logs of {len(evaluation.organisations)} organisations: "
        f"{', '.join(evaluation.organisations)}. Classifier less equal weights, paired: "
        f"{evaluation.champion_minus_equal}. Variants tried on these logs in all: {evaluation.n_trials}.",
        markup=False,
        soft_wrap=True,
    )
