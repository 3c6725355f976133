"""The filter bar: how many cases pass, what is set, and the ways to change it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from mining.filters import Filter
from ui.escape import as_text
from ui.filters.form import add_filter
from ui.filters.wording import in_plain_english, share_of_cases
from ui.intake import show_refusal
from ui.study import Study

__all__ = ["filter_bar", "filter_buttons", "filters_in_words"]

_STAYS = "The filters stay as they were."


def filter_bar(study: Study) -> None:
    """Show the share of cases, a button for each filter that takes it away, and the ways to change them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{_share(study)}**", width="content")
        if st.button("Add a filter", icon=":material/filter_alt:"):
            add_filter(study)
        st.button("Undo", on_click=study.undo, disabled=not study.can_undo, help="Take back the last change")
        st.button("Clear all", on_click=study.clear, disabled=not study.filters)
        for place, one in enumerate(study.filters):
            st.button(
                f"{as_text(in_plain_english(one))} (remove)", key=f"filter-{place}", wrap=True,
                icon=":material/close:", icon_position="right", on_click=study.remove, args=(one,),
            )  # fmt: skip
    if refusal := study.take_refusal():
        show_refusal(f"{refusal} {_STAYS}")


def filter_buttons(study: Study, filters: Mapping[str, Filter]) -> None:
    """Show a button for each filter that sets it."""
    for words, one in filters.items():
        st.button(words, on_click=study.add, args=(one,), disabled=one in study.filters, width="stretch")


def filters_in_words(study: Study) -> None:
    """Say which filters are set, on pages that are about the cases that pass; nothing where none is."""
    if not study.filters:
        return
    listed = "; ".join(f"**{as_text(in_plain_english(one))}**" for one in study.filters)
    with st.container(border=True):
        st.markdown(f"{_share(study)} pass the filters: {listed}.")
        st.page_link("ui/pages/process_map.py", label="Change the filters on the process map")


def _share(study: Study) -> str:
    part, whole = study.part, study.whole
    return share_of_cases(
        part.log.n_cases,
        whole.log.n_cases,
        is_filtered=bool(study.filters),
        hide_below=whole.settings.hide_below,
    )
