"""Throughline: the router. Pages live in ui/pages, one thin file a screen."""

from pathlib import Path

import streamlit as st

from mining.errors import ThroughlineError
from ui.access.entrance import come_in, person_line, show_entrance
from ui.access.gate import keeps_audit
from ui.access.identity import Person
from ui.access.roles import Action
from ui.intake import show_refusal

ASSETS = Path(__file__).parent / "ui" / "assets"

st.set_page_config(page_title="Throughline", page_icon=str(ASSETS / "icon.png"), layout="wide")
st.logo(str(ASSETS / "icon.png"), size="large")
st.html(ASSETS / "forced_colours.css")
arrival = come_in()
pages = [
    st.Page("ui/pages/data.py", title="Data", default=True),
    st.Page("ui/pages/process_map.py", title="Process map", url_path="map"),
    st.Page("ui/pages/opportunities.py", title="Opportunities", url_path="opportunities"),
    st.Page("ui/pages/review.py", title="Review", url_path="review"),
    st.Page("ui/pages/report.py", title="Report", url_path="report"),
    st.Page("ui/pages/privacy.py", title="Privacy", url_path="privacy"),
]
if isinstance(arrival, Person):
    if arrival.may(Action.READ_AUDIT) and keeps_audit():
        pages.append(st.Page("ui/pages/audit.py", title="Audit log", url_path="audit"))
    page = st.navigation(pages, position="top")
    person_line(arrival, is_first_page=page is pages[0])
    try:
        page.run()
    except ThroughlineError as refusal:
        show_refusal(str(refusal))
else:
    st.navigation(pages, position="hidden")
    show_entrance(arrival)
