"""Names and ids to small numbers: each text is judged, hashed and numbered once, however many rows bear it."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import Backend, settled, sha256
from mining.intake.numbering import Numbering
from mining.intake.survey import trimmed, without_blanks

__all__ = ["CODED", "Codes", "code_rows", "codes_of", "name_numbering"]

CODED = ("activity", "resource", "channel", "system")
"""Parts whose names become numbers, beside the case."""
_ = ibis._


@dataclass(frozen=True)
class Codes:
    """Numbers for the texts of each part.

    Attributes
    ----------
    tables
        For ``case`` and each of `CODED`: ``text`` as it was written, ``name`` as it is kept, and
        ``code``. Blank texts are no names and have none. Codes of cases are in the order of the names.
    """

    tables: dict[str, ir.Table]


def name_numbering() -> Numbering:
    """Return what numbers the names of a part while they stream past."""
    return Numbering(lambda text: bool(without_blanks(text)))


def codes_of(
    engine: Backend, arrived: ir.Table, names: dict[str, tuple[str, ...]], *, pseudonymise: bool
) -> Codes:
    """Return the codes of all names and ids of the loaded rows.

    Parameters
    ----------
    engine, arrived
        Rows with ``case`` as text.
    names
        For each of `CODED` the names met; the index is the code in the rows.
    pseudonymise
        Replace ids and people by keyed hashes. The key is forgotten, so nobody can undo it.
    """
    key = token_hex(32)
    # Settled before it is judged: an engine may judge every row first, and then look for the different ones.
    ids = settled(engine, arrived.select(text=arrived.case).distinct()).filter(trimmed(_.text) != "")
    named = ids.mutate(name=_keyed(ids.text, key) if pseudonymise else ids.text)
    in_order = ibis.row_number().over(order_by="name").cast("int32")
    tables = {"case": settled(engine, named.mutate(code=in_order))}
    for part in CODED:
        texts = pa.table({"text": pa.array(names[part], pa.string())})
        codes = texts.append_column("code", pa.array(range(len(texts)), pa.int32()))
        met = ibis.memtable(codes)
        hidden = pseudonymise and part == "resource"
        tables[part] = settled(engine, met.mutate(name=_keyed(met.text, key) if hidden else met.text))
    return Codes(tables)


def code_rows(engine: Backend, rows: ir.Table, codes: Codes, *, pseudonymise: bool) -> ir.Table:
    """Return the rows with a number in place of the case, and only what is needed from here on, computed once.

    Parameters
    ----------
    engine, rows
        Rows with ``case`` as text, ``<part>_code``, ``timestamp_us`` and ``start_us``.
    codes
        The numbers.
    pseudonymise
        Replace the values of further attributes by keyed hashes.

    Returns
    -------
    ibis Table
        ``case_no``, ``<part>_code``, ``timestamp_us``, ``start_us``, ``timestamp_ambiguous``,
        ``timestamp_nonexistent`` and the same of ``start`` where there is one, ``lifecycle``, ``sequence``,
        ``sequence_no``, ``line``, attributes; and ``timestamp_text``, ``start_text`` where the text could not
        be read.
    """
    cases = codes.tables["case"]
    rows = rows.left_join(cases.select(case=cases.text, case_code=cases.code), "case")
    attributes = {name: rows[name] for name in rows.columns if "_attribute_" in name}
    if pseudonymise:
        key = token_hex(32)
        attributes = {name: _keyed(text, key) for name, text in attributes.items()}
    return settled(
        engine,
        rows.select(
            "timestamp_us", "start_us", "lifecycle", "sequence", "line", *_clock_flags(rows),
            *[f"{part}_code" for part in CODED],
            case_no=rows.case_code,
            sequence_no=rows.sequence.try_cast("float64"),
            timestamp_text=_unread(rows, "timestamp"),
            start_text=_unread(rows, "start"),
            **attributes,
        ),
    )  # fmt: skip


def _clock_flags(rows: ir.Table) -> list[str]:
    return [name for name in rows.columns if name.endswith(("_ambiguous", "_nonexistent"))]


def _unread(rows: ir.Table, part: str) -> ir.StringValue:
    return rows[f"{part}_us"].isnull().ifelse(rows[part].cast("string"), None)


def _keyed(column: ir.StringColumn, key: str) -> ir.StringValue:
    # Two rounds, as in HMAC, so that the digest of a longer text cannot be derived.
    return sha256(ibis.literal(key) + sha256(ibis.literal(key) + column)).substr(0, 16)
