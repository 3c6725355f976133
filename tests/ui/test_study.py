from __future__ import annotations

import pytest

from mining.filters import Channel, Contains, Duration, Variants
from tests.ui.logs import study_of
from ui.study import Study

WEB = Channel(("Web",))
WITH_B, WITHOUT_B = Contains(("B",)), Contains(("B",), exclude=True)


@pytest.fixture
def study() -> Study:
    return study_of()


def test_without_filters_the_part_is_the_whole(study: Study) -> None:
    assert study.part is study.whole
    assert not study.can_undo
    assert not study.judges_by_the_whole


def test_filters_narrow_one_after_the_other_and_widen_again(study: Study) -> None:
    study.add(WEB)
    assert study.part.log.n_cases == 17
    study.add(WITH_B)
    assert study.part.log.n_cases == 8
    study.remove(WEB)
    assert (study.filters, study.part.log.n_cases) == ((WITH_B,), 15)
    study.clear()
    assert study.part is study.whole


def test_every_change_can_be_taken_back_the_last_one_first(study: Study) -> None:
    study.add(WEB)
    study.add(WITH_B)
    study.remove(WEB)
    study.clear()
    seen = []
    while study.can_undo:
        study.undo()
        seen.append(study.filters)
    assert seen == [(WITH_B,), (WEB, WITH_B), (WEB,), ()]
    study.undo()
    assert study.filters == ()


def test_what_changes_nothing_is_no_change_to_undo(study: Study) -> None:
    study.clear()
    assert not study.can_undo
    study.add(WEB)
    study.add(WEB)
    study.undo()
    assert study.filters == ()
    assert not study.can_undo


def test_an_impossible_filter_is_refused_in_a_sentence_and_leaves_everything_as_it_was(study: Study) -> None:
    study.add(WITH_B)
    part = study.part
    study.add(WITHOUT_B)
    assert study.part is part
    assert study.take_refusal() == "No case of test.csv passes the filters. Take one of them away."
    assert study.take_refusal() == ""
    study.add(Contains(("no such step",)))
    assert study.take_refusal().startswith("The log has no step called")
    study.undo()
    assert study.filters == ()
    assert not study.can_undo


def test_a_change_that_succeeds_forgets_the_refusal_before_it(study: Study) -> None:
    study.add(Duration(at_least=10**9))
    study.add(WEB)
    assert study.take_refusal() == ""


def test_the_analysis_is_kept_for_each_set_of_filters(study: Study) -> None:
    study.add(WITH_B)
    stages: list[str] = []
    analysis = study.part.analyse(stages.append)
    assert stages
    study.clear()
    study.undo()
    stages.clear()
    assert study.part.analyse(stages.append) is analysis
    assert stages == []


def test_the_model_is_discovered_once_for_each_set_of_filters_and_by_no_analysis(study: Study) -> None:
    study.add(WITH_B)
    study.part.analyse()
    assert study.part.model is None
    stages: list[str] = []
    model = study.part.discover(stages.append)
    assert stages
    study.clear()
    assert study.whole.model is None
    study.undo()
    stages.clear()
    assert study.part.discover(stages.append) is model
    assert stages == []


def test_verdicts_are_those_of_the_whole_log_until_the_part_is_analysed(study: Study) -> None:
    study.add(WITH_B)
    assert study.judged is None
    whole = study.whole.analyse()
    assert (study.judged, study.judges_by_the_whole) == (whole, True)
    part = study.part.analyse()
    assert (study.judged, study.judges_by_the_whole) == (part, False)
    assert part.n_cases == 15


def test_a_report_of_some_cases_says_which(study: Study) -> None:
    study.add(WEB)
    study.add(WITHOUT_B)
    name = "test.csv, only cases that pass the filters “Channel is Web”, “Without B”"
    assert study.part.analyse().name == name
    assert study.whole.analyse().name == "test.csv"


def test_only_the_last_filter_sets_are_held_in_the_engine(study: Study) -> None:
    def held() -> int:
        ((n,),) = study.whole.log.engine.con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'temp'"
        ).fetchall()
        return int(n)

    for hours in range(20):
        study.add(Duration(at_least=-1.0 - hours))
    assert len(study.filters) == 20
    assert held() <= 2 * 8 + 1  # two tables a set of filters, and one that is used in passing


def test_so_few_cases_are_told_apart_from_enough(study: Study) -> None:
    study.add(Variants((4,)))
    assert study.part.log.n_cases == 3
    assert study.secret.startswith("Fewer than 5 cases pass the filters")
    assert study.part.graph.activities == ()
    study.clear()
    assert study.secret == ""


def test_nothing_is_told_of_cases_that_lack_only_a_few_of_those_seen_before(study: Study) -> None:
    study.add(Contains(("D",), exclude=True))  # 24 of 27
    assert study.secret.startswith("The filters leave out fewer than 5 cases.")
    study.clear()
    study.add(Channel(("Web", "Post")))  # 20 of 27
    assert study.secret == ""
    study.add(Channel(("Web",)))  # 17 of these 20
    assert study.secret.startswith("The filters leave out fewer than 5 cases.")


def test_to_hide_more_everything_is_told_anew(study: Study) -> None:
    study.add(Channel(("Web", "Post")))
    before = study.part.graph
    study.hide_below(10)
    assert study.whole.settings.hide_below == study.part.settings.hide_below == 10
    assert study.part.graph != before
    assert all(flow.n % 10 == 0 for flow in study.part.graph.flows)
    assert study.whole.n_cases == 20


def test_a_part_shows_no_activity_flow_or_variant_of_fewer_than_five_cases(study: Study) -> None:
    study.add(Channel(("Web", "Post")))
    assert set(study.part.graph.names) == {"A", "B", "C"}
    assert "D" in study.part.log.activity_names
    # Of 9 and 8 cases.
    assert [variant.n_cases for variant in study.part.variants] == [5, 5]
    assert study.part.untold.n_steps == 1


def test_channels_of_a_few_cases_are_not_named(study: Study) -> None:
    assert study.whole.channels == ("Phone", "Web")
    assert "Post" in study.whole.log.channel_names
    assert study.whole.systems == ("CRM", "Portal")
