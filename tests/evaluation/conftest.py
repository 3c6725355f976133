"""A log that the tests of the ranking use as well."""

from __future__ import annotations

import pytest

from mining.eventlog import EventLog
from tests.event_logs import log_of
from tests.ranking.conftest import COLUMNS, MAPPING, council_rows


@pytest.fixture(scope="session")
def council_log() -> EventLog:
    """Sixty applications to a council."""
    return log_of(council_rows(), COLUMNS, MAPPING)
