"""The report: one self-contained HTML page with map, ranking, reasons, quality and limits."""

from __future__ import annotations

from functools import partial

import jinja2
from markupsafe import Markup

from mining.analysis import Analysis
from mining.disclosure.analysis import disclosed, untold
from mining.disclosure.rounding import count_in_words
from mining.discovery.alignments import Alignments
from mining.discovery.layout import lay_out
from mining.discovery.process_model import ProcessModel
from mining.ranking.top import top_in_words
from mining.report import Report
from mining.reporting.strip import routine_svg
from mining.reporting.svg import process_svg
from mining.reporting.waits import NOT_SHOWN, throughput_lines, wait_before
from mining.results import Unanswered
from mining.routines.groups import routine_groups
from mining.sensitivity.results import Trial
from mining.units import Clock, Share, in_words

__all__ = ["as_html", "cases_otherwise", "map_svg", "model_lines"]

_PATHS_SHOWN = 0.6

_pages = jinja2.Environment(
    loader=jinja2.PackageLoader("mining.reporting"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
)


def as_html(report: Report) -> str:
    """Return a report as one page that needs nothing else; small counts left out."""
    page = _pages.get_template("report.html.j2")
    visible = disclosed(report.analysis)
    return page.render(
        a=visible,
        ranking=visible.ranking,
        sensitivity=visible.sensitivity,
        cases_otherwise=cases_otherwise,
        figures=_figures(visible),
        asides=_asides(visible),
        model_lines=model_lines(report.model),
        map=Markup(map_svg(visible)),  # noqa: S704 - our own SVG, every text in it escaped
        in_words=partial(in_words, unknown=NOT_SHOWN),
        wait_before=wait_before,
        top_in_words=top_in_words,
        routine_groups=routine_groups(visible.routines, visible.routines_left_out),
        # Our own SVG, every text in it escaped.
        strip=lambda routine: Markup(routine_svg(routine, visible.graph.clock)),  # noqa: S704
        Clock=Clock,
        no_working=visible.working.reason if isinstance(visible.working, Unanswered) else "",
        untold=untold(visible).sentence,
    )


def map_svg(analysis: Analysis) -> str:
    """Return the process map with its more frequent paths, as an SVG element; small counts left out."""
    told = disclosed(analysis)
    graph = told.graph.simplified(activities=1, paths=_PATHS_SHOWN)
    return process_svg(lay_out(graph), graph, note=untold(told).brief)


def _figures(analysis: Analysis) -> list[tuple[str, str]]:
    return [
        ("Cases", count_in_words(analysis.n_cases, analysis.settings.hide_below)),
        ("Events", f"{analysis.n_events:,}"),
        ("Activities", f"{analysis.n_activities:,}"),
        ("Variants", f"{analysis.n_variants:,}"),
        *throughput_lines(analysis),
    ]


def cases_otherwise(trial: Trial, hide_below: int) -> str:
    """Return how many cases another reading reads otherwise, as far as that may be shown."""
    if trial.not_tried:
        return "Not tried"
    return f"Fewer than {hide_below}" if trial.n_cases is None else f"{trial.n_cases:,}"


def _asides(analysis: Analysis) -> list[tuple[str, str, tuple[object, ...]]]:
    ranking = analysis.ranking
    return [
        (
            "Keep with people",
            "These steps are not ranked: their names or those who do them point at judgement, identity, "
            "safeguarding, physical work or the citizen's own part.",
            ranking.set_aside,
        ),
        ("Already automated", "Systems already do most of these.", ranking.already_automated),
        ("Cannot tell", "There is too little in the log to judge these.", ranking.cannot_tell),
    ]


def model_lines(model: ProcessModel | Unanswered) -> list[str]:
    """Return what the process model is worth, in plain sentences."""
    if isinstance(model, Unanswered):
        return [model.reason]
    told = [
        f"Discovered by the {model.method}.",
        model.scope,
        _told("Fitness by token replay (how much of the cases the model can replay)", model.fitness)
        + _share(model.fitting_share, "of the cases measured fit the model from start to end"),
        _told("Precision (how little else it allows)", model.precision),
        _aligned(model.alignments),
    ]
    if model.activities_left_out:
        left_out = ", ".join(f"“{name}”" for name in model.activities_left_out)
        told.append(
            "These steps are not in the model, because no variant it was made from has them or because the miner "
            f"took them for noise; token replay passes them over, alignments count them as deviations: {left_out}."
        )
    return told


def _aligned(found: Alignments | Unanswered) -> str:
    name = "Fitness by alignments (how near the cases come to what the model allows, every deviation counted)"
    if isinstance(found, Unanswered):
        return _told(name, found)
    fitting = _share(found.fitting_share, "of the cases aligned do what the model allows from start to end")
    return f"{_told(name, found.fitness)}{fitting} {found.scope}"


def _told(name: str, value: float | Unanswered) -> str:
    return f"{name}: {value.reason}" if isinstance(value, Unanswered) else f"{name}: {value:.3f}."


def _share(value: Share | Unanswered, what: str) -> str:
    return "" if isinstance(value, Unanswered) else f" {value:.0%} {what}."
