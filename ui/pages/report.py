"""Report: take the analysis with you."""

from __future__ import annotations

import streamlit as st

from mining.discovery.model import ProcessModel
from mining.reporting.document import as_json
from mining.reporting.files import cases_csv, opportunities_csv
from mining.reporting.page import as_html, map_svg, model_lines
from ui.escape import as_text
from ui.filters.bar import filters_in_words
from ui.hiding import say_what_is_hidden
from ui.needs import needs_analysis, needs_enough_cases, needs_study

study = needs_study()
log = study.part.log
st.title("Report", anchor=False)
st.write(
    "What is hidden on the screens is left out of every file too. Case references are in the file of cases, from which "
    "anybody can count exactly: keep that one inside."
)
filters_in_words(study)
needs_enough_cases(study)
analysis = needs_analysis(study.part)
say_what_is_hidden(study.part)
st.header("Process model", anchor=False)
for line in model_lines(analysis.model):
    st.write(as_text(line))

st.header("Download", anchor=False)
st.download_button(
    "Report (HTML, one page)",
    lambda: as_html(analysis),
    "report.html",
    "text/html",
    on_click="ignore",
)
st.download_button(
    "Steps, verdicts and reasons (CSV)",
    lambda: opportunities_csv(analysis),
    "opportunities.csv",
    "text/csv",
    on_click="ignore",
)
st.download_button(
    "Cases behind each ranked step (CSV)",
    lambda: cases_csv(log, analysis),
    "opportunity_cases.csv",
    "text/csv",
    on_click="ignore",
)
st.download_button(
    "Process map (SVG)",
    lambda: map_svg(analysis),
    "process.svg",
    "image/svg+xml",
    on_click="ignore",
)
if isinstance(analysis.model, ProcessModel):
    st.download_button(
        "Process model (BPMN)", analysis.model.bpmn_xml, "process.bpmn", "application/xml", on_click="ignore"
    )
st.download_button(
    "Everything (JSON)", lambda: as_json(analysis), "analysis.json", "application/json", on_click="ignore"
)
