"""Everything this program refuses, and how it says so.

::

    ThroughlineError          a sentence: what is wrong, where, how to mend it
    ├── NotReadable           the file is empty, damaged, unsafe or no event log at all
    ├── MappingProblem        a column that was named is missing, or a needed one was not named
    ├── QuestionForUser       the data leave something open that only a person can settle
    ├── NotAllowed            the person is not signed in, or their role may not do this
    ├── NothingLeft           every row was refused
    ├── NoRoom                a disk is full, or memory is used up
    ├── AuditRefused          the audit log or its key cannot be read or written
    ├── EngineMissing         an engine that was asked for is not installed or cannot be reached
    ├── FilterProblem         a filter names what the log does not have
    ├── CalendarProblem       opening hours or closed days that cannot be
    ├── StoreRefused          a prepared store is damaged, in use, too old, or of another version
    │   └── KeyGone           the key of its pseudonyms is not at hand
    ├── ReviewRefused         what a reviewer says cannot be recorded or read
    └── ModelRefused          a model file is not one of ours
"""

from __future__ import annotations

__all__ = [
    "AuditRefused",
    "CalendarProblem",
    "EngineMissing",
    "FilterProblem",
    "KeyGone",
    "MappingProblem",
    "ModelRefused",
    "NoRoom",
    "NotAllowed",
    "NotReadable",
    "NothingLeft",
    "QuestionForUser",
    "ReviewRefused",
    "StoreRefused",
    "ThroughlineError",
    "TooFew",
]


class ThroughlineError(Exception):
    """A refusal a person can act on: one plain sentence of what, where and remedy."""


class NotReadable(ThroughlineError):
    """The file is empty, damaged, unsafe, or not an event log."""


class MappingProblem(ThroughlineError):
    """A named column is not there, or a needed one has not been named."""


class QuestionForUser(ThroughlineError):
    """The data leave something open; guessing would be wrong half the time.

    Parameters
    ----------
    message
        The question, in plain words.
    about
        What is asked about, in the words of the settings: "date order", "columns", "sheet", ...
    """

    def __init__(self, message: str, *, about: tuple[str, ...]) -> None:
        super().__init__(message)
        self.about = about


class NothingLeft(ThroughlineError):
    """Not one row could be used as an event."""


class NoRoom(ThroughlineError):
    """A disk is full, a limit of files or temporary data is reached, or memory is used up."""


class ModelRefused(ThroughlineError):
    """A model file holds a type outside the allow-list, or was made for another feature schema."""


class StoreRefused(ThroughlineError):
    """A prepared store is damaged, in use by another program, or was made by another version."""


class KeyGone(StoreRefused):
    """The key of a store's pseudonyms was not kept, is gone, or cannot be kept."""


class FilterProblem(ThroughlineError):
    """A filter names a step, channel, system or attribute that the log does not have."""


class CalendarProblem(ThroughlineError):
    """A working calendar has opening hours or closed days that cannot be, or its file cannot be read."""


class TooFew(ThroughlineError):
    """What was asked for would tell of so few people that it could point at one of them."""


class EngineMissing(ThroughlineError):
    """An engine that was asked for is not installed, or cannot be reached."""


class AuditRefused(ThroughlineError):
    """The audit log or its key cannot be read or written."""


class NotAllowed(ThroughlineError):
    """The person is not signed in, or their role may not do this."""


class ReviewRefused(ThroughlineError):
    """What a reviewer says cannot be recorded as it is, or records cannot be read or written."""
