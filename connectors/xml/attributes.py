"""Traces with their attributes, held as columns and not as an object an event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

__all__ = ["Attributes", "Traces"]

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Attributes:
    """Attributes of many events, or of many traces.

    Attributes
    ----------
    n_owners
        How many events (or traces) there are.
    owner
        Which of them each attribute belongs to, ascending.
    keys
        The different keys, in the order in which they are first met.
    key
        Which of `keys` each attribute has.
    values
        What each attribute says.
    """

    n_owners: int
    owner: Numbers
    keys: tuple[str, ...]
    key: Numbers
    values: pa.StringArray

    @classmethod
    def of(cls, found: list[dict[str, str]]) -> Attributes:
        """Return the attributes of owners that are given one by one."""
        keys = tuple(dict.fromkeys(key for attributes in found for key in attributes))
        place = {key: place for place, key in enumerate(keys)}
        return cls(
            n_owners=len(found),
            owner=np.repeat(np.arange(len(found)), [len(attributes) for attributes in found]),
            keys=keys,
            key=np.array([place[key] for attributes in found for key in attributes], np.int64),
            values=pa.array([value for attributes in found for value in attributes.values()], pa.string()),
        )

    def column(self, key: str) -> pa.StringArray:
        """Return what each owner says under a key, "" where nothing; of repeated attributes the last counts."""
        source = np.full(self.n_owners, -1)
        if key in self.keys:
            found = np.flatnonzero(self.key == self.keys.index(key))
            source[self.owner[found]] = found
        return self.values.take(pa.array(source, mask=source < 0)).fill_null("")


@dataclass(frozen=True)
class Traces:
    """Traces that follow each other in a file.

    Attributes
    ----------
    numbers
        Which trace of the file each is (1-based); 0 stands for events in no trace. A part of a very long
        trace has the number of the part before it.
    lengths
        How many events each has.
    attributes
        Attributes of the traces.
    events
        Attributes of the events, trace after trace.
    """

    numbers: Numbers
    lengths: Numbers
    attributes: Attributes
    events: Attributes
