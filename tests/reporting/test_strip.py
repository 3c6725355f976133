from __future__ import annotations

from xml.etree import ElementTree as ET

from mining.reporting.strip import routine_svg
from mining.routines import Routine, RoutineKind
from mining.units import Clock, Seconds, Share

HOSTILE = '<script>alert("x")</script>\u202e\x07 & "quoted" name that is far too long for a small box of three lines'
SVG = "{http://www.w3.org/2000/svg}"


def routine(*activities: str, median: float | None = 5400) -> Routine:
    seconds = None if median is None else Seconds(median)
    return Routine(RoutineKind("one"), activities, 20, 20, Share(0.25), seconds, "Seen.", ("c1",), activities)


def test_every_step_has_a_box_and_all_but_the_first_an_arrow():
    root = ET.fromstring(routine_svg(routine("Open", "Check", "Close")))
    assert len(root.findall(f"{SVG}rect")) == 3 + 1
    assert len(root.findall(f"{SVG}path")) == 2 * 2
    assert root.get("aria-label") == "Open, then Check, then Close. 25% of cases, 1.5 hours"
    assert [text.text for text in root.findall(f"{SVG}text")] == [
        "Open",
        "Check",
        "Close",
        "25% of cases, 1.5 hours",
    ]


def test_where_time_is_not_known_or_counted_in_days_it_says_no_more():
    assert "25% of cases. " not in routine_svg(routine("A", median=None))
    assert "hours" not in routine_svg(routine("A", median=None))
    assert "2 days" in routine_svg(routine("A", median=2 * 86_400), Clock.DAYS)


def test_names_are_text_whatever_they_hold():
    drawn = routine_svg(routine(HOSTILE, "B"))
    root = ET.fromstring(drawn)
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{name}" for name in ("svg", "rect", "text", "path")
    }
    assert "<script" not in drawn
    assert "\u202e" not in drawn
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
