from __future__ import annotations

import pytest

from benchmarks.load.app import Watched
from benchmarks.load.person import Told
from benchmarks.load.report import figures, put_into


def test_the_figures_stand_between_their_marks_and_nothing_else_changes():
    told = Told(seconds={"Open the map": [0.1, 0.2, 0.3], "Open the app": [4.0]}, errors=["x"], held=1)
    measured = figures(2, 1_000_000, 150, told, Watched(peak_mb=512))
    begin, end = "<!-- figures of `make load`: begin -->", "<!-- figures of `make load`: end -->"
    document = put_into(f"before\n{begin}\nold\n{end}\nafter\n", measured)
    assert document.startswith(f"before\n{begin}\nTaken by `make load`")
    assert document.endswith(f"{end}\nafter\n")
    assert "old" not in document
    assert "| Open the map | 3 | 0.20 | 0.29 | 0.30 |" in document
    assert "| People held to the end | 1 of 2 |" in document
    assert put_into(document, measured) == document


def test_a_document_without_marks_is_refused():
    with pytest.raises(ValueError, match="no marks"):
        put_into("nothing here", "figures")
