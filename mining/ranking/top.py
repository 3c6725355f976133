"""The first few of a ranking in words: which are there for sure, and which perhaps."""

from __future__ import annotations

from mining.ranking.opportunities import Ranking

__all__ = ["top_in_words"]


def top_in_words(ranking: Ranking, places: int = 5) -> str:
    """Return which steps are among the first few for sure, and which perhaps; names as in the log.

    "For sure" is by the whole of the rank interval. "" where nothing is ranked, or not more than that.
    """
    if len(ranking.opportunities) <= places:
        return ""
    sure, perhaps = (", ".join(f"“{name}”" for name in names) for names in ranking.top(places))
    return f"Among the first {places} for sure: {sure or 'none'}. Perhaps: {perhaps or 'no other'}."
