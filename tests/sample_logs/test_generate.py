"""The committed files are what the generator writes, and their cards tell the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from sample_logs.generate import SEED, files_of, main
from sample_logs.process import Process
from sample_logs.processes import PROCESSES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "sample_logs"
MAX_BYTES = 1_500_000


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.key)
def test_the_committed_files_are_regenerated_byte_for_byte(process: Process) -> None:
    files = files_of(process)
    assert sorted(files) == [f"{process.key}.csv", f"{process.key}.md"]
    for name, contents in files.items():
        assert (FOLDER / name).read_bytes() == contents, f"run python -m sample_logs.generate for {name}"
        assert len(contents) < MAX_BYTES


def test_the_command_writes_every_file_where_it_is_told(tmp_path: Path) -> None:
    main(["--seed", "7", "--out", str(tmp_path / "new")])
    written = {path.name: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert sorted(written) == sorted(
        f"{process.key}.{ending}" for process in PROCESSES for ending in ("csv", "md")
    )
    assert b"--seed 7`" in written["blue_badge.md"]
    assert written["blue_badge.csv"] != (FOLDER / "blue_badge.csv").read_bytes()


def test_without_a_seed_the_command_takes_the_committed_one(tmp_path: Path) -> None:
    main(["--out", str(tmp_path)])
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (FOLDER / path.name).read_bytes()


@pytest.mark.parametrize("seed", ["-1", "1.5", "²", "many"])
def test_a_seed_that_is_none_is_refused_in_words(
    seed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([f"--seed={seed}", "--out", str(tmp_path)])
    assert f"is not a seed; give a whole number from 0, such as {SEED}." in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
