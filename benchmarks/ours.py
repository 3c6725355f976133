"""Throughline's own part of the benchmark. Imports stand in the functions: a peer's process must not hold us."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.base import ASKED, BEFORE, Answer, Engine, Selection, Timed

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["OURS"]

Ask = Callable[["EventLog"], Answer]


def _store(file: Path) -> Path:
    return file.with_suffix(".throughline")


def _read(file: Path, store: Path) -> EventLog:
    from connectors import open_source
    from mining.eventlog import EventLog
    from mining.mapping import Mapping, ReadingRules
    from mining.privacy.rules import PrivacyRules

    mapping = Mapping(
        "Case ID", "Activity", "Timestamp",
        resource="Officer", channel="Channel", system="System", case_attributes=("Ward",),
    )  # fmt: skip
    # The peers take days in UTC. The key of the pseudonyms is of no use afterwards.
    rules = ReadingRules(timezone="UTC", privacy=PrivacyRules(keep_key=False))
    return EventLog.from_table(open_source(file), mapping, rules, store=store)


def _open(file: Path) -> EventLog:
    from mining.eventlog import EventLog

    return EventLog.open(_store(file))


def _selected(log: EventLog, selection: Selection) -> EventLog:
    from mining.filters import Channel, Period, filtered

    last = selection.end.date() - timedelta(days=1)
    return filtered(log, [Channel((selection.channel,)), Period(selection.begin.date(), last)])


def _import_what_ibis_puts_off() -> None:
    """Import pandas, which Ibis does with its first answer: nobody's imports are timed."""
    import ibis.backends.duckdb.converter  # noqa: F401


def _ingest(file: Path) -> Timed:
    import mining.eventlog  # noqa: F401
    from connectors import connectors

    connectors()
    _import_what_ibis_puts_off()
    return lambda: {"events": _read(file, file.with_suffix(".ingested")).n_events}


def _xes(file: Path) -> Timed:
    import mining.eventlog  # noqa: F401
    from connectors import connectors, open_source
    from mining.eventlog import EventLog
    from mining.mapping import ReadingRules
    from mining.privacy.rules import PrivacyRules

    connectors()
    _import_what_ibis_puts_off()

    def timed() -> Answer:
        raw = open_source(file)
        assert raw.mapping
        rules = ReadingRules(privacy=PrivacyRules(keep_key=False))
        log = EventLog.from_table(raw, raw.mapping, rules, store=file.with_suffix(".ingested"))
        return {"events": log.n_events}

    return timed


def _graph() -> Ask:
    from mining.discovery.flows import directly_follows

    def ask(log: EventLog) -> Answer:
        flows = directly_follows(log).flows
        return {"flows": len(flows), "sum_of_medians": sum(flow.median or 0.0 for flow in flows)}

    return ask


def _variants() -> Ask:
    from mining.discovery.variants import top_variants

    def ask(log: EventLog) -> Answer:
        variants = top_variants(log)
        return {"variants": len(variants), "most_frequent": variants[0].n_cases}

    return ask


def _features() -> Ask:
    from mining.ranking.statistics import ActivityStatistics

    return lambda log: {"executions": float(ActivityStatistics.of(log).total().executions.sum())}


def _refilter(selection: Selection) -> Ask:
    from mining.performance.throughput import throughput

    graph, variants = _graph(), _variants()

    def ask(log: EventLog) -> Answer:
        chosen = _selected(log, selection)
        times = throughput(chosen)
        durations = {"median": times.median or 0.0, "mean": times.mean or 0.0, "p90": times.p90 or 0.0}
        return {**graph(chosen), **variants(chosen), **durations}

    return ask


def _analysis() -> Ask:
    from mining.report import report_on

    return lambda log: {"ranked": len(report_on(log).analysis.ranking.opportunities)}


def _question(load: Callable[[], Ask], before: Callable[[], Ask] | None = None) -> Callable[[Path], Timed]:
    """Return what loads the code of a question, opens the log, perhaps asks something before, and then times it."""

    def ready(file: Path) -> Timed:
        _import_what_ibis_puts_off()
        ask, log = load(), _open(file)
        if before:
            before()(log)
        return lambda: ask(log)

    return ready


OURS = Engine(
    packages=("duckdb", "ibis-framework", "pyarrow"),
    code=("mining", "connectors", "benchmarks/ours.py"),
    mb_per_million=0,
    prepare=lambda file: _read(file, _store(file)),
    tasks={
        "ingest": _ingest,
        "xes": _xes,
        "graph": _question(_graph),
        "variants": _question(_variants),
        "features": _question(_features),
        "refilter": _question(lambda: _refilter(ASKED), before=lambda: _refilter(BEFORE)),
        "refilter cold": _question(lambda: _refilter(ASKED)),
        "analysis": _question(_analysis),
    },
)
