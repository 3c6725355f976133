"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"needs the folder shared/{name} beside the checkout; it is not part of the project")
    return folder


@pytest.fixture(scope="session")
def public_logs() -> Path:
    """Return the folder of public event logs."""
    return _folder("logs")


@pytest.fixture(scope="session")
def hostile_corpus() -> Path:
    """Return the folder of hostile inputs."""
    return _folder("hostile")
