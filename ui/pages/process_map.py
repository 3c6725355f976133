"""Process map: what follows what, how often and how long after."""

from __future__ import annotations

import streamlit as st

from mining.discovery.layout import lay_out, reroute
from ui.charts import flows_table
from ui.map.component import process_map
from ui.map.view import OVERLAYS, map_view
from ui.panels import show_selection
from ui.session import DEFAULT_PATHS, needs_work
from ui.words import meaning

work = needs_work()
least = work.analysis.settings.hide_below
st.title("Process map", anchor=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    overlay = st.segmented_control(
        "Colour the map by", list(OVERLAYS), default="frequency", required=True, format_func=OVERLAYS.__getitem__,
        key="overlay", bind="query-params",
    )  # fmt: skip
    activities = st.slider(
        "Activities shown (%)", 10, 100, 100, step=5, key="activities", bind="query-params", width=240,
        help=meaning("activities shown"),
    )  # fmt: skip
    paths = st.slider(
        "Paths shown (%)", 0, 100, round(100 * DEFAULT_PATHS), step=5, key="paths", bind="query-params", width=240,
        help=meaning("paths shown"),
    )  # fmt: skip
    tidy = st.toggle(
        "Tidy layout", key="tidy", help="Lay the map out anew for what is shown. Boxes may move."
    )

shown = work.shown_graph.simplified(activities=activities / 100, paths=paths / 100)
layout = lay_out(shown) if tidy else reroute(work.layout, shown)
verdicts = {item.activity: item.verdict for item in work.analysis.ranking.everything}
view = map_view(shown, layout, overlay, verdicts, hide_below=least)
drawing, panel = st.columns([3, 1.2])
with drawing:
    selected = process_map(view, key="map")
with panel:
    show_selection(work, shown, selected)
with st.expander("The same as a table"):
    flows_table(shown)
