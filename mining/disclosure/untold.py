"""What is said of what is not told: how much, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mining.analysis import Settings
    from mining.discovery.flows import DirectlyFollowsGraph

__all__ = ["Untold", "why_nothing_is_told"]


@dataclass(frozen=True)
class Untold:
    """What was left out of a map.

    Attributes
    ----------
    base
        `Settings.hide_below`; with 1, all is told.
    n_steps, n_flows
        Steps, and flows between steps, of fewer cases.
    because
        Why less is hidden than usual, if so.
    """

    base: int
    n_steps: int
    n_flows: int
    because: str = ""

    @classmethod
    def of(cls, graph: DirectlyFollowsGraph, told: DirectlyFollowsGraph, settings: Settings) -> Untold:
        """Return what a map lacks of the one it was made from."""
        n_steps = len(graph.activities) - len(told.activities)
        n_flows = len(graph.flows) - len(told.flows)
        return cls(settings.hide_below, n_steps, n_flows, settings.told_because)

    @property
    def brief(self) -> str:
        """The rule, short enough for the legend of a map."""
        if self.base <= 1:
            return "Nothing is hidden: counts are exact."
        return f"Fewer than {self.base:,} cases are hidden. Counts are rounded to {self.base:,}s."

    @property
    def sentence(self) -> str:
        """What is left out and what is rounded, for people."""
        reason = f" Less is hidden than usual, because: {self.because}" if self.because else ""
        if self.base <= 1:
            return f"Nothing is hidden: counts are exact, also of single cases.{reason}"
        steps = f"{self.n_steps:,} {'step' if self.n_steps == 1 else 'steps'}"
        flows = f"{self.n_flows:,} {'path' if self.n_flows == 1 else 'paths'} from one step to the next"
        return (
            f"Hidden, because fewer than {self.base:,} cases could point at a person: {steps} and {flows}. "
            f"Counts are rounded to {self.base:,}s, so that they cannot be worked out from the rest.{reason}"
        )


def why_nothing_is_told(n_cases: int, of_cases: int, base: int) -> str:
    """Return why nothing may be told of some cases of a log, "" if something may.

    Parameters
    ----------
    n_cases
        Cases that pass filters.
    of_cases
        Cases that they were chosen from, of which figures were told too.
    base
        `Settings.hide_below`.

    Examples
    --------
    >>> why_nothing_is_told(4, 100, 5)
    'Fewer than 5 cases pass the filters, so nothing is shown of them. Take a filter away.'
    >>> why_nothing_is_told(95, 100, 5), why_nothing_is_told(100, 100, 5)
    ('', '')
    """
    if n_cases < base:
        return f"Fewer than {base:,} cases pass the filters, so nothing is shown of them. Take a filter away."
    if 0 < of_cases - n_cases < base:
        return (
            f"The filters leave out fewer than {base:,} cases. Compared with the figures of all, these would "
            "tell of those few, so nothing is shown. Take a filter away, or choose one that leaves out more."
        )
    return ""
