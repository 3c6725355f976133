"""The one place that speaks to r4pm: what it costs to align traces with a Petri net.

An alignment pairs a trace with the run of the model that is nearest to it. A step of the trace that
has no partner costs 1, a visible step of the run that has none costs 1, silent steps cost nothing.

References
----------
Küsters, van der Aalst (2024), Rust4PM: a versatile process mining library for when performance matters.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from r4pm.bindings.conformance.case_centric.alignments import align_trace
from r4pm.petri_net import from_pm4py as as_r4pm

if TYPE_CHECKING:
    from r4pm.bindings.conformance.case_centric.alignments import AlignmentOptions, CostFunction, PetriNet

__all__ = ["alignment_costs", "as_r4pm"]

_COSTS: CostFunction = {
    "log_move_cost": 1,
    "model_move_cost": 1,
    "silent_move_cost": 0,
    "sync_move_cost": 0,
}
_MOST_STATES, _MOST_BYTES, _BYTES_A_STATE = 100_000, 2**30, 32
_LONGEST_TRACE = 65_535  # r4pm counts in 16 bits: of a longer trace it would align a part only
_TELL_SECONDS = 0.5


def alignment_costs(net: PetriNet, traces: Iterable[list[str]], seconds: float) -> Iterator[list[int | None]]:
    """Yield the costs of more and more traces, in order, about twice a second and at the end.

    No single trace can hold up the rest: a search is given up after so many states of trace and net, and
    the cost is None. Which traces that hits can differ a little between runs, because r4pm looks at
    states of equal cost in no fixed order; a cost that is found is always the least.

    Parameters
    ----------
    net
        The model, with initial and final marking; at most 255 tokens in a place.
    traces
        Labels in order. A label that the net lacks costs 1.
    seconds
        Time allowed; looked at between traces.
    """
    options: AlignmentOptions = {"cost_fn": _COSTS, "max_states": _most_states(net)}
    costs: list[int | None] = []
    begun = told = time.monotonic()
    for trace in traces:
        now = time.monotonic()
        if now - begun >= seconds:
            break
        if now - told >= _TELL_SECONDS:
            yield costs.copy()
            told = now
        costs.append(_cost(net, trace, options))
    yield costs


def _most_states(net: PetriNet) -> int:
    """Return the states a search may visit: each may lead to one more by every transition.

    Of a state r4pm keeps the tokens, a byte a place, and where it came from.
    """
    n_places, n_transitions = len(net["places"]), len(net["transitions"])
    return min(_MOST_STATES, _MOST_BYTES // (n_transitions * (n_places + _BYTES_A_STATE)))


def _cost(net: PetriNet, trace: list[str], options: AlignmentOptions) -> int | None:
    if len(trace) > _LONGEST_TRACE:
        return None
    try:
        return align_trace(net, trace, options)["cost"]
    except TypeError as refusal:  # whatever goes wrong in r4pm comes as a TypeError
        if "LimitReached" not in str(refusal):
            raise
        return None
