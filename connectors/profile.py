"""What the values of a column look like, over a sample of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mining.intake.shapes import ShapePlan, plan_for

__all__ = ["ColumnProfile", "changes_within", "rises_within"]

_VALUES = 400
_DIGITS = str.maketrans("0123456789", "9" * 10)


@dataclass(frozen=True)
class ColumnProfile:
    """A column of a sample.

    Attributes
    ----------
    name
        The column.
    values
        Its values, blanks as empty text; timestamps where the source is typed.
    """

    name: str
    values: pa.ChunkedArray

    @cached_property
    def is_typed_time(self) -> bool:
        """Whether the source itself says that the column holds times."""
        return bool(pa.types.is_timestamp(self.values.type))

    @cached_property
    def codes(self) -> npt.NDArray[np.int64]:
        """A number for each row, equal where values are equal, shape (n_rows,)."""
        encoded = self.values.combine_chunks().dictionary_encode()
        return np.asarray(encoded.indices.fill_null(-1), dtype=np.int64)

    @cached_property
    def is_filled(self) -> npt.NDArray[np.bool_]:
        """Which rows hold anything, shape (n_rows,)."""
        if self.is_typed_time:
            return np.asarray(self.values.is_valid())
        return np.asarray(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(self.values.fill_null(""))), 0))

    @cached_property
    def n_filled(self) -> int:
        """Rows that hold anything."""
        return int(self.is_filled.sum())

    @cached_property
    def filled(self) -> float:
        """Share of rows that hold anything."""
        return self.n_filled / max(1, len(self.is_filled))

    @cached_property
    def n_distinct(self) -> int:
        """Different values."""
        return len(np.unique(self.codes[self.is_filled]))

    @cached_property
    def repeats(self) -> float:
        """How often a value occurs, on average."""
        return self.n_filled / max(1, self.n_distinct)

    @cached_property
    def some_values(self) -> list[str]:
        """Some different values, as text."""
        texts = pc.unique(self.values.combine_chunks()).slice(0, _VALUES).cast(pa.string()).to_pylist()
        return [text for text in texts if text and text.strip()]

    @cached_property
    def _plans(self) -> Counter[ShapePlan]:
        shapes = Counter(text.strip().translate(_DIGITS) for text in self.some_values)
        return Counter({plan: n for shape, n in shapes.items() if (plan := plan_for(shape, "dmy"))})

    @cached_property
    def time_share(self) -> float:
        """Share of values that read as times; bare numbers of a fitting length count by half."""
        if self.is_typed_time:
            return 1.0
        weighed = sum(n * (1.0 if plan.kind == "text" else 0.5) for plan, n in self._plans.items())
        return weighed / max(1, len(self.some_values))

    @cached_property
    def number_share(self) -> float:
        """Share of values made of digits and signs only."""
        plain = sum(not set(text.strip()) - set("0123456789.,+-()% ") for text in self.some_values)
        return plain / max(1, len(self.some_values))

    @cached_property
    def times(self) -> npt.NDArray[np.float64]:
        """Times as far as the commonest way of writing them goes, to be compared only; NaN elsewhere."""
        if self.is_typed_time:
            return _as_floats(self.values.cast(pa.timestamp("us")).combine_chunks())
        if not self._plans:
            return np.full(len(self.values), np.nan)
        plan = self._plans.most_common(1)[0][0]
        text = pc.utf8_trim_whitespace(self.values.combine_chunks())
        if not plan.pattern:
            return _as_floats(
                pc.if_else(pc.match_substring_regex(text, r"^\d+$"), text, None).cast(pa.int64())
            )
        core = pc.utf8_slice_codeunits(text, 0, plan.core)
        patterns = {plan.pattern, plan.pattern.replace("%d", "%-").replace("%m", "%d").replace("%-", "%m")}
        read = [pc.strptime(core, pattern, "us", error_is_null=True) for pattern in sorted(patterns)]
        return _as_floats(min(read, key=lambda column: column.null_count))


def _as_floats(column: pa.Array) -> npt.NDArray[np.float64]:
    numbers = column.cast(pa.int64()) if pa.types.is_timestamp(column.type) else column
    return np.asarray(numbers.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), dtype=np.float64)


def _pairs(case: ColumnProfile) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Rows sorted by case in the order of the file, and which neighbours are of one case."""
    order = np.argsort(case.codes, kind="stable")
    return order, np.diff(case.codes[order]) == 0


def changes_within(case: ColumnProfile, column: ColumnProfile) -> float:
    """Return the share of neighbouring rows of a case between which a column changes; 0 without any."""
    order, same_case = _pairs(case)
    changed = np.diff(column.codes[order]) != 0
    return float(changed[same_case].mean()) if same_case.any() else 0.0


def rises_within(case: ColumnProfile, column: ColumnProfile) -> float:
    """Return the share of neighbouring rows of a case between which a time does not fall; 0 without any."""
    order, same_case = _pairs(case)
    steps = np.diff(column.times[order])
    known = same_case & ~np.isnan(steps)
    return float((steps[known] >= 0).mean()) if known.any() else 0.0
