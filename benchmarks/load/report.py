"""The figures of a run, written between two marks of docs/reliability.md: nobody types them."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from statistics import quantiles

from benchmarks.load.app import Watched
from benchmarks.load.person import THINKS_SECONDS, Told
from benchmarks.results import machine

__all__ = ["figures", "put_into"]

_BEGIN, _END = "<!-- figures of `make load`: begin -->", "<!-- figures of `make load`: end -->"
_PACKAGES = ("streamlit", "duckdb", "ibis-framework", "pm4py")


def figures(n_people: int, n_events: int, seconds: float, told: Told, watched: Watched) -> str:
    """Return what was measured as Markdown."""
    waits = [wait for waits in told.seconds.values() for wait in waits]
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    lines = [
        f"Taken by `make load` on {datetime.now(UTC):%d %B %Y}: {machine()}; {versions}.",
        "",
        f"{n_people} people for {seconds:.0f} s on a store of {n_events:,} events, one app process; each thinks "
        f"{THINKS_SECONDS[0]:g} to {THINKS_SECONDS[1]:g} s between two steps. "
        "The people's side ran on the same machine.",
        "",
        "| Interaction | times | half within (s) | 95 % within (s) | slowest (s) |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_row(kind, told.seconds[kind]) for kind in sorted(told.seconds)),
        _row("**All**", waits),
        "",
        "| | |",
        "| --- | ---: |",
        f"| People held to the end | {told.held} of {n_people} |",
        f"| Errors (exceptions, refusals, broken connections, no answer) | {len(told.errors)} |",
        f"| Memory of the app before the first visit | {watched.start_mb:,.0f} MB |",
        f"| Memory of the app, peak | {watched.peak_mb:,.0f} MB |",
        f"| Memory of its analysing children, peak of all together | {watched.children_mb:,.0f} MB |",
        f"| Most analysing children at once | {watched.n_children} |",
        f"| Processors kept busy, mean | {watched.cores:.2f} |",
    ]
    return "\n".join(lines)


def _row(kind: str, seconds: list[float]) -> str:
    """One row of the table; the quantiles of one figure are that figure."""
    cuts = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else [seconds[0]] * 19
    return f"| {kind} | {len(seconds)} | {cuts[9]:.2f} | {cuts[18]:.2f} | {max(seconds):.2f} |"


def put_into(text: str, measured: str) -> str:
    """Return a document with the figures between its two marks.

    Raises
    ------
    ValueError
        It has no such marks.
    """
    before, mark, rest = text.partition(_BEGIN)
    _, other, after = rest.partition(_END)
    if not mark or not other:
        message = f"the document has no marks {_BEGIN} and {_END}"
        raise ValueError(message)
    return f"{before}{mark}\n{measured}\n{other}{after}"
