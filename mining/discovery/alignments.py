"""Alignments: how far cases are from the nearest runs of a model, and what that says of the log.

The costs are found in the child process, one a variant; here they become figures, each case counting once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mining.discovery.child import Reply
from mining.discovery.selection import WeightedTrace
from mining.results import Unanswered
from mining.units import Share

__all__ = ["Alignments", "alignments"]

Costs = Sequence[int | None]


@dataclass(frozen=True)
class Alignments:
    """How well a model and a log agree by alignments.

    The cost of a case is the least number of steps to be passed over, in the case or in a run of the
    model, for the two to be alike; silent steps are free. An activity that the model lacks costs 1 each
    time, where token replay passes it over.

    Attributes
    ----------
    fitness
        0..1, the mean over the cases of 1 - cost / (number of steps of the case + number of steps of the
        shortest run of the model): 1 where every case is a run of the model.
    fitting_share
        Share of the cases aligned that cost nothing, 0..1.
    n_cases, n_variants
        What was aligned and is in these figures.
    scope
        What was aligned, and why not the rest, as sentences.

    References
    ----------
    van der Aalst, Adriansyah, van Dongen (2012), Replaying history on process models for conformance
    checking and performance analysis. WIREs Data Mining and Knowledge Discovery 2(2), 182-192.
    Adriansyah (2014), Aligning observed and modeled behavior. PhD thesis, TU Eindhoven.
    """

    fitness: float
    fitting_share: Share
    n_cases: int
    n_variants: int
    scope: str


def alignments(
    reply: Reply, traces: Sequence[WeightedTrace], n_fewest: int, seconds: float
) -> Alignments | Unanswered:
    """Return what the costs that came say of the log, or why there is nothing to say.

    Parameters
    ----------
    reply
        From the child: costs of the first traces, None for one that was given up; and whether that is all
        it had to say of them, or it was stopped on the way.
    traces
        All that were to be aligned, in order.
    n_fewest
        Number of steps of the shortest run of the model.
    seconds
        Time that was allowed, for the words.
    """
    if "aligner_missing" in reply.parts:
        return Unanswered("Not measured, because the package r4pm is not installed. Install it with pip.")
    costs = reply.parts.get("alignment_costs")
    if not isinstance(costs, list):
        return Unanswered(f"Not measured. {reply.trouble}")
    aligned = [(trace, cost) for trace, cost in zip(traces, costs, strict=False) if cost is not None]
    trouble = "" if "alignments_ended" in reply.parts else reply.trouble
    left_out = _left_out(costs, len(traces), trouble, seconds)
    if not aligned:
        return Unanswered(f"Not measured. No variant could be aligned: {left_out}")
    n_cases = sum(trace.n_cases for trace, _ in aligned)
    fits = [(trace.n_cases, 1 - cost / (len(trace.activities) + n_fewest)) for trace, cost in aligned]
    return Alignments(
        fitness=sum(n * fit for n, fit in fits) / n_cases,
        fitting_share=Share(sum(trace.n_cases for trace, cost in aligned if not cost) / n_cases),
        n_cases=n_cases,
        n_variants=len(aligned),
        scope=_scope(traces, len(aligned), n_cases, left_out),
    )


def _scope(traces: Sequence[WeightedTrace], n_aligned: int, n_cases: int, left_out: str) -> str:
    if not left_out:
        return f"Aligned all {n_aligned:,} variants measured."
    share = n_cases / sum(trace.n_cases for trace in traces)
    return (
        f"Aligned {n_aligned:,} of {len(traces):,} variants, {share:.0%} of the cases measured. "
        f"Left out, which may flatter the figures: {left_out}"
    )


def _left_out(costs: Costs, n_traces: int, trouble: str, seconds: float) -> str:
    """Return how many variants were not aligned and why, "" if all were."""
    in_time = "not reached" if trouble else f"for which the {seconds:g} seconds allowed were too short"
    numbers = {"that would need too long a search": costs.count(None), in_time: n_traces - len(costs)}
    told = ", ".join(f"{n:,} {why}" for why, n in numbers.items() if n)
    return f"{told}. {trouble}".rstrip() if told else ""
