from __future__ import annotations

from collections import Counter

import pandas as pd
import pyarrow as pa
import pytest

from benchmarks import generate
from benchmarks.generate import write_log
from benchmarks.generate_xes import write_xes
from connectors import open_source

SMALL = 20_000


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    file = tmp_path_factory.mktemp("generated") / "log.csv"
    n_events = write_log(file, SMALL)
    events = pd.read_csv(file, dtype=str)
    assert len(events) == n_events
    return events.assign(time=pd.to_datetime(events["Timestamp"]))


@pytest.fixture(scope="module")
def variants(log):
    return Counter(log.groupby("Case ID", sort=False)["Activity"].agg(tuple))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path):
    files = [tmp_path / name for name in ("one.csv", "again.csv", "other.csv")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        write_log(file, 2_000, seed)
    one, again, other = (file.read_bytes() for file in files)
    assert one == again != other


def test_events_come_near_the_number_asked_for_about_fourteen_a_case(log):
    assert len(log) == pytest.approx(SMALL, rel=0.03)
    assert log["Case ID"].nunique() == pytest.approx(SMALL / 13.9, rel=0.03)


def test_a_few_variants_hold_a_third_of_the_cases_and_many_are_rare(variants):
    n_cases = variants.total()
    assert 0.30 <= sum(n for _, n in variants.most_common(10)) / n_cases <= 0.40
    assert 300 <= len(variants) <= 500
    assert sum(n == 1 for n in variants.values()) > len(variants) / 2


def test_every_case_runs_from_application_to_the_end_and_some_repeat_steps(log, variants):
    assert log["Activity"].nunique() == 18
    assert {variant[0] for variant in variants} == {"Receive application"}
    assert {variant[-1] for variant in variants} == {"Close case", "Send decision letter"}
    n_reworked = sum(n for variant, n in variants.items() if len(set(variant)) < len(variant))
    assert 0.3 < n_reworked / variants.total() < 0.7


def test_about_one_event_in_a_hundred_is_tied_with_the_event_before(log):
    gaps = log.groupby("Case ID", sort=False)["time"].diff()
    assert 0.005 < (gaps == pd.Timedelta(0)).mean() < 0.015


def test_channel_and_ward_belong_to_the_case_and_a_system_account_does_two_steps(log):
    by_case = log.groupby("Case ID")[["Channel", "Ward"]].nunique()
    assert (by_case == 1).all(axis=None)
    assert log["Ward"].nunique() == 20
    by_system = log[log["Officer"] == "svc-workflow"]
    assert set(by_system["Activity"]) == {"Send acknowledgement", "Send decision letter"}
    assert log["Officer"].nunique() == 61


@pytest.mark.parametrize("cases_at_once", [100, 50_000])
def test_rows_are_in_order_of_time_also_where_chunks_meet(tmp_path, monkeypatch, cases_at_once):
    monkeypatch.setattr(generate, "_CASES_AT_ONCE", cases_at_once)
    write_log(tmp_path / "log.csv", SMALL)
    events = pd.read_csv(tmp_path / "log.csv")
    assert events["Timestamp"].is_monotonic_increasing
    assert (events.groupby("Case ID")["Activity"].first() == "Receive application").all()
    assert events["Case ID"].nunique() == round(SMALL / generate.MEAN_EVENTS)


def test_the_xes_log_holds_the_same_events(tmp_path):
    n_events = write_log(tmp_path / "small.csv", 2_000)
    assert write_xes(tmp_path / "small.xes", 2_000) == n_events
    write_xes(tmp_path / "again.xes", 2_000)
    assert (tmp_path / "small.xes").read_bytes() == (tmp_path / "again.xes").read_bytes()
    raw = open_source(tmp_path / "small.xes")
    table = pa.Table.from_batches(raw.batches)
    assert table.num_rows == n_events
    written = (tmp_path / "small.csv").read_text("utf-8")
    assert all(case in written for case in table["case:concept:name"].unique().to_pylist())
