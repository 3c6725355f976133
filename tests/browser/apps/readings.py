"""The section of other readings over a small log with copies, where nothing was tried yet."""

from __future__ import annotations

import streamlit as st

from mining.analysis import Settings
from tests.event_logs import log_of
from tests.sensitivity.logs import with_copies
from ui.readings import show_readings
from ui.work import Work

st.title("Other readings", anchor=False)
if "work" not in st.session_state:
    log = log_of([(case, f"{step} ![x](http://192.0.2.1/a.png)", time) for case, step, time in with_copies()])
    st.session_state["work"] = Work(log, log.name, settings=Settings(try_readings="never"))
work = st.session_state["work"]
show_readings(work, work.analyse().sensitivity)
