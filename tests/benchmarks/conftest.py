from __future__ import annotations

import pytest

from benchmarks.generate import write_log


@pytest.fixture(scope="session")
def small_log(tmp_path_factory):
    """A log of about 2,000 events as a CSV."""
    file = tmp_path_factory.mktemp("bench") / "small.csv"
    assert 1_800 < write_log(file, 2_000) < 2_200
    return file
