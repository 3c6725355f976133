"""The form that adds a filter: what to filter by, its fields, and whether to keep or leave out what fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from mining.filters import (
    Channel,
    Contains,
    Duration,
    Endpoints,
    Filter,
    Follows,
    Period,
    Repeats,
    System,
    Variants,
)
from mining.units import Seconds
from ui.escape import as_text
from ui.filters.wording import DAY, HOUR, PERIODS
from ui.intake import show_refusal
from ui.study import Study
from ui.work import Work

__all__ = ["add_filter", "chosen_filter"]

_LONGEST, _MOST_TIMES = 100_000, 1_000


@st.dialog("Add a filter", width="medium")
def add_filter(study: Study) -> None:
    """Ask for a filter and set it; where no case would pass, say so and ask on."""
    chosen = chosen_filter(study.whole)
    if st.button("Add this filter", type="primary", disabled=chosen is None) and chosen:
        study.add(chosen)
        if refusal := study.take_refusal():
            show_refusal(refusal)
        else:
            st.rerun()


def chosen_filter(work: Work) -> Filter | None:
    """Show the fields of a filter on these cases; return what they say, or None while something is missing."""
    kinds = {name: ask for name, (ask, is_possible) in _KINDS.items() if is_possible(work)}
    kind = st.selectbox("Filter by", list(kinds), key="filter-kind")
    chosen = kinds[kind](work)
    out = st.radio(
        "Cases that fit", ["Keep only these", "Leave these out"], horizontal=True, key="filter-out"
    )
    return replace(chosen, exclude=out == "Leave these out") if chosen else None


def _channel(work: Work) -> Filter | None:
    names = _any_of("Channel: any of these", work.channels)
    return Channel(names) if names else None


def _system(work: Work) -> Filter | None:
    names = _any_of("Recorded in any of these", work.systems)
    return System(names) if names else None


def _any_of(label: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(st.pills(label, names, selection_mode="multi", format_func=as_text))


def _contains(work: Work) -> Filter:
    return Contains((st.selectbox("Step", _steps(work)),))


def _starts(work: Work) -> Filter:
    return Endpoints(starts=(st.selectbox("First step", _steps(work)),))


def _ends(work: Work) -> Filter:
    return Endpoints(ends=(st.selectbox("Last step", _steps(work)),))


def _follows(work: Work) -> Filter:
    source = st.selectbox("First", _steps(work))
    target = st.selectbox("Then", _steps(work))
    how = st.radio("How soon", ["Directly after it", "At any time after it"], horizontal=True)
    return Follows(source, target, directly=how == "Directly after it")


def _repeats(work: Work) -> Filter:
    steps = (None, *_steps(work))
    step = st.selectbox("Step", steps, format_func=lambda name: "Any step" if name is None else name)
    times = st.number_input("Times it is done, at least", 2, _MOST_TIMES, 2)
    return Repeats(step, int(times))


def _duration(work: Work) -> Filter:
    bound = st.radio("The case takes", ["At least", "At most"], horizontal=True)
    left, right = st.columns(2)
    number = left.number_input("Number", 0, _LONGEST, 10)
    units = ["Days"] if work.log.is_date_only else ["Days", "Hours"]
    size = DAY if right.selectbox("Unit", units) == "Days" else HOUR
    seconds = Seconds(float(number * size))
    return Duration(at_least=seconds) if bound == "At least" else Duration(at_most=seconds)


def _period(work: Work) -> Filter:
    when = st.selectbox("The case", list(PERIODS), format_func=lambda word: PERIODS[word][0].lower())
    first, last = work.days
    left, right = st.columns(2)
    begin = left.date_input("From", first, first, last, format="DD/MM/YYYY")
    end = right.date_input("To, that day included", last, first, last, format="DD/MM/YYYY")
    return Period(begin, end, when)


def _most_frequent(work: Work) -> Filter:
    most = work.log.n_variants
    number = st.number_input("How many of the most frequent", 1, most, min(10, most))
    return Variants(tuple(range(1, int(number) + 1)))


def _one_variant(work: Work) -> Filter:
    variants = {variant.number: variant for variant in work.variants}
    number = st.selectbox(
        "Variant", list(variants), format_func=lambda n: f"{n}: {variants[n].n_cases:,} cases"
    )
    st.caption(" → ".join(as_text(name) for name in variants[number].activities))
    return Variants((number,))


def _steps(work: Work) -> tuple[str, ...]:
    return tuple(sorted(work.graph.names))


def _has_steps(work: Work) -> bool:
    return bool(work.graph.names)


_KINDS: dict[str, tuple[Callable[[Work], Filter | None], Callable[[Work], bool]]] = {
    "Channel": (_channel, lambda work: bool(work.channels)),
    "Step that was done": (_contains, _has_steps),
    "First step of the case": (_starts, _has_steps),
    "Last step of the case": (_ends, _has_steps),
    "One step after another": (_follows, _has_steps),
    "Step that is repeated": (_repeats, _has_steps),
    "Dates": (_period, lambda _work: True),
    "How long the case takes": (_duration, lambda _work: True),
    "Most frequent variants": (_most_frequent, lambda _work: True),
    "One variant": (_one_variant, lambda work: bool(work.variants)),
    "System": (_system, lambda work: bool(work.systems)),
}
"""What to filter by -> its fields, and whether a log has what they ask about."""
