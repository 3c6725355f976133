"""Who performs each activity: counted once, read by the automation check and the guard-rails only.

Nothing here is ever a feature of the suitability score: it would leak the label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import numpy as np

from mining.ranking.statistics import Ints

if TYPE_CHECKING:
    from mining.eventlog import EventLog

__all__ = ["Performers", "is_unknown", "name_words"]

_UNKNOWN = frozenset(
    ["", "none", "null", "nan", "na n", "na", "n a", "unknown", "not known", "unassigned", "not assigned", "tbc",
     "undefined", "missing", "blank", "anonymous"]
)  # fmt: skip
_ = ibis._


def name_words(name: str) -> str:
    """Return a name as lower-case words with single spaces; camel case, digits and signs part words.

    Examples
    --------
    >>> name_words("svcCRM_batch-06")
    'svc crm batch 06'
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", parted.casefold()))


def is_unknown(name: str) -> bool:
    """Whether a resource name only says that nobody knows; it is missing, and never a person."""
    return name_words(name) in _UNKNOWN


@dataclass(frozen=True, eq=False)
class Performers:
    """How often each resource performed each activity.

    Attributes
    ----------
    names
        Resource names; the index is the resource number.
    activity, resource, count
        Parallel arrays, shape (k,); unknown resources are left out.
    n_activities
        Number of activities, m.
    """

    names: tuple[str, ...]
    activity: Ints
    resource: Ints
    count: Ints
    n_activities: int

    @classmethod
    def of(cls, log: EventLog, unknown: Callable[[str], bool] = is_unknown) -> Performers:
        """Count the performers of a log, those that `unknown` recognises left out."""
        known = log.events.filter(log.events.resource_no.notnull())
        rows = log.arrow(
            known.group_by("activity_no", "resource_no")
            .agg(n=_.count())
            .order_by("activity_no", "resource_no")
        )
        activity, resource, count = (
            rows[name].to_numpy().astype(np.int64) for name in ("activity_no", "resource_no", "n")
        )
        names = log.resource_names
        named = np.array([not unknown(name) for name in names], dtype=bool)
        kept = named[resource] if len(names) else np.zeros(0, dtype=bool)
        return cls(names, activity[kept], resource[kept], count[kept], log.n_activities)

    @property
    def known(self) -> Ints:
        """How often each activity was performed by a known resource, shape (m,)."""
        return np.bincount(self.activity, self.count, minlength=self.n_activities).astype(np.int64)

    def executions_by(self, chosen: Callable[[str], bool]) -> Ints:
        """Return how often each activity was performed by resources whose name is `chosen`, shape (m,)."""
        is_chosen = np.array([chosen(name) for name in self.names], dtype=bool)
        weights = self.count * is_chosen[self.resource] if len(self.names) else self.count
        return np.bincount(self.activity, weights, minlength=self.n_activities).astype(np.int64)
