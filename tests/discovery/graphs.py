"""A small hand-made graph that the tests of the map share."""

from __future__ import annotations

from mining.discovery.flows import ActivityFigures, DirectlyFollowsGraph, Flow
from mining.units import Seconds

HOUR = 3_600.0


def activity(name: str, n_events: int, **figures: int | float | None) -> ActivityFigures:
    """Return an activity; what is not given is as if every case had it once, in the middle."""
    usual: dict[str, int | float | None] = {
        "n_cases": n_events,
        "n_starting": 0,
        "n_ending": 0,
        "median_wait": HOUR,
        "p90_wait": 3 * HOUR,
    }
    return ActivityFigures(name, n_events, **(usual | figures))


def flow(source: str, target: str, n: int, hours: float = 1.0, n_cases: int | None = None) -> Flow:
    """Return a flow taken `n` times with a median of so many hours."""
    times = Seconds(hours * HOUR), Seconds(3 * hours * HOUR)
    return Flow(source, target, n, n if n_cases is None else n_cases, *times)


def small_graph() -> DirectlyFollowsGraph:
    """Return 100 cases of Report, Triage and Close; 40 ask for more and come back; Ask repeats itself.

    Report → Triage 100, Triage → Ask 40, Ask → Ask 10, Ask → Triage 40, Triage → Close 97, and three
    cases end at Triage: 100 start, 3 + 97 end.
    """
    return DirectlyFollowsGraph(
        (
            activity("Triage", 140, n_cases=100, n_ending=3),
            activity("Report", 100, n_starting=100, median_wait=None, p90_wait=None),
            activity("Close", 97, n_ending=97, median_wait=48 * HOUR),
            activity("Ask", 50, n_cases=40),
        ),
        (
            flow("Report", "Triage", 100),
            flow("Triage", "Close", 97, hours=48),
            flow("Ask", "Triage", 40, hours=12),
            flow("Triage", "Ask", 40),
            flow("Ask", "Ask", 10, n_cases=4),
        ),
        100,
    )


_COUNCIL = (
    "Report received",
    "Acknowledge customer",
    "Triage and categorise",
    "Check for duplicates",
    "Copy details into the case system",
    "Request more information from the resident",
    "Information received",
    "Allocate to area officer",
    "Site inspection",
    "Raise works order with contractor",
    "Works completed",
    "Quality check and photo evidence",
    "Update customer by email or letter",
    "Close case",
)
# Source, target, count, median hours.
_COUNCIL_FLOWS = (
    (0, 1, 1850, 0.05), (0, 2, 150, 0.4), (1, 2, 1700, 3.1), (1, 3, 140, 1.2), (1, 5, 60, 2),
    (2, 3, 1500, 2.2), (2, 5, 210, 9), (2, 7, 180, 20), (2, 13, 90, 30), (3, 4, 1320, 1.1),
    (3, 13, 260, 0.6), (3, 2, 70, 5), (4, 7, 1200, 18), (4, 4, 160, 0.3), (4, 5, 90, 4),
    (5, 6, 420, 96), (5, 13, 70, 240), (5, 5, 65, 72), (6, 2, 240, 6), (6, 4, 120, 5),
    (6, 7, 60, 8), (7, 8, 1050, 52), (7, 9, 310, 31), (7, 7, 130, 26), (7, 5, 60, 12),
    (8, 9, 820, 22), (8, 5, 55, 7), (8, 13, 120, 16), (8, 8, 60, 90), (9, 10, 1080, 160),
    (9, 9, 40, 50), (9, 12, 20, 24), (10, 11, 640, 28), (10, 12, 420, 9), (10, 9, 35, 40),
    (11, 12, 600, 3), (11, 9, 40, 6), (12, 13, 1010, 2), (12, 5, 12, 3), (11, 13, 30, 1),
)  # fmt: skip


def council_graph() -> DirectlyFollowsGraph:
    """Return a made-up street-repair process of a council: 2,000 cases, 14 activities, 40 flows."""
    arrivals = [0] * len(_COUNCIL)
    departures = [0] * len(_COUNCIL)
    for source, target, n, _ in _COUNCIL_FLOWS:
        departures[source] += n
        arrivals[target] += n
    arrivals[0] += 2000
    activities = [
        activity(
            name,
            arrivals[place],
            n_cases=min(2000, arrivals[place]),
            n_starting=2000 if place == 0 else 0,
            n_ending=max(0, arrivals[place] - departures[place]),
            median_wait=None if place == 0 else (place + 1) * HOUR,
        )
        for place, name in enumerate(_COUNCIL)
    ]
    flows = [
        flow(_COUNCIL[source], _COUNCIL[target], n, hours) for source, target, n, hours in _COUNCIL_FLOWS
    ]
    return DirectlyFollowsGraph(
        tuple(sorted(activities, key=lambda a: -a.n_events)), tuple(sorted(flows, key=lambda f: -f.n)), 2000
    )
