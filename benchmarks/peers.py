"""The peers' part of the benchmark, and the floor. Each is imported only in a process that times it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from benchmarks.base import ASKED, BEFORE, Answer, Engine, Selection, Timed

__all__ = ["PEERS"]

CASE, ACTIVITY, TIME = "case:concept:name", "concept:name", "time:timestamp"
_CODE = ("benchmarks/peers.py",)

Package: TypeAlias = Any
Log: TypeAlias = Any
"""Of a peer, which need not be installed, and so cannot be typed."""

Read = Callable[[Path], Log]
Ask = Callable[[Package, Log], Answer]


def _scan(file: Path) -> Timed:
    """The floor: DuckDB reads every value of the CSV and keeps none."""
    import duckdb

    names = ("Case ID", "Activity", "Timestamp", "Officer", "Channel", "System", "Ward")
    types = {name: "TIMESTAMP" if name == "Timestamp" else "VARCHAR" for name in names}
    ends = ", ".join(f'min("{name}"), max("{name}")' for name in names)
    query = f"SELECT count(*), {ends} FROM read_csv(?, header = true, columns = ?)"
    return lambda: {"events": duckdb.execute(query, [str(file), types]).fetchall()[0][0]}


def _held(file: Path, engine: str) -> Path:
    return file.with_suffix(f".{engine}.parquet")


def _pm4py_frame(file: Path) -> Log:
    import pandas as pd
    import pm4py

    return pm4py.format_dataframe(pd.read_csv(file), "Case ID", "Activity", "Timestamp")


def _pm4py_open(file: Path) -> Log:
    import pandas as pd

    return pd.read_parquet(_held(file, "pm4py"))


def _pl4pm_frame(file: Path) -> Log:
    polars, pl4pm = import_module("polars"), import_module("pl4pm")
    raw = polars.scan_csv(file, try_parse_dates=True)
    return pl4pm.format_dataframe(raw, "Case ID", "Activity", "Timestamp")


def _pl4pm_open(file: Path) -> Log:
    return import_module("polars").read_parquet(_held(file, "pl4pm")).lazy()


def _graph(pm: Package, frame: Log) -> Answer:
    flows = pm.discover_performance_dfg(frame, perf_aggregation_key="all")[0]
    return {"flows": len(flows), "sum_of_medians": float(sum(times["median"] for times in flows.values()))}


def _variants(pm: Package, frame: Log) -> Answer:
    variants = pm.get_variants(frame)
    return {"variants": len(variants), "most_frequent": max(variants.values())}


def _features(pm: Package, frame: Log) -> Answer:
    pm.get_all_case_durations(frame)
    pm.get_rework_cases_per_activity(frame)
    return {"executions": sum(pm.get_event_attribute_values(frame, ACTIVITY).values())}


def _refiltered(pm: Package, frame: Log, selection: Selection) -> Answer:
    import numpy as np

    of_channel = pm.filter_event_attribute_values(frame, "Channel", [selection.channel], level="case")
    chosen = _beginning_within(pm, of_channel, selection)
    durations = pm.get_all_case_durations(chosen)
    median, p90 = np.quantile(durations, [0.5, 0.9])
    times = {"median": float(median), "mean": float(np.mean(durations)), "p90": float(p90)}
    return {**_graph(pm, chosen), **_variants(pm, chosen), **times}


def _beginning_within(pm: Package, frame: Log, selection: Selection) -> Log:
    if pm.__name__ == "pl4pm":  # It has no such filter.
        begins = import_module("polars").col(TIME).min().over(CASE)
        return frame.lazy().filter((begins >= selection.begin) & (begins < selection.end)).collect().lazy()
    begin, last = selection.begin, selection.end - timedelta(seconds=1)
    return pm.filter_time_range(frame, f"{begin:%F %T}", f"{last:%F %T}", mode="traces_starting_in")


def _ingest(name: str, read: Read) -> Callable[[Path], Timed]:
    def ready(file: Path) -> Timed:
        import_module(name)
        return lambda: {"events": len(read(file))}

    return ready


def _pm4py_xes(file: Path) -> Timed:
    pm4py = import_module("pm4py")
    # Its default importer; named, because with r4pm installed and Polars not it stumbles over its own choice.
    return lambda: {"events": len(pm4py.read_xes(str(file), variant="iterparse"))}


def _question(name: str, read: Read, ask: Ask, before: Ask | None = None) -> Callable[[Path], Timed]:
    def ready(file: Path) -> Timed:
        pm, frame = import_module(name), read(file)
        if before:
            before(pm, frame)
        return lambda: ask(pm, frame)

    return ready


def _frame_tasks(name: str, read: Read, reopen: Read) -> dict[str, Callable[[Path], Timed]]:
    def asked(pm: Package, frame: Log) -> Answer:
        return _refiltered(pm, frame, ASKED)

    def before(pm: Package, frame: Log) -> Answer:
        return _refiltered(pm, frame, BEFORE)

    return {
        "ingest": _ingest(name, read),
        "graph": _question(name, reopen, _graph),
        "variants": _question(name, reopen, _variants),
        "features": _question(name, reopen, _features),
        "refilter": _question(name, reopen, asked, before),
        "refilter cold": _question(name, reopen, asked),
    }


def _r4pm_log(file: Path) -> str:
    polars, r4pm = import_module("polars"), import_module("r4pm")
    names = {"Case ID": CASE, "Activity": ACTIVITY, "Timestamp": TIME, "Officer": "org:resource"}
    raw = polars.read_csv(file, try_parse_dates=True).rename(names)
    return str(r4pm.import_item_from_df("EventLog", raw))


def _r4pm_ingest(file: Path) -> Timed:
    import_module("polars"), import_module("r4pm")

    def timed() -> Answer:
        _r4pm_log(file)
        return {}

    return timed


def _r4pm_graph(bindings: Package, log: str) -> Answer:
    return {"flows": len(bindings.discover_dfg(log)["directly_follows_relations"])}


def _r4pm_variants(bindings: Package, log: str) -> Answer:
    variants = bindings.get_variants(bindings.log_to_activity_projection(log))
    return {"variants": len(variants), "most_frequent": variants[0]["count"]}


PEERS = {
    "floor": Engine(("duckdb",), _CODE, 0, lambda _file: None, {"floor": _scan}),
    "pm4py": Engine(
        ("pm4py", "pandas"),
        _CODE,
        500,
        lambda file: _pm4py_frame(file).to_parquet(_held(file, "pm4py")),
        {**_frame_tasks("pm4py", _pm4py_frame, _pm4py_open), "xes": _pm4py_xes},
    ),
    "pl4pm": Engine(
        ("pl4pm", "polars"),
        _CODE,
        500,
        lambda file: _pl4pm_frame(file).write_parquet(_held(file, "pl4pm")),
        _frame_tasks("pl4pm", _pl4pm_frame, _pl4pm_open),
    ),
    "r4pm": Engine(
        ("r4pm", "polars"),
        _CODE,
        1900,
        lambda _file: None,
        {
            "ingest": _r4pm_ingest,
            "graph": _question("r4pm.bindings", _r4pm_log, _r4pm_graph),
            "variants": _question("r4pm.bindings", _r4pm_log, _r4pm_variants),
        },
    ),
}
