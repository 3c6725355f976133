"""Names and ids to small numbers: each different text is judged, hashed and numbered once, however many rows bear it."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, settled, sha256
from mining.intake.survey import trimmed

__all__ = ["CODED", "Codes", "code_rows", "number_texts"]

CODED = ("activity", "resource", "channel", "system")
"""Parts whose names become numbers, beside the case."""
_HASHED = frozenset({"case", "resource"})
_ = ibis._


@dataclass(frozen=True)
class Codes:
    """Numbers for the texts of each part.

    Attributes
    ----------
    tables
        For ``case`` and each of `CODED`: ``text`` as it was written, ``name`` as it is kept, and
        ``code``, in the order of the names. Blank texts are no names and have no number.
    """

    tables: dict[str, ir.Table]


def number_texts(engine: Backend, arrived: ir.Table, *, pseudonymise: bool) -> Codes:
    """Return the numbers of all names and ids of the loaded rows.

    Parameters
    ----------
    engine, arrived
        Rows with each part as text.
    pseudonymise
        Replace ids and people by keyed hashes. The key is forgotten, so nobody can undo it.
    """
    key = token_hex(32)
    tables = {}
    for part in ("case", *CODED):
        # Settled before it is judged: an engine may judge every row first, and then look for the different ones.
        values = settled(engine, arrived.select(text=arrived[part]).distinct()).filter(trimmed(_.text) != "")
        name = _keyed(values.text, key) if pseudonymise and part in _HASHED else values.text
        named = values.mutate(name=name)
        tables[part] = settled(
            engine, named.mutate(code=ibis.row_number().over(order_by="name").cast("int32"))
        )
    return Codes(tables)


def code_rows(engine: Backend, rows: ir.Table, codes: Codes, *, pseudonymise: bool) -> ir.Table:
    """Return the rows with numbers in place of names, computed once.

    Parameters
    ----------
    engine, rows
        Rows with each part as text, ``timestamp_us`` and ``start_us``.
    codes
        The numbers.
    pseudonymise
        Replace the values of further attributes by keyed hashes.

    Returns
    -------
    ibis Table
        ``case_no``, ``<part>_code``, ``timestamp_us``, ``start_us``, ``timestamp_ambiguous``,
        ``timestamp_nonexistent``, ``lifecycle``, ``sequence``, ``sequence_no``, ``line``, attributes; and
        ``timestamp_text``, ``start_text`` where the text could not be read.
    """
    for part, table in codes.tables.items():
        numbered = table.select(**{part: table.text, f"{part}_code": table.code})
        rows = rows.left_join(numbered, part).drop(f"{part}_right")
    attributes = {name: rows[name] for name in rows.columns if "_attribute_" in name}
    if pseudonymise:
        key = token_hex(32)
        attributes = {name: _keyed(text, key) for name, text in attributes.items()}
    return settled(
        engine,
        rows.select(
            "timestamp_us", "start_us", "timestamp_ambiguous", "timestamp_nonexistent", "lifecycle", "sequence", "line",
            *[f"{part}_code" for part in CODED],
            case_no=rows.case_code,
            sequence_no=rows.sequence.try_cast("float64"),
            timestamp_text=_unread(rows, "timestamp"),
            start_text=_unread(rows, "start"),
            **attributes,
        ),
    )  # fmt: skip


def _unread(rows: ir.Table, part: str) -> ir.StringValue:
    return rows[f"{part}_us"].isnull().ifelse(rows[part].cast("string"), None)


def _keyed(column: ir.StringColumn, key: str) -> ir.StringValue:
    # Two rounds, as in HMAC, so that the digest of a longer text cannot be derived.
    return sha256(ibis.literal(key) + sha256(ibis.literal(key) + column)).substr(0, 16)
