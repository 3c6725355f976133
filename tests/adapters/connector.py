"""Drives the connector of remote services against the fault server, as the checker of the corpus asks for it.

Called as ``python tests/adapters/connector.py - OPTIONS_JSON OUTDIR``; reports as `hostile` does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

# The checker starts this file by its path, so the repository is put on the path.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from connectors.remote import Cursor, Remote, pull
from mining.eventlog import EventLog
from mining.mapping import Mapping, ReadingRules
from mining.privacy.rules import PrivacyRules
from tests.adapters.report import write_report

FIELDS = ("event_id", "case", "activity", "timestamp")


def events_of(url: str) -> Remote:
    """The events of the fault server."""
    return Remote(
        name="the fault server",
        url=url,
        events="events",
        columns=dict(zip(FIELDS, FIELDS, strict=True)),
        required=FIELDS,
        paging=Cursor("next", "cursor"),
        event_id="event_id",
        total="total",
    )


def _load(options: dict[str, Any]) -> EventLog:
    raw = pull(events_of(options["url"]), SecretStr(options["token"]), Path(options["state"]))
    mapping = Mapping(case="case", activity="activity", timestamp="timestamp")
    clear = PrivacyRules("The checker compares ids as written")
    rules = ReadingRules(timezone=options.get("tz") or "Europe/London", privacy=clear)
    return EventLog.from_table(raw, mapping, rules)


def run(options: dict[str, Any], folder: Path) -> None:
    """Fetch all events, and report."""
    write_report(lambda: _load(options), folder)


if __name__ == "__main__":
    run(json.loads(sys.argv[2]), Path(sys.argv[3]))
