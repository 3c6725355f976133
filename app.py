"""Throughline: the router. Pages live in ui/pages, one thin file a screen."""

from pathlib import Path

import streamlit as st

ASSETS = Path(__file__).parent / "ui" / "assets"

st.set_page_config(page_title="Throughline", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.logo(str(ASSETS / "icon.png"), size="large")
st.html(ASSETS / "forced_colours.css")
st.navigation(
    [
        st.Page("ui/pages/data.py", title="Data", default=True),
        st.Page("ui/pages/process_map.py", title="Process map", url_path="map"),
        st.Page("ui/pages/opportunities.py", title="Opportunities", url_path="opportunities"),
        st.Page("ui/pages/report.py", title="Report", url_path="report"),
        st.Page("ui/pages/privacy.py", title="Privacy", url_path="privacy"),
    ],
    position="top",
).run()
