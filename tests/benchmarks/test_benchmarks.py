from __future__ import annotations

import pytest

from benchmarks.__main__ import table
from benchmarks.generate import write_log
from benchmarks.generate_xes import write_xes
from benchmarks.tasks import TASKS, main


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    file = tmp_path_factory.mktemp("bench") / "small.csv"
    assert 1_700 < write_log(file, 2_000) < 2_300
    return file


def test_the_same_seed_gives_the_same_bytes(small, tmp_path):
    write_log(tmp_path / "again.csv", 2_000)
    assert small.read_bytes() == (tmp_path / "again.csv").read_bytes()
    write_log(tmp_path / "other.csv", 2_000, seed=2)
    assert small.read_bytes() != (tmp_path / "other.csv").read_bytes()


def test_the_xes_log_holds_the_same_events(small, tmp_path):
    assert write_xes(tmp_path / "small.xes", 2_000) == len(small.read_text("utf-8").splitlines()) - 1
    write_xes(tmp_path / "again.xes", 2_000)
    assert (tmp_path / "small.xes").read_bytes() == (tmp_path / "again.xes").read_bytes()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TASKS)
def test_every_task_runs_and_tells_seconds_and_memory(name, small, capsys):
    main(name, small)
    assert '"seconds"' in capsys.readouterr().out


def test_ratios_stand_only_where_the_peer_does_the_same():
    found = {"graph": {"seconds": 1, "peak_mib": 50}, "ranking": {"seconds": 2, "peak_mib": 60},
             "pm4py graph": {"seconds": 4, "peak_mib": 100}}  # fmt: skip
    written = table(1000, found)
    assert "| graph | 1.000 | 50 | 0.25 | 0.50 |" in written
    assert "| ranking | 2.000 | 60 |  |  |" in written
