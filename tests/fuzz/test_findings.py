"""Every input that fuzzing once found a fault with, and the inputs it begins from."""

from __future__ import annotations

import pytest

from tests.fuzz.doors import DOORS, FINDINGS

FOUND = sorted(FINDINGS.iterdir())


def test_there_are_findings():
    assert FOUND


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path):
    DOORS[path.name.partition("-")[0]].check(path.read_bytes())


@pytest.mark.parametrize("door", DOORS)
def test_what_fuzzing_begins_from_passes(door):
    for seed in DOORS[door].seeds()[:8]:
        DOORS[door].check(seed)
