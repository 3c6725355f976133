"""The traces of a log as arrays: the small thing that a search over all paths works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.eventlog import EventLog
from mining.routines.maximal_repeats import Ints

__all__ = ["MOST_STEPS", "Traces"]

MOST_STEPS = 400_000
"""How many steps of variants are looked at: a second or two of work."""


@dataclass(frozen=True, eq=False)
class Traces:
    """The steps of the variants, one after the other; a step done again at once counts as one.

    Attributes
    ----------
    variant, position, activity
        Of each step, shape (n,).
    weight
        Cases of its variant, shape (n,).
    times_done
        How often each activity is done, over all cases, shape (m,).
    covers_all
        Whether these are all variants: of a log with very many, the rarest are left out.
    """

    variant: Ints
    position: Ints
    activity: Ints
    weight: Ints
    times_done: Ints
    covers_all: bool

    @classmethod
    def of(cls, log: EventLog) -> Traces:
        """Return the traces of the most frequent variants, as many as may be looked at."""
        steps = log.steps.inner_join(log.variants.select("variant_no", "n_cases"), "variant_no")
        wanted = steps.select("variant_no", "position", "activity_no", "n_cases")
        rows = log.arrow(wanted.order_by("variant_no", "position").limit(MOST_STEPS))
        variant, position, activity, weight = (
            rows[name].to_numpy().astype(np.int64) for name in rows.column_names
        )
        covers_all = len(variant) < MOST_STEPS
        whole = variant < (variant.max(initial=0) + covers_all)
        first = whole & ((np.diff(variant, prepend=-1) != 0) | (np.diff(activity, prepend=-1) != 0))
        times = np.bincount(activity[first], weight[first], minlength=log.n_activities).astype(np.int64)
        return cls(variant[first], position[first], activity[first], weight[first], times, covers_all)

    def cases_at(self, places: Ints) -> int:
        """Return the number of cases that pass any of some places."""
        _, first = np.unique(self.variant[places], return_index=True)
        return int(self.weight[places][first].sum())
