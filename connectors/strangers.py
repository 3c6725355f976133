"""Files that are surely no event log, told by their first bytes, each with what to do instead."""

from __future__ import annotations

import re

from connectors.text.encoding import sniff_encoding, without_zeros

__all__ = ["stranger"]

_AS_CSV = "Export the log as CSV."
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document. Export the table behind it as CSV."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office file, or a workbook locked with a password. Save it as .xlsx without one.",
    ),
    (b"{\\rtf", f"a rich text document. {_AS_CSV}"),
    (b"SQLite format 3\0", f"a database. {_AS_CSV}"),
    (b"ARROW1", "an Arrow file. Save it as Parquet."),
    (b"Obj\x01", "an Avro file. Save it as Parquet."),
    (b"ORC", "an ORC file. Save it as Parquet."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it, or pack the log as an ordinary zip."),
    (b"Rar!", "a RAR archive. Unpack it, or pack the log as an ordinary zip."),
    (b"BZh", "packed with bzip2. Unpack it, or pack the log as an ordinary zip."),
    (b"\xfd7zXZ", "packed with xz. Unpack it, or pack the log as an ordinary zip."),
    (b"\x28\xb5\x2f\xfd", "packed with zstd. Unpack it, or pack the log as an ordinary zip."),
    (b"\x89PNG", f"a picture. {_AS_CSV}"),
    (b"\xff\xd8\xff", f"a picture. {_AS_CSV}"),
    (b"GIF8", f"a picture. {_AS_CSV}"),
    (b"MZ", f"a program. {_AS_CSV}"),
    (b"\x7fELF", f"a program. {_AS_CSV}"),
    (b"PK", "a zip package of some other program, not a log. Export the log as CSV or save it as .xlsx."),
)
_PATTERNS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(
            rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|table|meta)\b", re.I | re.S
        ),
        "an HTML web page, perhaps a sign-in page saved in place of the export. Sign in and export again.",
    ),
    (
        re.compile(rb"\s*<(?:\?xml|!--|!doctype|[a-z_])", re.I),
        "XML, but not an XES event log. Export the log as XES.",
    ),
    (
        re.compile(rb"\x80[\x02-\x05]|\(?c[\w.]+\n\w+\n"),
        "a Python pickle, which could run a program when opened, so it was not opened. Export the log as CSV.",
    ),
    (re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[{\[\]])"), f"JSON, not a table. {_AS_CSV}"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x01\x1e\x1f\x1a"))
_MANY = 0.02


def stranger(head: bytes) -> str:
    """Return what a file is, and the remedy, where it is surely no event log; else "".

    Parameters
    ----------
    head
        Its first bytes, decompressed.

    Examples
    --------
    >>> stranger(b"%PDF-1.7").startswith("a PDF document.")
    True
    >>> stranger(b"Case ID,Activity")
    ''
    """
    for magic, what in _MAGIC:
        if head.startswith(magic) and (len(magic) > 3 or b"\0" in head):
            return what
    text = (
        without_zeros(head).removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
    for pattern, what in _PATTERNS:
        if pattern.match(text):
            return what
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if not sniff_encoding(head) and controls > _MANY * len(head) + 4:
        return f"binary, not text. {_AS_CSV}"
    return ""
