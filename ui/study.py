"""A log under study: all of it, the filters that are set, and the cases that pass them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mining.analysis import Analysis
from mining.disclosure.untold import why_nothing_is_told
from mining.errors import ThroughlineError
from mining.filters import Filter, filtered
from mining.performance.calendar import WorkingCalendar
from mining.ranking.settings import RankingSettings
from ui.filters.wording import filtered_name
from ui.work import Work

__all__ = ["Study"]

Filters = tuple[Filter, ...]
_MOST_KEPT = 8


@dataclass
class Study:
    """What one session looks at.

    Attributes
    ----------
    whole
        Every case of the log.
    filters
        The filters that are set, in the order in which they were.
    """

    whole: Work
    filters: Filters = ()
    _former: list[Filters] = field(default_factory=list)
    _parts: dict[Filters, Work] = field(default_factory=dict)
    _refusal: str = ""

    @property
    def part(self) -> Work:
        """The cases that pass the filters: all of them where none is set."""
        return self._parts[self.filters] if self.filters else self.whole

    @property
    def judged(self) -> Analysis | None:
        """The analysis of these cases; until there is one, that of the whole log; None if there is neither."""
        return self.part.analysis or self.whole.analysis

    @property
    def judges_by_the_whole(self) -> bool:
        """Whether `judged` is about more cases than those that pass."""
        return bool(self.filters) and self.part.analysis is None

    @property
    def secret(self) -> str:
        """Why nothing may be told of the cases that pass; "" if it may.

        They are held against all cases, and against those that passed fewer of the same filters: what is told
        of both would tell of the few that only one of them has.
        """
        if not self.filters:
            return ""
        wider = [self.whole, *(part for former, part in self._parts.items() if {*former} < {*self.filters})]
        n_cases, base = self.part.log.n_cases, self.whole.settings.hide_below
        reasons = (why_nothing_is_told(n_cases, part.log.n_cases, base) for part in wider)
        return next(filter(None, reasons), "")

    def hide_below(self, n_cases: int) -> None:
        """Set the least number of cases of which anything is told; all that was computed is computed anew."""
        settings = replace(self.whole.settings, hide_below=n_cases)
        self.whole = self.whole.under(settings)
        self._parts = {filters: part.under(settings) for filters, part in self._parts.items()}

    def rank_as(self, ranking: RankingSettings) -> None:
        """Rank the steps by other settings, for instance after reviewers answered; they are judged anew."""
        if ranking == self.whole.settings.ranking:
            return
        settings = replace(self.whole.settings, ranking=ranking)
        self.whole = replace(self.whole, settings=settings, analysis=None)
        self._parts = {
            filters: replace(part, settings=settings, analysis=None) for filters, part in self._parts.items()
        }

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._former)

    def add(self, one: Filter) -> None:
        """Set a further filter; if no case would pass, everything stays as it was, and `take_refusal` says so."""
        if one not in self.filters:
            self._change((*self.filters, one))

    def remove(self, one: Filter) -> None:
        """Take a filter away."""
        self._change(tuple(other for other in self.filters if other != one))

    def clear(self) -> None:
        """Take every filter away."""
        self._change(())

    def undo(self) -> None:
        """Take back the last change."""
        if self._former and self._turn_to(self._former[-1]):
            self._former.pop()

    def count_by(self, calendar: WorkingCalendar) -> None:
        """Count working time by another calendar; what was computed by the former one is forgotten."""
        self.whole = self.whole.by(calendar)
        self._parts = {filters: part.by(calendar) for filters, part in self._parts.items()}

    def take_refusal(self) -> str:
        """Return why the last change was refused, once; "" if it was not."""
        refusal, self._refusal = self._refusal, ""
        return refusal

    def _change(self, filters: Filters) -> None:
        before = self.filters
        if filters != before and self._turn_to(filters):
            self._former.append(before)

    def _turn_to(self, filters: Filters) -> bool:
        try:
            if filters:
                self._keep(filters)
        except ThroughlineError as refusal:
            self._refusal = str(refusal)
            return False
        self.filters, self._refusal = filters, ""
        return True

    def _keep(self, filters: Filters) -> None:
        """Keep the cases that pass, with all that is computed of them; the longest unused are forgotten."""
        part = self._parts.pop(filters, None)
        for unused in list(self._parts)[: 1 - _MOST_KEPT]:
            del self._parts[unused]
        if part is None:
            log = filtered(self.whole.log, filters)
            part = Work(log, filtered_name(self.whole.name, filters), settings=self.whole.settings)
        self._parts[filters] = part
