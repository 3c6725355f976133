"""Values that look like personal data in the columns that are kept."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from mining.engine import Backend
from mining.quality import Effect, Issue

__all__ = ["PATTERNS", "personal_data"]

PATTERNS = {
    "National Insurance numbers": r"(?i)\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    "e-mail addresses": r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}",
    "phone numbers": r"(?:\+44|\b0) ?(?:\d ?){9,10}\b",
    "postcodes": r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b",
}
"""Shapes of personal data, as regular expressions (RE2). They find the usual ways of writing, not all."""


def personal_data(engine: Backend, columns: dict[str, ir.StringColumn]) -> list[Issue]:
    """Return an issue for each column with values that look like personal data.

    Parameters
    ----------
    engine, columns
        Name of a column in the source -> its values, each at least once.
    """
    found = []
    for name, column in columns.items():
        values = column.name("value").as_table().filter(ibis._.value.notnull()).distinct()
        hits = values.agg(**{kind: values.value.re_search(shape).sum() for kind, shape in PATTERNS.items()})
        counts = engine.to_pyarrow(hits).to_pylist()[0]
        kinds = [kind for kind, count in counts.items() if count]
        if kinds:
            total = sum(counts[kind] for kind in kinds)
            message = f'Values in column "{name}" look like {" and ".join(kinds)} ({total:,} different ones).'
            remedy = "Leave the column out, or have case references and people replaced by pseudonyms."
            found.append(Issue("pii_suspected", Effect.NOTED, total, message, remedy, name))
    return found
