"""The committed sample logs as tables, read as text and then parsed day first."""

from __future__ import annotations

import pandas as pd
import pytest

from sample_logs import Sample, samples
from sample_logs.table import TIME_FORMAT

SAMPLES = {sample.key: sample for sample in samples()}


def as_text(sample: Sample) -> pd.DataFrame:
    """Every cell of the file as it stands."""
    return pd.read_csv(sample.path, dtype=str, keep_default_na=False, encoding="utf-8")


def as_log(sample: Sample) -> pd.DataFrame:
    """Readable rows in case order, with the columns named by the part they play."""
    raw, mapping = as_text(sample), sample.mapping
    named = pd.DataFrame(
        {
            "case": raw[mapping.case],
            "activity": raw[mapping.activity],
            "time": pd.to_datetime(raw[mapping.timestamp], format=TIME_FORMAT, errors="coerce"),
            "resource": raw[mapping.resource],
            "channel": raw[mapping.channel],
            "system": raw[mapping.system],
            **{name: raw[name] for name in (*mapping.case_attributes, *mapping.event_attributes)},
        }
    )
    if mapping.start:
        named["start"] = pd.to_datetime(raw[mapping.start], format=TIME_FORMAT)
    log = named[~raw.duplicated()].dropna(subset="time")
    log = log.sort_values(["case", "time"], kind="stable", ignore_index=True)
    same_case = log["case"].eq(log["case"].shift())
    log["previous"] = log["activity"].shift().where(same_case, "")
    log["next"] = log["activity"].shift(-1).where(log["case"].eq(log["case"].shift(-1)), "")
    log["gap_minutes"] = log["time"].diff().dt.total_seconds().where(same_case) / 60
    return log


@pytest.fixture(scope="session")
def logs() -> dict[str, pd.DataFrame]:
    """Return each sample log in case order, by key."""
    return {key: as_log(sample) for key, sample in SAMPLES.items()}


@pytest.fixture(scope="session")
def raw() -> dict[str, pd.DataFrame]:
    """Return each sample file as text, by key."""
    return {key: as_text(sample) for key, sample in SAMPLES.items()}
