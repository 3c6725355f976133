"""Figures of made-up logs as rows for people, and what went wrong in those that may be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from mining.evaluation.planted import TOP, Judged, PlantedFigures, Share

__all__ = ["mistakes", "planted_rows"]

_LOOK_ALIKES = {"varied": "what varies", "system": "what software does already", "rare": "what is rare"}


def planted_rows(sets: Mapping[str, PlantedFigures]) -> list[dict[str, str]]:
    """Return the table: a row a figure, a column a set of logs.

    A share comes with the 90 % interval over logs and with its counts.
    """

    def row(name: str, target: str, figure: Callable[[PlantedFigures], object]) -> dict[str, str]:
        return {"Figure": name, "Asked": target} | {key: str(figure(one)) for key, one in sets.items()}

    def alike(why: str) -> Callable[[PlantedFigures], Share]:
        return lambda one: one.look_alikes(why)

    rows = [
        row(
            "Made-up logs; their events",
            "",
            lambda one: f"{len(one.logs)}; {sum(j.n_events for j in one.logs):,}",
        ),
        row("Seconds to read and judge all; the slowest", "", _seconds),
        row(f"Precision of the first {TOP} steps marked automate", "0.9", lambda one: one.precision),
        row("Steps marked automate in a log, mean", "", lambda one: f"{_mean_recommended(one):.1f}"),
        row("Width of rank intervals over resampled cases, share of the list", "", _width),
        row("Traps marked automate", "0", lambda one: one.traps),
        *(row(f"Look-alikes marked automate: {said}", "", alike(why)) for why, said in _LOOK_ALIKES.items()),
        row("Steps worth automating, marked automate", "", lambda one: one.recall_of_steps),
        row("Their other verdicts", "", _other_verdicts),
        row("Planted routines found, of kinds looked for", "0.9", lambda one: one.recall_of_routines),
    ]
    kinds = sorted({kind for one in sets.values() for kind in one.planted_kinds})
    return [*rows, *(row(f"Planted routines found: {kind}", "", _kind(kind)) for kind in kinds)]


def _seconds(one: PlantedFigures) -> str:
    return f"{sum(j.seconds for j in one.logs):.0f}; {max(j.seconds for j in one.logs):.1f}"


def _width(one: PlantedFigures) -> str:
    widths = [j.rank_width for j in one.logs if j.rank_width is not None]
    return f"{sum(widths) / len(widths):.2f}" if widths else "nothing ranked"


def _mean_recommended(one: PlantedFigures) -> float:
    return sum(len(j.recommended) for j in one.logs) / len(one.logs)


def _other_verdicts(one: PlantedFigures) -> str:
    counted = Counter(
        str(j.verdicts.get(name, "not judged"))
        for j in one.logs
        for name in j.truth.worth
        if name not in j.recommended
    )
    return ", ".join(f"{verdict} {n}" for verdict, n in sorted(counted.items()))


def _kind(kind: str) -> Callable[[PlantedFigures], str]:
    def told(one: PlantedFigures) -> str:
        share = one.recall(kind)
        if kind not in one.kinds:
            return f"not yet looked for ({share.of} planted)"
        return f"{share}; beside them {one.beside(kind)}"

    return told


def mistakes(figures: PlantedFigures) -> Iterator[str]:
    """Yield a sentence for every step wrongly marked *automate* and every routine missed."""
    for one in figures.logs:
        yield from _mistakes_of(one, figures.kinds)


def _mistakes_of(one: Judged, kinds: tuple[str, ...]) -> Iterator[str]:
    known = {**one.truth.traps, **one.truth.look_alikes}
    for name in one.wrongly_recommended:
        yield f"{one.name}: “{name}” is marked automate, but is {known.get(name, 'not known')}."
    for routine in one.truth.routines:
        if routine.kind in kinds and routine not in one.found:
            yield f"{one.name}: {routine.kind} of {' → '.join(routine.activities)} is not found."
