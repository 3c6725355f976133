"""Trying the other readings of a log one after the other, and marking each conclusion by what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibis.backends.duckdb import Backend as DuckDB

from mining.eventlog import EventLog
from mining.judging import judge
from mining.ranking.dealing import Dealing
from mining.ranking.opportunities import Ranking
from mining.ranking.settings import RankingSettings
from mining.results import Unanswered
from mining.sensitivity.alternatives import alternatives
from mining.sensitivity.base import Alternative
from mining.sensitivity.comparison import changes
from mining.sensitivity.results import Firmness, Sensitivity, Stability, Trial

__all__ = ["SMALL", "STAGE", "not_run", "try_readings"]

STAGE = "Trying other readings"
"""What is told before each of them."""
SMALL = 50_000
"""Events up to which a log is small: then it takes a few seconds to try them all."""
Flips = dict[str, str]


def not_run(ranking: Ranking, reason: str) -> Sensitivity:
    """Return that nothing was tried, and why."""
    return Sensitivity(
        (), tuple(Stability(item.activity, Firmness.NOT_TRIED) for item in ranking.everything), reason
    )


def try_readings(
    log: EventLog,
    ranking: Ranking,
    settings: RankingSettings,
    progress: Callable[[str], None] = lambda _stage: None,
    asked: Sequence[Alternative] | None = None,
) -> Sensitivity:
    """Rank the steps anew under every other reading that a log leaves open, and return what that changes.

    Every reading is ranked as the log was, and resampled alike: the same draws of the same cases.

    Parameters
    ----------
    log, ranking, settings
        The log, its ranking, and how that was made.
    progress
        Told `STAGE` before each reading; whatever it raises ends the trying.
    asked
        The alternatives; by default every one of this program.
    """
    if not isinstance(log.engine, DuckDB):
        return not_run(ranking, "Other readings are tried on the embedded engine only, not on Spark.")
    dealing = Dealing.of(log)
    trials: list[Trial] = []
    flips: list[Flips] = []
    for alternative in alternatives() if asked is None else asked:
        progress(STAGE)
        tried = _tried(log, ranking, settings, dealing, alternative)
        if tried:
            trials.append(tried[0])
            flips.append(tried[1])
        log.asking.forget()
    return Sensitivity(tuple(trials), _steps(ranking, trials, flips))


def _tried(
    log: EventLog, ranking: Ranking, settings: RankingSettings, dealing: Dealing, alternative: Alternative
) -> tuple[Trial, Flips] | None:
    reread = alternative.reread(log)
    if reread is None:
        return None
    about = (alternative.key, alternative.question, alternative.taken, alternative.other, alternative.rule)
    if isinstance(reread, Unanswered):
        return Trial(*about, not_tried=reread.reason), {}
    judged = judge(reread.log, settings, dealing=dealing)
    found = changes(ranking, judged.ranking)
    told = {
        activity: f"If {alternative.other}, {' and '.join(change)}." for activity, change in found.items()
    }
    return Trial(*about, reread.n_cases, tuple(told)), told


def _steps(ranking: Ranking, trials: list[Trial], flips: list[Flips]) -> tuple[Stability, ...]:
    untried = bool(trials) and all(trial.not_tried for trial in trials)
    otherwise = Firmness.NOT_TRIED if untried else Firmness.STABLE
    steps = []
    for item in ranking.everything:
        mine = tuple(told[item.activity] for told in flips if item.activity in told)
        steps.append(Stability(item.activity, Firmness.FRAGILE if mine else otherwise, mine))
    return tuple(steps)
