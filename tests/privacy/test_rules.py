from __future__ import annotations

from datetime import date

import pytest

from mining.errors import StoreRefused
from mining.eventlog import EventLog
from mining.mapping import ReadingRules
from mining.privacy import rules
from mining.privacy.rules import PrivacyRules, kept_until
from tests.event_logs import MAPPING, THREE_CASES, raw_table


@pytest.mark.parametrize(
    ("made", "months", "until"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 1), 12, date(2026, 12, 1)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(made, months, until):
    assert kept_until(made, months) == until


@pytest.mark.parametrize("months", [0, 121])
def test_a_store_is_not_kept_for_ever(months):
    with pytest.raises(StoreRefused, match="Choose from 1 to 120"):
        PrivacyRules(keep_months=months)


def test_a_store_is_opened_until_its_last_day_and_refused_after_it(tmp_path, monkeypatch):
    store = tmp_path / "log.throughline"
    only = ReadingRules(privacy=PrivacyRules(keep_months=6))
    log = EventLog.from_table(raw_table(THREE_CASES), MAPPING, only, store=store)
    last = log.privacy.keep_until
    assert last == kept_until(log.privacy.made, 6)
    log.close()
    monkeypatch.setattr("mining.storage.today", lambda: last)
    monkeypatch.setattr(rules, "today", lambda: last)
    EventLog.open(store).close()
    after = date.fromordinal(last.toordinal() + 1)
    monkeypatch.setattr("mining.storage.today", lambda: after)
    monkeypatch.setattr(rules, "today", lambda: after)
    for refused in (EventLog.open, lambda path: EventLog.append(path, raw_table(THREE_CASES))):
        with pytest.raises(StoreRefused, match=r"that day is past. Delete it with `python -m mining delete"):
            refused(store)
