"""The same figures, whichever engine counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import numpy as np
import pytest

from mining.analysis import Settings
from mining.discovery.flows import directly_follows, with_working_times
from mining.discovery.timeline import case_timeline
from mining.discovery.variants import top_variants
from mining.eventlog import EventLog
from mining.filters import (
    Channel,
    Contains,
    Duration,
    Endpoints,
    Follows,
    Period,
    Repeats,
    System,
    Variants,
    filtered,
)
from mining.mapping import Mapping
from mining.performance.calendar import Hours, WorkingCalendar
from mining.performance.handover import handovers
from mining.performance.throughput import throughput
from mining.performance.working_time import in_working_time
from mining.ranking.opportunities import case_ids
from mining.ranking.performers import Performers
from mining.ranking.statistics import ActivityStatistics
from mining.report import report_on
from mining.routines import find_routines
from tests.event_logs import THREE_CASES, at, log_of

COLUMNS = ("case", "activity", "time", "who", "how", "system")
MAPPED = Mapping(
    case="case", activity="activity", timestamp="time", resource="who", channel="how", system="system"
)


def a_service(n_cases: int = 150, seed: int = 3) -> list[tuple[str, ...]]:
    """Rows with rework, re-keying, chasers, ties, missing names and letters beyond ASCII."""
    random = Random(seed)
    rows = []
    for number in range(n_cases):
        hour, how = random.randint(0, 3000) / 7, random.choice(["Web", "Phone", ""])
        steps = [
            "Receive",
            "Enter in CRM",
            *random.choices(["Prüfen", "Inspect", "Ask"], k=random.randint(0, 4)),
        ]
        steps += random.choices(["Customer chases", "Decide"], k=random.randint(1, 3))
        for place, activity in enumerate(steps):
            who = random.choice(["Ann", "Bob", "svc-batch", ""]) if place > 1 else "Ann"
            rows.append((f"c{number}", activity, at(hour), who, how, ["Portal", "CRM"][min(place, 1)]))
            hour += random.choice([0, 0.1, 1, 7.5, 100])
    return rows


LOGS = {"three cases": (THREE_CASES,), "a service": (a_service(), COLUMNS, MAPPED)}


@pytest.fixture(scope="module", params=LOGS)
def twins(request, on_spark) -> tuple[EventLog, EventLog]:
    """The same log on the embedded engine and on Spark."""
    return log_of(*LOGS[request.param]), on_spark(*LOGS[request.param])


def same(twins: tuple[EventLog, EventLog], ask: Callable[[EventLog], object]) -> bool:
    embedded, spark = (ask(log) for log in twins)
    assert embedded == spark
    return True


@pytest.mark.parametrize(
    "ask",
    [
        directly_follows, top_variants, throughput, find_routines, handovers,
        lambda log: (log.n_cases, log.n_events, log.n_instances, log.n_variants, log.quality, log.rules),
        lambda log: (log.activity_names, log.resource_names, log.channel_names, log.system_names),
        lambda log: [case_timeline(log, row["case_id"]) for row in log.rows(log.cases.order_by("case_no").limit(5))],
        lambda log: [case_ids(log, name) for name in log.activity_names],
        lambda log: log.rows(log.events.order_by("case_no", "position")),
        lambda log: log.rows(log.cases.order_by("case_no")),
    ],
    ids=["graph", "variants", "throughput", "routines", "handovers", "counts", "names", "timelines", "case ids", "events", "cases"],
)  # fmt: skip
def test_every_figure_is_identical(twins, ask):
    same(twins, ask)


def test_the_statistics_behind_the_ranking_are_identical(twins):
    embedded, spark = (ActivityStatistics.of(log, n_groups=20) for log in twins)
    assert np.array_equal(embedded.counts.toarray(), spark.counts.toarray())
    embedded_who, spark_who = (Performers.of(log) for log in twins)
    assert embedded_who.count.tolist() == spark_who.count.tolist()


def test_the_whole_analysis_is_identical(twins):
    # Other readings are not tried on Spark, and it says so.
    settings = Settings(try_readings="never")
    embedded, spark = (report_on(log, settings) for log in twins)
    assert embedded == spark


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar(),
        WorkingCalendar((Hours(0, 1440), None, Hours(500, 507), *[Hours(0, 600)] * 4), "SCT"),
    ],
    ids=str,
)
def test_working_time_is_identical(twins, calendar):
    def clocked(log: EventLog) -> EventLog:
        worked = in_working_time(log, calendar)
        assert isinstance(worked, EventLog)
        return worked

    same(twins, lambda log: with_working_times(directly_follows(log), clocked(log)))
    same(twins, lambda log: throughput(clocked(log)))
    same(twins, lambda log: clocked(log).rows(clocked(log).events.order_by("case_no", "position")))


@pytest.mark.parametrize("days", [False, True], ids=["hours", "days"])
def test_dates_without_times_are_identical(on_spark, days):
    rows = [(case, step, time[:10] if days else time) for case, step, time, *_rest in a_service(40)]
    same(
        (log_of(rows), on_spark(rows)),
        lambda log: (directly_follows(log), throughput(log), find_routines(log)[0]),
    )


@pytest.mark.parametrize(
    "one",
    [
        Contains(("Decide",)), Contains(("Ask",), exclude=True), Channel(("Web",)), System(("CRM",)),
        Period(date(2025, 1, 10), date(2025, 1, 20)), Period(date(2025, 1, 8), date(2025, 1, 12), when="touching"),
        Duration(at_least=3600 * 5), Endpoints(starts=("Receive",), ends=("Decide",)), Variants((1, 2, 5)),
        Follows("Enter in CRM", "Ask"), Follows("Receive", "Inspect", directly=False), Repeats("Decide"),
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("twins", ["a service"], indirect=True)
def test_a_filtered_log_is_identical(twins, one):
    kept = filtered(twins[0], [one]), filtered(twins[1], [one])
    for ask in (directly_follows, top_variants, throughput):
        same(kept, ask)
    same(kept, lambda log: ActivityStatistics.of(log).total().gaps.log_sum.tolist())
