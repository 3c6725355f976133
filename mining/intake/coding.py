"""Names and ids to small numbers: each text is judged, hashed and numbered once, however many rows bear it."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import Backend, settled
from mining.intake.numbering import Numbering
from mining.intake.survey import trimmed, without_blanks
from mining.privacy.personal import masked
from mining.privacy.pseudonyms import case_pseudonyms, performer_pseudonym

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
        ``code``. Blank texts are no names and have none. Codes of cases are in the order in which cases are
        first met, so that they tell nothing of ids that are hidden.
    """

    tables: dict[str, ir.Table]


def name_numbering() -> Numbering:
    """Return what numbers the names of a part while they stream past."""
    return Numbering(lambda text: bool(without_blanks(text)))


def codes_of(
    engine: Backend, arrived: ir.Table, names: dict[str, tuple[str, ...]], secret: bytes | None
) -> Codes:
    """Return the codes of all names and ids of the loaded rows.

    Parameters
    ----------
    engine, arrived
        Rows with ``case`` as text and ``line``.
    names
        For each of `CODED` the names met; the index is the code in the rows.
    secret
        Key of the pseudonyms that take the place of ids and performers; what looks like personal data in
        other names is masked. None keeps all as written.
    """
    # Settled before it is judged: an engine may judge every row first, and then look for the different ones.
    met = settled(engine, arrived.group_by(text=arrived.case).agg(met=_.line.min()))
    ids = met.filter(trimmed(_.text) != "")
    named = ids.mutate(name=ids.text) if secret is None else case_pseudonyms(secret, ids)
    as_met = ibis.row_number().over(order_by="met").cast("int32")
    tables = {"case": settled(engine, named.select("text", "name", code=as_met))}
    for part in CODED:
        kept = [_kept(part, name, secret) for name in names[part]]
        columns = {"text": pa.array(names[part], pa.string()), "name": pa.array(kept, pa.string())}
        codes = pa.array(range(len(kept)), pa.int32())
        tables[part] = settled(engine, ibis.memtable(pa.table({**columns, "code": codes})))
    return Codes(tables)


def _kept(part: str, name: str, secret: bytes | None) -> str:
    if secret is None:
        return name
    return performer_pseudonym(secret, name) if part == "resource" else masked(name)


def code_rows(engine: Backend, rows: ir.Table, codes: Codes) -> ir.Table:
    """Return the rows with a number in place of the case, and only what is needed from here on, computed once.

    Parameters
    ----------
    engine, rows
        Rows with ``case`` as text, ``<part>_code``, ``timestamp_us`` and ``start_us``.
    codes
        The numbers.

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
