"""The judgements of the program, held against what is planted in made-up logs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import beta

from mining.evaluation.truth import PlantedLog, PlantedRoutine, Truth
from mining.judging import Judgement, judge
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from mining.routines import detectors

if TYPE_CHECKING:
    from mining.ranking.opportunities import Opportunity
    from mining.routines import Routine

__all__ = ["Judged", "PlantedFigures", "Share", "judge_planted", "judged"]

TOP = 5
N_RESAMPLES = 2000


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 90 % interval over logs; None where there is nothing to count.

    `low` and `high` resample the logs. Where none or all are counted that interval has no width, and the exact
    binomial one stands in its place.
    """

    n: int
    of: int
    low: float | None
    high: float | None

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.n / self.of if self.of else None

    def __str__(self) -> str:
        """Return the share with its counts and its interval."""
        if self.value is None or self.low is None or self.high is None:
            return "none to count"
        return f"{self.value:.2f} [{self.low:.2f}, {self.high:.2f}], {self.n} of {self.of}"

    @classmethod
    def over(cls, counts: Sequence[tuple[int, int]], seed: int = 0) -> Share:
        """Return the share of all logs together; `counts` has one pair a log."""
        table = np.array(counts, dtype=float).reshape(-1, 2)
        n, of = (int(total) for total in table.sum(axis=0))
        if not of:
            return cls(0, 0, None, None)
        if n in {0, of}:
            low = float(beta.ppf(0.05, n, of - n + 1)) if n else 0.0
            high = float(beta.ppf(0.95, n + 1, of - n)) if n < of else 1.0
            return cls(n, of, low, high)
        draws = np.random.default_rng(seed).integers(0, len(table), (N_RESAMPLES, len(table)))
        sums = table[draws].sum(axis=1)
        low, high = np.quantile(sums[sums[:, 1] > 0, 0] / sums[sums[:, 1] > 0, 1], [0.05, 0.95])
        return cls(n, of, float(low), float(high))


@dataclass(frozen=True)
class Judged:
    """One made-up log, judged.

    Attributes
    ----------
    recommended
        Steps with the verdict *automate*, in the order of the list.
    verdicts
        Verdict of every step.
    found, unplanted
        Planted routines that were found; routines of the kinds planted in it that were found beside them.
    rank_width
        Mean width of the rank intervals over resampled cases, as a share of the list; None without a list.
    seconds
        For reading and judging it.
    """

    name: str
    truth: Truth
    n_events: int
    recommended: tuple[str, ...]
    verdicts: dict[str, Verdict]
    found: tuple[PlantedRoutine, ...]
    unplanted: dict[str, int]
    rank_width: float | None
    seconds: float

    @property
    def wrongly_recommended(self) -> tuple[str, ...]:
        """Steps recommended that are not worth automating."""
        return tuple(name for name in self.recommended if name not in self.truth.worth)

    def automated(self, names: Iterable[str]) -> tuple[str, ...]:
        """Which of some steps have the verdict *automate*."""
        return tuple(name for name in names if self.verdicts.get(name) is Verdict.AUTOMATE)


@dataclass(frozen=True)
class PlantedFigures:
    """Figures over some made-up logs.

    Attributes
    ----------
    kinds
        Kinds of routine that the program looks for.
    """

    logs: tuple[Judged, ...]
    kinds: tuple[str, ...]

    @property
    def precision(self) -> Share:
        """Of the first five recommendations of each log, those worth automating."""
        return Share.over(
            [
                (sum(name in one.truth.worth for name in one.recommended[:TOP]), len(one.recommended[:TOP]))
                for one in self.logs
            ]
        )

    @property
    def recall_of_steps(self) -> Share:
        """Of the steps worth automating, those with the verdict *automate*."""
        return Share.over([(len(one.automated(one.truth.worth)), len(one.truth.worth)) for one in self.logs])

    @property
    def traps(self) -> Share:
        """Of the steps that must stay with people, those with the verdict *automate*."""
        return Share.over([(len(one.automated(one.truth.traps)), len(one.truth.traps)) for one in self.logs])

    def look_alikes(self, why: str) -> Share:
        """Of the look-alikes of a sort, those with the verdict *automate*."""
        sorts = [[name for name, kind in one.truth.look_alikes.items() if kind == why] for one in self.logs]
        return Share.over(
            [(len(one.automated(names)), len(names)) for one, names in zip(self.logs, sorts, strict=True)]
        )

    @property
    def planted_kinds(self) -> tuple[str, ...]:
        """Kinds of routine that are planted, in alphabetical order."""
        return tuple(sorted({routine.kind for one in self.logs for routine in one.truth.routines}))

    def recall(self, *kinds: str) -> Share:
        """Of the planted routines of some kinds, those found."""
        return Share.over(
            [
                (sum(r.kind in kinds for r in one.found), sum(r.kind in kinds for r in one.truth.routines))
                for one in self.logs
            ]
        )

    @property
    def recall_of_routines(self) -> Share:
        """Of the planted routines of all kinds that are looked for, those found."""
        return self.recall(*(kind for kind in self.planted_kinds if kind in self.kinds))

    def beside(self, kind: str) -> int:
        """Routines of a kind found that were not planted."""
        return sum(one.unplanted.get(kind, 0) for one in self.logs)


def judge_planted(
    logs: Iterable[PlantedLog],
    progress: Callable[[str], None] = lambda _stage: None,
    settings: RankingSettings | None = None,
) -> PlantedFigures:
    """Return the figures of some made-up logs, each judged as any log is."""
    found = []
    for planted in logs:
        progress(f"Judging {planted.name}")
        began = time.monotonic()
        log = planted.read()
        judgement = judge(log, settings or RankingSettings())
        found.append(judged(planted, judgement, log.n_events, time.monotonic() - began))
    return PlantedFigures(tuple(found), tuple(detector.kind for detector in detectors()))


def judged(planted: PlantedLog, judgement: Judgement, n_events: int, seconds: float) -> Judged:
    """Return what was judged of a made-up log beside what is true of it."""
    everything: tuple[Opportunity, ...] = judgement.ranking.everything
    listed = [item.activity for item in everything if item.verdict is Verdict.AUTOMATE]
    truth = planted.truth
    found = tuple(one for one in truth.routines if any(_is(one, routine) for routine in judgement.routines))
    unplanted: dict[str, int] = {}
    for routine in judgement.routines:
        if not any(_is(one, routine) for one in truth.routines):
            unplanted[routine.kind] = unplanted.get(routine.kind, 0) + 1
    verdicts = {item.activity: item.verdict for item in everything}
    return Judged(
        planted.name,
        truth,
        n_events,
        tuple(listed),
        verdicts,
        found,
        unplanted,
        _rank_width(everything),
        seconds,
    )


def _rank_width(items: Iterable[Opportunity]) -> float | None:
    widths = [
        one.rank_high - one.rank_low
        for one in items
        if one.rank_high is not None and one.rank_low is not None
    ]
    return sum(widths) / len(widths) ** 2 if widths else None


def _is(planted: PlantedRoutine, routine: Routine) -> bool:
    return planted.kind == routine.kind and planted.is_found_in(routine.activities)
