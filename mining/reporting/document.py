"""An analysis as plain JSON: the machine-readable record of everything it found."""

from __future__ import annotations

import json
import math
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from mining.disclosure.analysis import disclosed
from mining.report import Report

__all__ = ["as_json", "plain_value"]

FORMAT_VERSION = 1


def as_json(report: Report) -> str:
    """Return the report as indented JSON; small counts left out, the same text for the same log."""
    found = {**vars(disclosed(report.analysis)), "model": report.model}
    document = {"format": FORMAT_VERSION, "analysis": plain_value(found)}
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)


def plain_value(value: object) -> object:
    """Return a value made of dicts, lists, text and numbers only; what is not a number is null.

    Examples
    --------
    >>> plain_value((1.5, float("nan"), {"a": None}))
    [1.5, None, {'a': None}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_value(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(plain_value(key)): plain_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    return _plain_scalar(value)


def _plain_scalar(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
