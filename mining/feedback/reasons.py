"""The reasons a reviewer chooses from, in plain English."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["REASONS"]

REASONS = MappingProxyType(
    {
        "same every time": "It is done the same way every time",
        "rules can be written": "Its rules can be written down",
        "data at hand": "Everything it needs is in a system already",
        "often": "It is done often enough to be worth it",
        "judgement": "It needs a person's judgement",
        "people at risk": "People could be harmed if it goes wrong",
        "law": "The law or a policy asks for a person",
        "contact matters": "The contact with the citizen matters",
        "rules unclear": "Its rules change or are disputed",
        "data missing": "What it needs is on paper or missing",
        "too rare": "It is too rare to be worth it",
        "another fix": "Another change would do more",
        "not needed": "It should not have to be done at all",
        "log misleads": "The log does not show what really happens",
        "other": "Another reason, in the note",
    }
)
"""Key of each reason -> how it reads. Keys are kept in records: add to them, never change one."""
