"""The doors that are fuzzed: how bytes become an input of each, and what is held against it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.detection import propose
from mining.mapping import DateOrder, EpochUnit, Mapping, Milestone, ReadingRules
from mining.privacy.rules import PrivacyRules
from mining.rawtable import LINE
from tests.event_logs import raw_table
from tests.fuzz.oracle import check_door, check_plain_text, check_source

_HERE = Path(__file__).parent
FINDINGS = _HERE / "findings"
_CORPUS = _HERE.parents[2] / "shared" / "hostile" / "files"
_LARGEST_SEED = 20_000


@dataclass(frozen=True)
class Door:
    """A way in.

    Attributes
    ----------
    check
        Takes the bytes of one input, and raises where the program fails at it.
    seeds
        Inputs to begin from.
    """

    check: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def _written(content: bytes, name: str, check: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_MEMORY) as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        check(path)


_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def _text(content: bytes) -> None:
    _written(content, "log.csv", check_plain_text)


def _xes(content: bytes) -> None:
    _written(content, "log.xes", check_source)


def _parquet(content: bytes) -> None:
    _written(content, "log.parquet", check_source)


def _workbook(content: bytes) -> None:
    """The bytes are the sheet of a sound workbook: mangled zip files stop at the zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook_of())) as sound, zipfile.ZipFile(packed, "w") as file:
        for member in sound.namelist():
            file.writestr(member, content if member == _SHEET else sound.read(member))
    _written(packed.getvalue(), "log.xlsx", check_source)


_SHEET = "xl/worksheets/sheet1.xml"
_SMALL = (
    ("case", "activity", "time", "who"),
    ("00123", "Open", "2025-03-30 00:59:59", "ann"),
    ("00123", "Close", "2025-03-30 02:00:00", "bob"),
    ("7", "Open", "31/12/2024 23:59", ""),
)


def _workbook_of() -> bytes:
    book = openpyxl.Workbook()
    for row in _SMALL:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _sheets() -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(_workbook_of())) as file:
        return [file.read(_SHEET)]


def _parquets() -> list[bytes]:
    held = io.BytesIO()
    header, *rows = _SMALL
    pq.write_table(pa.table(dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))), held)
    return [held.getvalue(), *_samples("parquet/*")]


def _texts() -> list[bytes]:
    plain = "\n".join(",".join(row) for row in _SMALL).encode()
    quoted = b'a;b;c\r\n"1";"x;y";2025-01-01\r\n"2";"line\r\nbreak";2025-01-02\r\n'
    return [plain, quoted, plain.replace(b"\n", b"\r"), plain.decode().encode("utf-16"), *_samples("*/*.csv")]


def _logs() -> list[bytes]:
    small = (
        b'<log><global scope="event"><string key="concept:name" value=""/></global><trace>'
        b'<string key="concept:name" value="c1"/><event><string key="concept:name" value="A &amp; B"/>'
        b'<date key="time:timestamp" value="2025-01-01T00:00:00Z"/></event></trace></log>'
    )
    return [small, *_samples("xes/*.xes")]


def _samples(pattern: str) -> list[bytes]:
    found = [path for path in sorted(_CORPUS.glob(pattern)) if path.stat().st_size <= _LARGEST_SEED]
    return [path.read_bytes() for path in found]


_UNITS: tuple[EpochUnit | None, ...] = (None, "s", "ms", "us", "excel")
_ORDERS: tuple[DateOrder | None, ...] = (None, "dmy", "mdy", "ymd")
_ZONES = ("Europe/London", "UTC", "Asia/Kolkata", "Pacific/Apia", "No/Where")


def _mapping(content: bytes) -> None:
    """The first bytes choose mapping and rules; the rest is a table, a line a row, tabs between fields."""
    choice, text = content[:3].ljust(3, b"\0"), content[3:].decode("utf-8", "replace")
    rows = [(line.split("\t") + [""] * 4)[:4] for line in text.split("\n")]
    columns = ("case", "activity", "time", "more")
    table = pa.Table.from_batches(raw_table(rows, columns).batches)
    rules = ReadingRules(
        timezone=_ZONES[choice[0] % len(_ZONES)],
        date_order=_ORDERS[choice[1] % len(_ORDERS)],
        epoch_unit=_UNITS[(choice[1] >> 4) % len(_UNITS)],
        drop_duplicates=bool(choice[2] & 1),
        privacy=PrivacyRules("" if choice[2] & 2 else "Ids are compared with the source"),
    )
    mapping = _mappings(table)[(choice[2] >> 2) % 6]
    names = {
        part: set(table[column].to_pylist()) if column in table.column_names else set[str]()
        for part, column in (("case", mapping.case), ("activity", mapping.activity))
    }
    names["activity"] |= {milestone.activity for milestone in mapping.milestones}
    check_door(raw_table(rows, columns), mapping, rules, names)


def _mappings(table: pa.Table) -> tuple[Mapping, ...]:
    plain = Mapping(case="case", activity="activity", timestamp="time")
    return (
        plain,
        plain.overlaid(Mapping(resource="more")),
        plain.overlaid(Mapping(start="more")),
        plain.overlaid(Mapping(lifecycle="more")),
        Mapping(case="case", milestones=(Milestone("time", "T"), Milestone("more", "M"))),
        propose([name for name in table.column_names if name != LINE], table).mapping,
    )


def _tables() -> list[bytes]:
    rows = "\n".join("\t".join(row) for row in _SMALL[1:])
    times = ("1735689600", "45658.5", "03/04/2025", "2025-10-26 01:30", "1 Jan 2025 3:04 PM", "2025-W01-1")
    more = "\n".join(f"c{i}\tA\t{time}\tcomplete" for i, time in enumerate(times))
    heads = (b"\0\0\0", b"\1\1\1", b"\0\2\4", b"\2\x11\x08", b"\0\0\x0c", b"\0\0\x10", b"\0\0\x14", b"\4\0\2")
    return [head + text.encode() for head in heads for text in (rows, more)]


DOORS = {
    "text": Door(_text, _texts),
    "xes": Door(_xes, _logs),
    "parquet": Door(_parquet, _parquets),
    "workbook": Door(_workbook, _sheets),
    "mapping": Door(_mapping, _tables),
}
