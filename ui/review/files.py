"""The reviews as files: taken along, and taken in again."""

from __future__ import annotations

import streamlit as st

from mining.errors import ReviewRefused
from mining.feedback.files import read_records, records_json, reviews_csv
from mining.feedback.records import LONGEST_NAME
from ui.access.exports import export_button
from ui.access.gate import demand
from ui.access.roles import Action
from ui.intake import show_refusal
from ui.review.desk import Desk

__all__ = ["show_files"]


def show_files(desk: Desk) -> None:
    """Offer the reviews as CSV and JSON, and take in a JSON file."""
    name = desk.study.whole.log.name
    st.header("Take them along", anchor=False)
    if desk.session.shared_store is None:
        st.warning(
            "This log is kept only while this page is open, and so are its reviews. Download them before you leave."
        )
    st.write("The files name the reviewers.")
    with st.container(horizontal=True):
        export_button("Reviews (CSV)", lambda: reviews_csv(desk.book.records()), "reviews.csv", log=name)
        export_button(
            "Reviews (JSON, to import)", lambda: records_json(desk.book.records()), "reviews.json", log=name
        )
    with st.expander("Import reviews"):
        _import(desk, name)


def _import(desk: Desk, name: str) -> None:
    with st.form(f"import-{len(desk.records)}"):
        file = st.file_uploader("File of reviews (JSON)", type="json")
        organisation = st.text_input(
            "Organisation it comes from",
            max_chars=LONGEST_NAME,
            autocomplete="off",
            help="Leave this empty if the reviews are about this log.",
        )
        if not st.form_submit_button("Import") or file is None:
            return
    demand(Action.REVIEW, name)
    try:
        found = read_records(file.getvalue(), organisation)
    except ReviewRefused as refusal:
        show_refusal(str(refusal))
        return
    known = {one.id for one in desk.records}
    n_new = sum(one.id not in known for one in found.records)
    desk.keep(*found.records, said=f"{n_new} records imported.{_left_out(found.n_left_out)}")


def _left_out(n: int) -> str:
    return f" {n} records left out: they count only where an administrator made them." if n else ""
