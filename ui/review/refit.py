"""What a model refitted to the reviews would change, and the one place where it may be put to use."""

from __future__ import annotations

import streamlit as st

from mining.analysis import Analysis
from mining.feedback.models import keep_model, model_of
from mining.feedback.recording import snapshot_of
from mining.feedback.records import Choice
from mining.feedback.refit import Refit, refit
from mining.ranking.model_file import load_model
from mining.results import Unanswered
from ui.access.gate import allowed, demand
from ui.access.roles import Action
from ui.escape import as_text
from ui.review.desk import Desk

__all__ = ["show_refit"]


def show_refit(desk: Desk, analysis: Analysis) -> None:
    """Show the ranking before and after, the test, and whether the refitted model may be used."""
    st.header("Learn from the reviews", anchor=False)
    in_use = desk.study.whole.settings.ranking
    if in_use.model:
        st.write("This log is ranked by a model refitted to its reviews.")
        if allowed(Action.SETTINGS) and st.button("Go back to the shipped model"):
            _choose(desk, "", "Gone back to the shipped model")
    if not st.toggle("Show what a refitted model would change", key="refit"):
        return
    now, model = analysis.ranking.opportunities, model_of(in_use)
    found = refit(desk.records, load_model(), [snapshot_of(analysis, item, model, desk.log) for item in now])
    _show(found)
    may_use = found.gate.is_open and desk.session.shared_store and allowed(Action.SETTINGS)
    if may_use and st.button("Rank this log by the refitted model"):
        demand(Action.SETTINGS, desk.study.whole.log.name)
        _choose(
            desk, keep_model(found.model, desk.log, (found.n_fitted, found.n_automate)), found.gate.sentence
        )


def _choose(desk: Desk, model: str, because: str) -> None:
    said = (
        "This log is ranked by the refitted model now."
        if model
        else "This log is ranked by the shipped model now."
    )
    desk.keep(Choice(reviewer=desk.reviewer, model=model, because=because), said=said, action=Action.SETTINGS)


def _show(found: Refit) -> None:
    st.write(
        f"Fitted to {found.n_fitted} reviewed {'step' if found.n_fitted == 1 else 'steps'}, "
        f"{found.n_automate} of them to automate. Left out: "
        f"{found.n_disagreed} on which reviewers disagree, {found.n_other} with no usable verdict, and all that were "
        "drawn at random, which are kept for the test."
    )
    if found.model.uses_equal_weights:
        st.write("The reviews would count a criterion the wrong way round, so all criteria count alike.")
    if isinstance(found.test, Unanswered):
        st.write(found.test.reason)
    else:
        low, high = found.test.interval_95
        st.write(
            f"Average precision on the steps drawn at random changes by {found.test.value:+.2f} (95 % interval "
            f"{low:+.2f} to {high:+.2f})."
        )
    st.write(f"**{found.gate.sentence}**")
    st.table(
        {
            "Step": [as_text(move.activity) for move in found.moves],
            "Rank, shipped model": [str(move.before) for move in found.moves],
            "Rank, refitted model": [str(move.after) for move in found.moves],
            "Move": [_move(move.before - move.after) for move in found.moves],
        },
        hide_index=True,
    )


def _move(places: int) -> str:
    return "stays" if not places else f"{abs(places)} {'up' if places > 0 else 'down'}"
