"""Dealing: which group each case of a log is in, when the cases are resampled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mining.ranking import counts as queries

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from mining.eventlog import EventLog

__all__ = ["N_GROUPS", "ORIGIN", "Dealing"]

N_GROUPS = 512
ORIGIN = "origin_no"
"""Column of ``cases`` that names the case which a case was cut from, in a log whose cases were cut."""


@dataclass(frozen=True, eq=False)
class Dealing:
    """Groups of cases.

    Attributes
    ----------
    hands
        ``case_no`` and its ``group``.
    n_groups
        How many groups there are.
    exact
        Whether each case is its own group, so that resampling groups is resampling cases.
    """

    hands: ir.Table
    n_groups: int
    exact: bool

    @classmethod
    def of(cls, log: EventLog, *, n_groups: int = N_GROUPS, seed: int = 0) -> Dealing:
        """Deal the cases of a log at random, and as evenly as can be.

        Parameters
        ----------
        log
            The event log.
        n_groups
            Most groups.
        seed
            Of the dealing.
        """
        groups = min(log.n_cases, n_groups)
        dealt = queries.dealt(log.cases, log.n_cases, groups, seed).select("case_no", "group")
        return cls(log.asking.kept(dealt, "hands"), groups, groups == log.n_cases)

    def hands_of(self, log: EventLog) -> ir.Table:
        """Return ``case_no``, ``variant_no`` and ``group`` of the cases of a log.

        It may be another reading of the log that was dealt: fewer cases, or cases cut into several,
        which then stay in the group of the case they were cut from. So two readings are resampled alike,
        and what differs between them is not the luck of the draw.
        """
        if ORIGIN not in log.cases.columns:
            return log.cases.select("case_no", "variant_no").inner_join(self.hands, "case_no")
        cases = log.cases.select(ORIGIN, "variant_no", number=log.cases.case_no)
        dealt = cases.inner_join(self.hands.rename(**{ORIGIN: "case_no"}), ORIGIN)
        return dealt.drop(ORIGIN).rename(case_no="number")
