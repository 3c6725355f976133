"""Reviews and an analysis that the tests share."""

from __future__ import annotations

from functools import cache

from mining.analysis import Analysis, Settings, analyse
from mining.disclosure.analysis import disclosed
from mining.feedback.records import Review, Stratum
from mining.feedback.snapshot import Criterion, Snapshot
from mining.ranking.classifier import FeatureSchema
from mining.ranking.opportunities import Opportunity
from mining.ranking.settings import RankingSettings
from mining.ranking.verdicts import Verdict
from tests.event_logs import log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows


def snapshot(activity: str, rank: float = 0.5) -> Snapshot:
    return Snapshot(
        log="log", fingerprint="f", filters=(), activity=activity, n_events=50, n_cases=50,
        criteria=tuple(Criterion(key, 1.0, rank) for key in FeatureSchema().keys), score=50.0, rank=1, rank_low=1,
        rank_high=2, verdict=Verdict.ASSIST, rule="r", model="m", definitions_version=1,
    )  # fmt: skip


def judged(
    activity: str,
    verdict: Verdict = Verdict.AUTOMATE,
    reviewer: str = "R",
    stratum: Stratum = Stratum.TOP,
    rank: float = 0.5,
    organisation: str = "",
) -> Review:
    return Review(
        reviewer=reviewer, verdict=verdict, reasons=("often",), snapshot=snapshot(activity, rank), stratum=stratum,
        organisation=organisation,
    )  # fmt: skip


def items(n: int) -> list[Opportunity]:
    """Ranked steps; the later ones have the wider intervals."""
    return [
        Opportunity(
            f"S{i:03}", Verdict.ASSIST, "r", "w", 50, 50, (), rank=i + 1, rank_low=max(1, i + 1 - i // 4),
            rank_high=i + 1, score=90.0 - i,
        )
        for i in range(n)
    ]  # fmt: skip


@cache
def analysed() -> Analysis:
    settings = Settings(ranking=RankingSettings(n_resamples=30), try_readings="never")
    return disclosed(analyse(log_of(council_rows(), COLUMNS, MAPPING), settings))
