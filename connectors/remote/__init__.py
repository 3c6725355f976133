"""Event logs that a service hands out page by page: fetched whole or not at all, whatever it does meanwhile.

What fetches needs dlt, an optional extra (requirements-connect.txt); nothing here imports it before it is used.
"""

from __future__ import annotations

import os

from connectors.remote.fetching import discard, pull
from connectors.remote.secret import secret_of
from connectors.remote.source import Cursor, Link, Patience, Remote

__all__ = ["Cursor", "Link", "Patience", "Remote", "discard", "pull", "secret_of"]

# dlt reads its settings from here; they stand before any module of this room imports it.
os.environ |= {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",  # its log names addresses and repeats replies
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "RESTORE_FROM_DESTINATION": "false",  # what is noted beside the pages is the only truth
}
