"""Names as they fit on a process map: cleaned, measured, wrapped."""

from __future__ import annotations

import unicodedata

__all__ = ["DIRECTION_MARKS", "plain", "text_width", "wrapped"]

_ELLIPSIS = "…"
# Embeddings, overrides and isolates turn the reading order round: a name could pose as another one.
DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_UNPRINTABLE = frozenset({"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})
_NARROW = frozenset("fijlrtI.,:;'`!|()[]/\\- ")
_WIDE = frozenset("mwMW@%&")


def plain(text: str) -> str:
    r"""Return a text with nothing in it but what can be printed on one line.

    Control characters, unpaired surrogates, characters that XML forbids and marks that turn the
    reading order round become spaces; runs of white space become one space.

    Examples
    --------
    >>> plain("Check\tform\n\x00 twice")
    'Check form twice'
    """
    return " ".join("".join(" " if _is_unprintable(mark) else mark for mark in text).split())


def _is_unprintable(mark: str) -> bool:
    return mark in DIRECTION_MARKS or unicodedata.category(mark) in _UNPRINTABLE


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in px, in a bold sans-serif face of `size` px.

    No font is measured, so that the layout is the same on every machine. The shares of the size
    are those of Arial Bold, rounded up; wide East Asian characters count as a full size.

    Examples
    --------
    >>> round(text_width("Triage", 10), 1)
    31.8
    """
    return size * sum(_share(mark) for mark in text)


def _share(mark: str) -> float:
    if mark in _NARROW:
        return 0.36
    if unicodedata.combining(mark):
        return 0.0
    if unicodedata.east_asian_width(mark) in "WF":
        return 1.05
    if mark in _WIDE:
        return 0.92
    return 0.72 if mark.isupper() else 0.58


def wrapped(text: str, *, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Break a name into lines that fit a box; what does not fit ends in an ellipsis.

    Parameters
    ----------
    text
        The name. It is made `plain` first.
    width, size
        Room on a line and size of the face, in px.
    lines
        Most lines allowed, 1 or more.

    Returns
    -------
    tuple of str
        1 to `lines` lines; an empty name gives one empty line.

    Examples
    --------
    >>> wrapped("Copy details into the case system", width=110, size=14, lines=2)
    ('Copy details', 'into the case…')
    >>> wrapped("", width=110, size=14, lines=2)
    ('',)
    """
    rest = plain(text)
    done: list[str] = []
    while rest and len(done) < lines:
        line = _first_line(rest, width, size)
        done.append(line.strip())
        rest = rest[len(line) :].lstrip()
    if rest:
        done[-1] = _shortened(done[-1], width, size)
    return tuple(done) or ("",)


def _first_line(text: str, width: float, size: float) -> str:
    """Return as much of the text as fits, cut after a space, hyphen or underscore where there is one."""
    fitting = _fitting(text, width, size)
    if fitting == len(text):
        return text
    if text[fitting] == " ":
        return text[:fitting]
    last_break = max(text.rfind(mark, 0, fitting) for mark in " -_/")
    return text[: last_break + 1] if last_break > 0 else text[:fitting]


def _fitting(text: str, width: float, size: float) -> int:
    """Return how many characters fit; at least one, or nothing would ever be drawn."""
    used = 0.0
    for place, mark in enumerate(text):
        used += text_width(mark, size)
        if used > width:
            return max(place, 1)
    return len(text)


def _shortened(line: str, width: float, size: float) -> str:
    room = width - text_width(_ELLIPSIS, size)
    return line[: _fitting(line, room, size)].rstrip(" -_/") + _ELLIPSIS
