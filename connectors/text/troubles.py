"""What can be wrong with the rows of a delimited text, in words."""

from __future__ import annotations

from connectors.tally import Trouble
from mining.quality import Effect

__all__ = [
    "BLANK_CELLS",
    "BLANK_LINE",
    "ENCODED_TWICE",
    "GUESSED",
    "HEADER_AGAIN",
    "NUL",
    "SWALLOWED",
    "UNDECODED",
    "encoded_twice",
    "fields_extra",
    "fields_missing",
]


ENCODED_TWICE = (
    "[ÂÃ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]|â[€‚„]"
)
"""Matches characters that were encoded twice."""


def refused_rows(code: str, message: str, remedy: str) -> Trouble:
    return Trouble(code, Effect.REFUSED, message, remedy)


HEADER_AGAIN = refused_rows(
    "header_repeated", "Some rows only repeat the header.", "Nothing to do: they are no events."
)
NUL = refused_rows(
    "nul_byte", "Some rows hold a NUL byte (\\x00), so their text may be cut.", "Export the log again."
)
UNDECODED = refused_rows(
    "encoding_broken",
    "Some rows hold bytes that are no character in the file's encoding.",
    "Export the log as UTF-8, or name its encoding.",
)
BLANK_CELLS = refused_rows(
    "row_blank", "Some rows hold separators and nothing else.", "Leave them out of the export."
)
BLANK_LINE = Trouble("blank_lines", Effect.NOTED, "Blank lines were skipped.", "Nothing to do.")
SWALLOWED = Trouble(
    "value_spans_rows",
    Effect.DOUBTED,
    "A quoted value runs over several lines and looks as if it had taken in whole rows.",
    "Look at the quotes on those lines.",
)
GUESSED = Trouble(
    "encoding_guessed",
    Effect.DOUBTED,
    "The file is not UTF-8, so it was read as Windows-1252, the usual encoding of older Windows programs.",
    "Check that pounds, dashes and accents look right; if not, name the encoding.",
)


def fields_missing(n_columns: int) -> Trouble:
    """Return the trouble of rows that are too short."""
    return refused_rows(
        "fields_missing",
        f"Some rows have fewer fields than the {n_columns} columns of the header.",
        "Look for totals, remarks or broken rows on those lines.",
    )


def fields_extra(n_columns: int, delimiter: str) -> Trouble:
    """Return the trouble of rows that are too long."""
    return refused_rows(
        "fields_extra",
        f"Some rows have more fields than the {n_columns} columns of the header.",
        f"Put text that holds the separator {delimiter!r} into quotes.",
    )


def encoded_twice(column: str) -> Trouble:
    """Return the trouble of text that shows double encoding."""
    return Trouble(
        "mojibake",
        Effect.DOUBTED,
        "Some text was encoded twice, so that signs like £ and – look like Â£ and â€“.",
        "Export the log as UTF-8 from the system it comes from.",
        column,
    )
