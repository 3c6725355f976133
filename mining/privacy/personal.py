"""What personal data look like in a text: shapes that are found, counted, and masked where a name holds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, settled

__all__ = ["KINDS", "Kind", "counted", "is_nhs_number", "masked"]

_NHS_LENGTH = 10


@dataclass(frozen=True)
class Kind:
    """One kind of personal data.

    Attributes
    ----------
    plural
        What messages call it.
    mask
        What stands in its place in a name.
    shape
        Regular expression, as RE2 and Python both read it. It finds the usual ways of writing, not all.
    is_one, is_one_in_engine
        A further check of what has the shape, in Python and in the engine; None where there is none.
    """

    plural: str
    mask: str
    shape: str
    is_one: Callable[[str], bool] | None = None
    is_one_in_engine: Callable[[ir.StringValue], ir.BooleanValue] | None = None


def is_nhs_number(text: str) -> bool:
    """Whether ten digits end in the check digit that makes them an NHS number.

    Examples
    --------
    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    # With the check digit itself, of weight 1, the sum of a right number is a multiple of 11.
    digits = [int(sign) for sign in re.sub(r"\D", "", text)]
    weighted = sum(digit * (_NHS_LENGTH - place) for place, digit in enumerate(digits))
    return len(digits) == _NHS_LENGTH and weighted % 11 == 0


def _is_nhs_number_in_engine(text: ir.StringValue) -> ir.BooleanValue:
    digits = text.re_replace(r"\D", "")
    return sum(digits[place].cast("int64") * (_NHS_LENGTH - place) for place in range(_NHS_LENGTH)) % 11 == 0


KINDS = (
    Kind("e-mail addresses", "[e-mail address]", r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[A-Za-z]{2,}"),
    Kind(
        "National Insurance numbers",
        "[National Insurance number]",
        r"(?i)\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    ),
    Kind("UPRNs", "[UPRN]", r"(?i)\bUPRN\W{0,3}\d{1,12}\b"),
    Kind("phone numbers", "[phone number]", r"(?:\+44|\b0044|\b0|\(0)(?:[ ()-]{0,2}\d){9,10}\b"),
    Kind(
        "NHS numbers",
        "[NHS number]",
        r"\b[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}\b",
        is_nhs_number,
        _is_nhs_number_in_engine,
    ),
    Kind("postcodes", "[postcode]", r"(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
)
"""The kinds that are looked for, the longer shapes first: a mask hides what is under it from the next."""

_ANY = "|".join(f"(?:{kind.shape})" for kind in KINDS)


def masked(text: str) -> str:
    """Return a text with what looks like personal data replaced by the name of its kind.

    Examples
    --------
    >>> masked("Ring 07700 900123 at B1 1AA"), masked("Check form 12")
    ('Ring [phone number] at [postcode]', 'Check form 12')
    """
    for kind in KINDS:
        text = re.sub(kind.shape, lambda found, kind=kind: _mask(found[0], kind), text)  # type: ignore[misc]
    return text


def _mask(found: str, kind: Kind) -> str:
    return kind.mask if kind.is_one is None or kind.is_one(found) else found


def counted(engine: Backend, column: ir.StringColumn) -> dict[str, int]:
    """Return how many of a column's different values look like each kind of personal data; none has no entry.

    Ten digits pass the check of an NHS number once in eleven times by chance: they count only where half
    of a column's do.
    """
    # One pass for all shapes first: most columns hold none.
    shaped_at_all = column.name("value").as_table().filter(ibis._.value.re_search(_ANY)).distinct()
    values = settled(engine, shaped_at_all)
    hits = values.agg(**{kind.plural: values.value.re_search(kind.shape).sum() for kind in KINDS})
    found = {kind: n or 0 for kind, n in engine.to_pyarrow(hits).to_pylist()[0].items()}
    for kind in KINDS:
        if found[kind.plural] and kind.is_one_in_engine:
            shaped = values.value.re_extract(kind.shape, 0).name("value").as_table()
            right = engine.to_pyarrow(
                shaped.filter(shaped.value != "").agg(n=kind.is_one_in_engine(ibis._.value).sum())
            )
            n = right["n"][0].as_py() or 0
            found[kind.plural] = n if 2 * n >= found[kind.plural] else 0
    return {kind: count for kind, count in found.items() if count}
