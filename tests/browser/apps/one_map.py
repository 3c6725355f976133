"""A page with nothing but a process map, for the browser tests of the component.

Query parameters: `overlay`, `paths` (percent shown), `hide` (hide counts below).
"""

from __future__ import annotations

import streamlit as st

from mining.discovery.layout import lay_out, reroute
from mining.ranking.verdicts import Verdict
from tests.discovery.graphs import council_graph
from ui.map import OVERLAYS, map_view, process_map

st.set_page_config(layout="wide", page_title="One map")
st.title("One map", anchor=False)
overlay = st.segmented_control(
    "Colour the map by",
    list(OVERLAYS),
    format_func=OVERLAYS.__getitem__,
    default=st.query_params.get("overlay", "frequency"),
    required=True,
)
paths = st.slider("Paths shown (%)", 0, 100, int(st.query_params.get("paths", "100")), step=5)

whole = council_graph()
shown = whole.simplified(activities=1.0, paths=paths / 100)
verdicts = {
    "Copy details into the case system": Verdict.AUTOMATE,
    "Site inspection": Verdict.KEEP_WITH_PEOPLE,
}
layout = reroute(lay_out(whole), shown)
view = map_view(shown, layout, overlay, verdicts, int(st.query_params.get("hide", "0")))
selected = process_map(view, key="map", height=640)
st.subheader("Selected", anchor=False)
st.text(
    "nothing"
    if selected is None
    else f"{selected.kind} {selected.activity} {selected.source} {selected.target}"
)
