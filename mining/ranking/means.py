"""How a step might be automated or helped, as far as its name and its routines tell.

The first row of `MEANS_TABLE` whose condition holds is suggested. A log does not say what systems can do:
it is where to begin asking, and the reason is told. English labels only: a step of which nothing tells how
it could be automated is not marked *automate*, however routine its course is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mining.ranking.performers import name_words

__all__ = ["MEANS_TABLE", "Means", "Suggestion", "suggest"]


class Means(StrEnum):
    """What kind of help a step may get."""

    INTEGRATE = "integrate the systems"
    MESSAGE = "send the message automatically"
    VALIDATE = "check the form while it is filled in"
    RULE = "write its rule down as a business rule"
    TRIAGE = "assist with sorting and routing"
    STRAIGHT_THROUGH = "let it run straight through"

    @property
    def runs_alone(self) -> bool:
        """Whether software could then do the step; checking and sorting are only helped with."""
        return self not in {Means.VALIDATE, Means.TRIAGE}


@dataclass(frozen=True)
class Suggestion:
    """A kind of help, and what speaks for it in a sentence."""

    means: Means
    why: str


@dataclass(frozen=True)
class _Row:
    means: Means
    holds: Callable[[str, tuple[str, ...]], str]


def _words(*stems: str) -> Callable[[str, tuple[str, ...]], str]:
    pattern = re.compile(rf"\b(?:{'|'.join(stems)})\b")

    def said(words: str, _routines: tuple[str, ...]) -> str:
        found = pattern.search(words)
        return f"Its name says “{found.group(0)}”." if found else ""

    return said


def _routine(kind: str, why: str) -> Callable[[str, tuple[str, ...]], str]:
    return lambda _words, routines: why if kind in routines else ""


MEANS_TABLE: tuple[_Row, ...] = (
    _Row(Means.INTEGRATE, _routine("re-keying", "The same person types the case into two systems.")),
    _Row(Means.RULE, _routine("decision rule", "What follows it can be told from what was known before.")),
    _Row(
        Means.TRIAGE,
        _words(r"triag\w*", "allocat(?:e|es|ed|ing|ion)", "assign(?:s|ed|ing|ment)?", "rout(?:e|es|ed|ing)",
               r"prioriti[sz]\w*", r"categori[sz]\w*", r"classif\w*", "sort(?:s|ed|ing)?", "refer(?:s|red|ral)?"),
    ),
    _Row(
        Means.MESSAGE,
        _words("send(?:s|ing)?", "sent", r"notif\w*", "acknowledg\\w*", "e ?mails?", "letters?", "remind\\w*",
               "inform(?:s|ed|ing)?", "repl(?:y|ies|ied)", "text(?:s|ed)? (?:resident|customer|applicant)\\w*",
               "tell(?:s|ing)?"),
    ),
    _Row(
        Means.VALIDATE,
        _words("check(?:s|ed|ing)?", r"validat\w*", "complete(?:ness)? check", "request(?:s|ed|ing)? (?:\\w+ )?"
               "(?:documents?|evidence|information|details)", "return(?:s|ed)? (?:\\w+ )?(?:form|application)s?"),
    ),
    _Row(
        Means.STRAIGHT_THROUGH,
        _words("creat(?:e|es|ed|ing)", "record(?:s|ed|ing)?", "register(?:s|ed|ing)?", "log(?:s|ged|ging)?",
               "updat(?:e|es|ed|ing)", "enter(?:s|ed|ing)?", "upload(?:s|ed|ing)?", "clos(?:e|es|ed|ing)",
               "open(?:s|ed|ing)?", "generat(?:e|es|ed|ing)", "print(?:s|ed|ing)?", "copy|copies|copied",
               "calculat\\w*",
               "archiv(?:e|es|ed|ing)", "schedul(?:e|es|ed|ing)", "book(?:s|ed|ing)?", "issu(?:e|es|ed|ing)"),
    ),
)  # fmt: skip


def suggest(label: str, routines: tuple[str, ...] = ()) -> Suggestion | None:
    """Return the first kind of help that fits a step; None where nothing tells of one.

    Parameters
    ----------
    label
        The activity's name.
    routines
        Kinds of routine it belongs to.

    Examples
    --------
    >>> suggest("Send acknowledgement").means.value, suggest("T06 Bezwaar")
    ('send the message automatically', None)
    """
    words = name_words(label)
    found = ((row.means, row.holds(words, routines)) for row in MEANS_TABLE)
    return next((Suggestion(means, why) for means, why in found if why), None)
