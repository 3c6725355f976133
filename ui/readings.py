"""How firm the conclusions are: what the log leaves open, what was tried, and what that would change."""

from __future__ import annotations

import streamlit as st

from mining.reporting.page import cases_otherwise
from mining.sensitivity.results import Firmness, Sensitivity, Stability
from mining.sensitivity.trying import STAGE
from ui.escape import as_text
from ui.stages import stage_bar
from ui.words import meaning
from ui.work import Work

__all__ = ["show_flips", "show_readings"]


def show_flips(stability: Stability) -> None:
    """Show how firm the verdict of one step is, and what would change it."""
    if stability.firmness is Firmness.FRAGILE:
        st.write("**Fragile.** Another reading of the log would change this:")
        st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in stability.flips))
    elif stability.firmness is Firmness.STABLE:
        st.write("**Stable.** No other reading of the log that was tried changes this.")
    else:
        st.write("**Not tried.** Nobody has asked yet what another reading of the log would change.")


def show_readings(work: Work, sensitivity: Sensitivity) -> None:
    """Show the other readings of a log, what each changes, and a button where they were not tried."""
    st.header("Would another reading of the log change this?", anchor=False, help=meaning("stable"))
    st.write(as_text(sensitivity.summary))
    if sensitivity.not_run and st.button("Try other readings", key="try-readings"):
        with stage_bar((STAGE,)) as progress:
            work.try_readings(progress)
        st.rerun()
    if sensitivity.trials:
        _trials_table(sensitivity, work.settings.hide_below)
    fragile = [step for step in sensitivity.steps if step.flips]
    if fragile:
        with st.expander("What would change each fragile step"):
            for step in fragile:
                st.write(f"**{as_text(step.activity)}**")
                st.markdown("\n".join(f"- {as_text(sentence)}" for sentence in step.flips))


def _trials_table(sensitivity: Sensitivity, hide_below: int) -> None:
    trials = sensitivity.trials
    st.table(
        {
            "What the log leaves open": [as_text(trial.question) for trial in trials],
            "Read here as": [as_text(trial.taken) for trial in trials],
            "Other reading": [
                as_text(f"{trial.other[0].upper()}{trial.other[1:]}. {trial.rule} {trial.not_tried}".strip())
                for trial in trials
            ],
            "Cases read otherwise": [cases_otherwise(trial, hide_below) for trial in trials],
            "Steps that change": ["" if trial.not_tried else str(trial.n_flipped) for trial in trials],
        },
        hide_index=True,
    )
