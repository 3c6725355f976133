"""The corpus's own scenarios of services that misbehave, judged by its own checker."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GROUPS = ("timeout", "ok|429|500", "truncated|cursor|kill")
"""Run side by side: one of them waits half a minute for an answer that never comes."""

pytestmark = pytest.mark.hostile


def _judged(corpus: Path, group: str) -> list[str]:
    adapter = f"{sys.executable} {ROOT / 'tests' / 'adapters' / 'connector.py'}"
    told = subprocess.run(
        [
            *(sys.executable, str(corpus / "check_connectors.py"), "--corpus", str(corpus)),
            *("--adapter", adapter, "--only", group),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    return [line for line in told.stdout.splitlines() if line.startswith("conn-")]


def test_every_scenario_passes(hostile_corpus):
    with ThreadPoolExecutor() as pool:
        lines = [
            line for lines in pool.map(lambda group: _judged(hostile_corpus, group), GROUPS) for line in lines
        ]
    failed = [line for line in lines if not re.match(r"\S+\s+ok\s", line)]
    assert not failed
    assert len(lines) >= 7
