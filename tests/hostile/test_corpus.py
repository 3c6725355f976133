"""The corpus of hostile inputs, judged by its own checker, against the list of failures we know of.

A failure that is not listed fails the test; so does a listed one that has been mended. The adapter runs
in a forked child for each input, with the checker's limits on time and memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ADAPTERS = HERE.parent / "adapters"
LEAST = 65

pytestmark = pytest.mark.hostile


@pytest.fixture(scope="session")
def verdicts(hostile_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return what the checker says of each input: a list of verdict and detail."""
    result = tmp_path_factory.mktemp("hostile") / "result.json"
    checker = [sys.executable, str(hostile_corpus / "check_corpus.py"), "--corpus", str(hostile_corpus)]
    told = subprocess.run(
        [*checker, "--adapter", "py:hostile:run", "--json", str(result), "-q"],
        cwd=ADAPTERS,  # the checker imports the adapter from where it stands
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert result.exists(), told.stdout + told.stderr
    return {case["id"]: case["verdicts"] for case in json.loads(result.read_text(encoding="utf-8"))}


@pytest.fixture(scope="session")
def expected() -> dict[str, str]:
    """Return the inputs known to fail, each with the reason."""
    return tomllib.loads((HERE / "expected_failures.toml").read_text(encoding="utf-8"))


def _failed(verdicts: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    return {name: found for name, found in verdicts.items() if found[0][0] != "ok"}


def test_every_input_was_judged(verdicts, hostile_corpus):
    manifest = json.loads((hostile_corpus / "manifest.json").read_text(encoding="utf-8"))
    assert set(verdicts) == {case["id"] for case in manifest["cases"] if case["file"]}


def test_nothing_fails_that_is_not_listed(verdicts, expected):
    new = {name: found for name, found in _failed(verdicts).items() if name not in expected}
    assert not new


def test_nothing_is_listed_that_passes(verdicts, expected):
    mended = set(expected) - set(_failed(verdicts))
    assert not mended


def test_every_listed_failure_has_a_reason(expected):
    assert all(isinstance(reason, str) and len(reason) > 20 for reason in expected.values())


def test_most_pass(verdicts):
    assert len(verdicts) - len(_failed(verdicts)) >= LEAST
