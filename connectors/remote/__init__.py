"""Event logs that a service hands out page by page: fetched whole or not at all, whatever it does meanwhile.

What fetches needs dlt, an optional extra (requirements-connect.txt); nothing here imports it before it is used.
"""

from __future__ import annotations

from connectors.remote.fetching import discard, pull
from connectors.remote.secret import secret_of
from connectors.remote.source import Cursor, Link, Patience, Remote

__all__ = ["Cursor", "Link", "Patience", "Remote", "discard", "pull", "secret_of"]
