from __future__ import annotations

import pytest

from mining.ranking.classifier import SuitabilityModel
from mining.ranking.model_file import load_model


@pytest.fixture(scope="session")
def model() -> SuitabilityModel:
    """The model that comes with the program."""
    return load_model()
