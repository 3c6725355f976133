"""What the app and the command line get, and whether the files are of the promised make."""

from __future__ import annotations

import pandas as pd
import pytest

from sample_logs import Sample, samples
from sample_logs.planted import PLANTED
from sample_logs.table import TIME_FORMAT

EVERY_SAMPLE = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.key)


def test_every_sample_has_its_truth_and_its_card() -> None:
    assert [sample.key for sample in samples()] == list(PLANTED)
    for sample in samples():
        assert sample.path.is_file()
        assert sample.path.with_suffix(".md").is_file()
        assert sample.title and sample.description.endswith(".")


@EVERY_SAMPLE
def test_the_mapping_names_every_column(sample: Sample, raw: dict[str, pd.DataFrame]) -> None:
    assert sample.mapping.columns == tuple(raw[sample.key].columns)


@EVERY_SAMPLE
def test_every_time_is_day_first_and_decidable(sample: Sample, raw: dict[str, pd.DataFrame]) -> None:
    frame, mapping = raw[sample.key], sample.mapping
    for column in filter(None, (mapping.timestamp, mapping.start)):
        parsed = pd.to_datetime(frame[column], format=TIME_FORMAT, errors="coerce")
        spoiled = PLANTED[sample.key].unreadable_times if column == mapping.timestamp else 0
        assert parsed.isna().sum() == spoiled
        days = frame[column][parsed.notna()].str.slice(0, 2).astype(int)
        assert days.max() > 12 and days.min() < 12
    assert sample.rules.date_order == "dmy"


@EVERY_SAMPLE
def test_size(sample: Sample, logs: dict[str, pd.DataFrame]) -> None:
    log = logs[sample.key]
    executions = log.activity.value_counts()
    assert 600 <= log.case.nunique() <= 1500
    assert 6_000 <= len(log) <= 12_000
    assert 10 <= len(executions) <= 14
    assert (executions >= 20).sum() >= 9
    staff = log.resource.str.contains("Officer|Senior|Assessor|Therapist|Supervisor")
    assert 6 <= log.resource[staff].nunique() <= 12


@EVERY_SAMPLE
def test_no_time_falls_into_the_hours_the_clocks_change(
    sample: Sample, logs: dict[str, pd.DataFrame]
) -> None:
    # 01:00-02:00 does not exist on 30 March 2025 and comes twice on 26 October 2025.
    log = logs[sample.key]
    times = pd.concat([log[name] for name in ("time", "start") if name in log])
    changes = times[times.dt.strftime("%d/%m/%Y").isin(["30/03/2025", "26/10/2025"])]
    assert not changes.dt.hour.eq(1).any()


@EVERY_SAMPLE
def test_officers_work_on_weekdays(sample: Sample, logs: dict[str, pd.DataFrame]) -> None:
    log = logs[sample.key]
    staff = log[log.resource.str.contains("Officer|Senior|Assessor|Therapist|Supervisor|Crew")]
    assert staff.time.dt.day_of_week.max() <= 4
    assert staff.time.dt.hour.between(6, 17).all()
    assert log.time.dt.day_of_week.max() == 6, "the public comes at weekends too"


def test_some_events_of_one_case_share_a_second(logs: dict[str, pd.DataFrame]) -> None:
    ties = {key: int(log.gap_minutes.eq(0).sum()) for key, log in logs.items()}
    assert sum(ties.values()) >= 10
    assert max(ties.values()) <= 50


@EVERY_SAMPLE
def test_real_variation(sample: Sample, logs: dict[str, pd.DataFrame]) -> None:
    variants = logs[sample.key].groupby("case").activity.agg(tuple).value_counts()
    assert len(variants) >= 40
    assert variants.iloc[0] < 0.6 * variants.sum()


def test_two_ways_of_writing_case_ids_keep_their_zeros(raw: dict[str, pd.DataFrame]) -> None:
    assert raw["council_tax_moves"]["Reference"].str.fullmatch(r"\d{8}").all()
    assert raw["council_tax_moves"]["Reference"].str.startswith("0000").all()


def test_no_cell_begins_like_a_formula(raw: dict[str, pd.DataFrame]) -> None:
    for frame in raw.values():
        for column in frame:
            assert not frame[column].str.match(r"[=+\-@\t\r]").any()
