"""How well a column fits."""

from __future__ import annotations

import pyarrow as pa

from connectors.fitness import fitness
from connectors.profile import ColumnProfile


def _profile(name: str, values: list[str]) -> ColumnProfile:
    return ColumnProfile(name, pa.chunked_array([values]))


CASE = _profile("Case ID", ["1", "1", "2", "2"])


def test_name_and_contents_weigh_together():
    activity = fitness("activity", _profile("Activity", ["A", "B", "A", "C"]), CASE)
    assert activity.score == 1.0
    assert activity.by_name == 1.0
    assert activity.reason.startswith('Its name says "Activity", and it has 3 different values')


def test_what_never_changes_within_a_case_is_hardly_an_activity():
    constant = fitness("activity", _profile("Ward", ["A", "A", "B", "B"]), CASE)
    changing = fitness("activity", _profile("Ward", ["A", "B", "A", "B"]), CASE)
    assert changing.score > 2 * constant.score
    assert changing.reason.startswith('Its name, "Ward", does not tell, but')


def test_contents_can_rule_a_column_out():
    assert fitness("timestamp", _profile("Date", ["A", "B", "C", "D"]), CASE).score == 0
    assert (
        fitness("lifecycle", _profile("lifecycle:transition", ["open", "shut", "open", "shut"]), CASE).score
        == 0
    )


def test_a_channel_is_surer_where_its_values_are_ways_of_getting_in_touch():
    sure = fitness("channel", _profile("Source", ["Phone", "Email"] * 2), CASE)
    unsure = fitness("channel", _profile("Source", ["Alpha", "Beta"] * 2), CASE)
    assert sure.score > unsure.score > 0
    assert "getting in touch" in sure.reason
