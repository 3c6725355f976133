"""How long things take, and when somebody is there to do them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

__all__ = ["AT_ONCE", "DAY", "OFFICE", "Shift", "Spread"]

DAY = 86_400
"""Seconds."""

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Spread:
    """A lognormal length of time.

    Attributes
    ----------
    minutes
        The median.
    sigma
        Standard deviation of its natural logarithm.
    """

    minutes: float
    sigma: float = 0.4

    def seconds(self, chance: float) -> int:
        """The quantile at `chance` (0 to 1) in whole seconds; both tails are cut at one in a thousand.

        Examples
        --------
        >>> Spread(5).seconds(0.5)
        300
        """
        z = _NORMAL.inv_cdf(min(max(chance, 0.001), 0.999))
        return round(60 * self.minutes * math.exp(self.sigma * z))


AT_ONCE = Spread(0, 0)


@dataclass(frozen=True)
class Shift:
    """Hours of the day and days of the week (0 = Monday) on which somebody is there."""

    opens: float
    closes: float
    weekdays: frozenset[int] = frozenset(range(7))

    def days(self, number: float) -> float:
        """So many of its days, in minutes of open time."""
        return number * (self.closes - self.opens) * 60

    def after(self, moment: int, seconds: int) -> int:
        """The moment by which so many seconds of open time have passed.

        Moments count seconds from midnight at the start of a Monday.

        Examples
        --------
        >>> friday_afternoon = 4 * DAY + 16 * 3600
        >>> divmod(OFFICE.after(friday_afternoon, 2 * 3600), DAY)  # Monday, 09:30
        (7, 34200)
        """
        opens, closes = round(self.opens * 3600), round(self.closes * 3600)
        day, second = divmod(moment, DAY)
        while True:
            if day % 7 in self.weekdays:
                begin = max(second, opens)
                if begin + seconds < closes:
                    return day * DAY + begin + seconds
                seconds -= max(0, closes - begin)
            day, second = day + 1, 0

    def has_room(self, moment: int, seconds: int) -> bool:
        """Whether work of this length, begun at a moment within the shift, is done by closing time."""
        return moment % DAY + seconds <= round(self.closes * 3600)


OFFICE = Shift(8.5, 17, frozenset(range(5)))
