"""The form, filled in as a person would, without a browser."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

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


def page() -> None:
    import streamlit as st

    from tests.ui.logs import shared_study
    from ui.filters.form import chosen_filter

    st.text(repr(chosen_filter(shared_study().whole)))


@pytest.fixture
def form() -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def asked(form: AppTest, kind: str) -> AppTest:
    return form.selectbox(key="filter-kind").select(kind).run()


def said(form: AppTest) -> str:
    assert not form.exception
    return str(form.text[0].value)


def labelled(elements, label: str):
    (found,) = [element for element in elements if element.label == label]
    return found


def test_nothing_is_set_before_a_channel_is_chosen(form: AppTest) -> None:
    assert said(form) == "None"


@pytest.mark.parametrize(
    ("kind", "one"),
    [
        ("Step that was done", Contains(("A",))),
        ("First step of the case", Endpoints(starts=("A",))),
        ("Last step of the case", Endpoints(ends=("A",))),
        ("One step after another", Follows("A", "A")),
        ("Step that is repeated", Repeats()),
        ("Dates", Period(date(2025, 1, 6), date(2025, 1, 14))),
        ("How long the case takes", Duration(at_least=864_000.0)),
        ("Most frequent variants", Variants((1, 2, 3, 4))),
        ("One variant", Variants((1,))),
    ],
)
def test_every_kind_of_filter_has_a_sensible_beginning(form: AppTest, kind: str, one: Filter) -> None:
    assert said(asked(form, kind)) == repr(one)


def test_a_filter_can_be_turned_round(form: AppTest) -> None:
    asked(form, "Step that was done")
    labelled(form.selectbox, "Step").select("B")
    form.radio(key="filter-out").set_value("Leave these out").run()
    assert said(form) == repr(Contains(("B",), exclude=True))


@pytest.mark.parametrize(
    ("kind", "names", "one"),
    [("Channel", ["Phone", "Web"], Channel(("Phone", "Web"))), ("System", ["CRM"], System(("CRM",)))],
)
def test_several_channels_or_systems_may_be_chosen(form, kind, names, one) -> None:
    asked(form, kind)
    form.button_group[0].set_value(names).run()
    assert said(form) == repr(one)


def test_one_step_at_any_time_after_another(form: AppTest) -> None:
    asked(form, "One step after another")
    labelled(form.selectbox, "Then").select("C")
    labelled(form.radio, "How soon").set_value("At any time after it").run()
    assert said(form) == repr(Follows("A", "C", directly=False))


def test_at_most_so_many_hours(form: AppTest) -> None:
    asked(form, "How long the case takes")
    labelled(form.radio, "The case takes").set_value("At most")
    labelled(form.number_input, "Number").set_value(3)
    labelled(form.selectbox, "Unit").select("Hours").run()
    assert said(form) == repr(Duration(at_most=10_800.0))


def test_a_step_done_at_least_so_many_times(form: AppTest) -> None:
    asked(form, "Step that is repeated")
    labelled(form.selectbox, "Step").select("B")
    labelled(form.number_input, "Times it is done, at least").set_value(3).run()
    assert said(form) == repr(Repeats("B", 3))


def test_days_of_the_end_of_a_case(form: AppTest) -> None:
    asked(form, "Dates")
    labelled(form.selectbox, "The case").select("ended")
    labelled(form.date_input, "From").set_value(date(2025, 1, 8))
    labelled(form.date_input, "To, that day included").set_value(date(2025, 1, 9)).run()
    assert said(form) == repr(Period(date(2025, 1, 8), date(2025, 1, 9), "ended"))


def test_steps_and_variants_of_fewer_than_five_cases_are_not_offered(form: AppTest) -> None:
    asked(form, "Step that was done")
    assert labelled(form.selectbox, "Step").options == ["A", "B", "C"]
    asked(form, "One variant")
    assert labelled(form.selectbox, "Variant").options == ["1: 5 cases", "2: 5 cases", "3: 5 cases"]
