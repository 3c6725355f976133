"""Opportunities: the steps in order of suitability, with reasons and the cases behind each."""

from __future__ import annotations

import streamlit as st

from mining.ranking.top import top_in_words
from mining.routines.groups import routine_groups
from ui.charts import asides_table, ranking_table
from ui.escape import as_text
from ui.filters.bar import filters_in_words
from ui.hiding import say_what_is_hidden
from ui.needs import needs_analysis, needs_enough_cases, needs_study
from ui.panels import show_opportunity, show_routines
from ui.readings import show_readings
from ui.words import meaning

study = needs_study()
work = study.part
st.title("Opportunities", anchor=False)
st.write(
    "Steps of this log in order of how routine their course is. The score compares steps with each other: it is not a "
    "probability, and it does not know the law, the systems or the people."
)
filters_in_words(study)
needs_enough_cases(study)
analysis = needs_analysis(work)
ranking = analysis.ranking
say_what_is_hidden(work)
if ranking.abstention:
    st.warning(as_text(ranking.abstention.reason))
if ranking.opportunities:
    st.header("Ranked steps", anchor=False, help=meaning("suitability score"))
    st.write(as_text(top_in_words(ranking)))
    ranking_table(ranking.opportunities, analysis.sensitivity)
    names = [item.activity for item in ranking.opportunities]
    name = st.selectbox("Look at a step", names, key="step")
    item = next(item for item in ranking.opportunities if item.activity == name)
    show_opportunity(work, analysis, item)

st.header("Patterns of more than one step", anchor=False)
show_routines(work, routine_groups(analysis.routines, analysis.routines_left_out))
for gap in analysis.unanswered.values():
    st.info(as_text(gap.reason))
if not analysis.routines:
    st.write("None was frequent enough to report.")

for title, items in (
    ("Keep with people", ranking.set_aside),
    ("Already automated", ranking.already_automated),
    ("Cannot tell", ranking.cannot_tell),
):
    if items:
        st.header(title, anchor=False)
        asides_table(items, analysis.sensitivity)

show_readings(work, analysis.sensitivity)
