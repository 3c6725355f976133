"""What a connector is: a frozen value that tells what it reads and reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mining.rawtable import RawTable

__all__ = ["Connector", "ReadOptions"]


@dataclass(frozen=True)
class ReadOptions:
    """What the user may say about a file before it is read.

    Attributes
    ----------
    encoding
        Text encoding; "" lets the reader find out.
    delimiter
        Field separator of delimited text; "" lets the reader find out.
    sheet
        Worksheet of a workbook; "" means the only one.
    member
        File inside a zip archive; "" means the only one.
    sample_rows
        Stop after this many rows; 0 reads all. For previews.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    member: str = ""
    sample_rows: int = 0


@dataclass(frozen=True)
class Connector:
    """One kind of source.

    Attributes
    ----------
    key
        Short name for the command line.
    label
        What a person calls it.
    suffixes
        File name endings, lower case, with the dot; used for the file chooser and as a first guess.
    recognises
        Whether the first bytes of a file (at most 64 kB, decompressed) look like this kind.
    read
        Opens the file. Raises `NotReadable` or `QuestionForUser`.
    """

    key: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Path, str, ReadOptions], RawTable]
