"""Logs and statistics that the tests of the ranking share."""

from __future__ import annotations

from random import Random

import pytest

from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.ranking.classifier import SuitabilityModel
from mining.ranking.model_file import load_model
from mining.ranking.opportunities import Ranking, rank
from mining.ranking.settings import RankingSettings
from mining.ranking.statistics import ActivityStatistics, Statistics
from tests.event_logs import THREE_CASES, at, log_of

COLUMNS = ("case", "activity", "time", "who")
MAPPING = Mapping(case="case", activity="activity", timestamp="time", resource="who")
FAST = RankingSettings(n_resamples=30)

CLERKS = ("Officer 1", "Officer 2", "Officer 3")


def council_rows(n_cases: int = 60, seed: int = 7) -> list[tuple[str, str, str, str]]:
    """Applications with clerical work, a system's step, and steps that must stay with people."""
    random = Random(seed)
    rows = []
    for number in range(n_cases):
        steps = [("Submit application", "Applicant"), ("Create case", random.choice(CLERKS))]
        steps += [
            (name, random.choice(CLERKS)) for name in random.sample(("Check address", "Enter details"), 2)
        ]
        steps += [("Update ledger", "svc_ledger")]
        steps += [("Site visit", "Officer 1")] if random.random() < 0.6 else []
        steps += [("Assess eligibility", "Officer 2")] * random.choice((1, 1, 2))
        steps += [("Safeguarding referral", "Officer 3")] if number % 20 == 0 else []
        steps += [("Rare form", "Officer 3")] if number % 15 == 0 else []
        steps += [("Send decision letter", random.choice(CLERKS)), ("Close case", random.choice(CLERKS))]
        hour = 24.0 * number
        for name, who in steps:
            rows.append((f"case {number:03}", name, at(hour), who))
            hour += random.choice((1, 2, 3, 8, 30))
    return rows


@pytest.fixture(scope="session")
def three_cases() -> Statistics:
    """Statistics of the three hand-worked cases; activities are A, B, C."""
    return ActivityStatistics.of(log_of(THREE_CASES)).total()


@pytest.fixture(scope="session")
def council_log() -> EventLog:
    """Sixty applications to a council."""
    return log_of(council_rows(), COLUMNS, MAPPING)


@pytest.fixture(scope="session")
def model() -> SuitabilityModel:
    """The model that comes with the program."""
    return load_model()


@pytest.fixture(scope="session")
def ranking(council_log: EventLog, model: SuitabilityModel) -> Ranking:
    """The sixty applications, ranked."""
    return rank(council_log, model, FAST)
