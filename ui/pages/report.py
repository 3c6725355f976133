"""Report: take the analysis with you."""

from __future__ import annotations

from functools import partial

import streamlit as st

from mining.discovery.process_model import ProcessModel
from mining.report import Report
from mining.reporting.document import as_json
from mining.reporting.files import cases_csv, opportunities_csv
from mining.reporting.page import as_html, map_svg, model_lines
from mining.reporting.waits import waits_csv
from ui.access.exports import export_button
from ui.access.gate import allowed
from ui.access.roles import Action
from ui.escape import as_text
from ui.filters.bar import filters_in_words
from ui.hiding import say_what_is_hidden
from ui.needs import needs_analysis, needs_enough_cases, needs_model, needs_study

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
model = needs_model(study.part)
say_what_is_hidden(study.part)
st.header("Process model", anchor=False)
for line in model_lines(model):
    st.write(as_text(line))

st.header("Download", anchor=False)
if not allowed(Action.EXPORT):
    st.info("You are here to look. Ask an analyst for files.")
export_button(
    "Report (HTML, one page)",
    lambda: as_html(Report(analysis, model)),
    "report.html",
    log=log.name,
)
export_button(
    "Steps, verdicts and reasons (CSV)",
    lambda: opportunities_csv(analysis),
    "opportunities.csv",
    log=log.name,
)
export_button(
    "Cases behind each ranked step (CSV)",
    lambda: cases_csv(log, analysis),
    "opportunity_cases.csv",
    log=log.name,
)
export_button(
    "Times between steps, elapsed and in working hours (CSV)",
    lambda: waits_csv(analysis),
    "waits.csv",
    log=log.name,
)
export_button("Process map (SVG)", lambda: map_svg(analysis), "process.svg", log=log.name)
if isinstance(model, ProcessModel):
    export_button("Process model (BPMN)", partial(str, model.bpmn_xml), "process.bpmn", log=log.name)
export_button("Everything (JSON)", lambda: as_json(Report(analysis, model)), "analysis.json", log=log.name)
