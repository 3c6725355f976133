"""Process map: what follows what, how often and how long after."""

from __future__ import annotations

import streamlit as st

from mining.discovery.layout import lay_out, reroute
from ui.charts import flows_table
from ui.clock import calendar_note, chosen_clock
from ui.filters.bar import filter_bar
from ui.hiding import say_what_is_hidden
from ui.map.component import process_map
from ui.map.view import OVERLAYS, map_view, with_note
from ui.needs import needs_analysis, needs_enough_cases, needs_study
from ui.panels import OF_THE_WHOLE, show_selection
from ui.words import meaning
from ui.work import DEFAULT_PATHS

study = needs_study()
st.title("Process map", anchor=False)
filter_bar(study)
needs_enough_cases(study)
with st.container(horizontal=True, vertical_alignment="bottom"):
    overlay = st.segmented_control(
        "Colour the map by", list(OVERLAYS), default="frequency", required=True, format_func=OVERLAYS.__getitem__,
        key="overlay", bind="query-params", wrap=True,
    )  # fmt: skip
    activities = st.slider(
        "Activities shown (%)", 10, 100, 100, step=5, key="activities", bind="query-params", width=240,
        help=meaning("activities shown"),
    )  # fmt: skip
    paths = st.slider(
        "Paths shown (%)", 0, 100, round(100 * DEFAULT_PATHS), step=5, key="paths", bind="query-params", width=240,
        help=meaning("paths shown"),
    )  # fmt: skip
    clock = chosen_clock(study)
    tidy = st.toggle(
        "Tidy layout", key="tidy", help="Lay the map out anew for what is shown. Boxes may move."
    )

calendar_note(study, clock)
if overlay == "automation" and study.judged is None:
    needs_analysis(study.whole)
whole, times = study.part.told_in(clock)
shown = whole.simplified(activities=activities / 100, paths=paths / 100)
layout = lay_out(shown) if tidy else reroute(study.whole.layout, shown)
verdicts = {item.activity: item.verdict for item in study.judged.ranking.everything} if study.judged else {}
view = map_view(shown, layout, overlay, verdicts, note=study.part.untold.brief)
if overlay == "automation" and study.judges_by_the_whole:
    view = with_note(view, OF_THE_WHOLE)
drawing, panel = st.columns([3, 1.2])
with drawing:
    selected = process_map(view, key="map")
with panel:
    show_selection(study, shown, times, selected)
say_what_is_hidden(study.part)
with st.expander("The same as a table"):
    flows_table(shown)
