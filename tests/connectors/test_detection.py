"""Which column is what."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from connectors import ReadOptions
from connectors.detection import PARTS, SAMPLE_ROWS, preview, propose
from mining.errors import ThroughlineError
from mining.mapping import Mapping, Milestone

_STEPS = ("Received", "Triaged", "Assigned", "Visited", "Closed")
_PEOPLE, _CHANNELS, _SYSTEMS = (
    ("A Khan", "J Evans", "S Patel"),
    ("Phone", "Email", "Online form"),
    ("Confirm", "Lagan"),
)


def _written(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


def _rows() -> list[tuple[str, ...]]:
    """Forty cases of three to five steps: case, step, time, start, person, channel, system."""
    rows = []
    for case in range(40):
        for step in range(3 + case % 3):
            end = datetime.fromisoformat("2025-01-06T09:00") + timedelta(hours=3 * case, minutes=50 * step)
            who = _PEOPLE[(case + step) % 3], _CHANNELS[case % 3], _SYSTEMS[step % 2]
            rows.append(
                (f"CR-{case}", _STEPS[step], _written(end), _written(end - timedelta(minutes=20)), *who)
            )
    return rows


def _long(**names: str) -> pa.Table:
    """A long table: part -> column name; columns in the order given."""
    place = {"case": 0, "activity": 1, "timestamp": 2, "start": 3, "resource": 4, "channel": 5, "system": 6}
    columns = list(zip(*_rows(), strict=True))
    return pa.table({name: list(columns[place[part]]) for part, name in names.items()})


def _found(table: pa.Table) -> dict[str, str]:
    proposal = propose(table.column_names, table)
    return {part: guess.column for part in PARTS if (guess := getattr(proposal, part))}


@pytest.mark.parametrize(
    "names",
    [
        {
            "case": "Case ID",
            "activity": "Activity",
            "timestamp": "Complete Timestamp",
            "start": "Start Timestamp",
        },
        {"case": "Reference", "activity": "Stage", "timestamp": "Date/Time Raised", "resource": "Officer"},
        {"case": "Request ID", "activity": "Status", "timestamp": "Changed on", "resource": "Assigned to"},
        {
            "timestamp": "Action date",
            "activity": "Action",
            "resource": "Team",
            "case": "SR number",
            "channel": "Source",
        },
        {"case": "Ticket", "activity": "Action taken", "timestamp": "Date", "channel": "Contact method"},
        {"case": "Job no", "activity": "Task", "timestamp": "Date completed", "start": "Date started"},
        {"case": "Planning application reference", "activity": "Milestone", "timestamp": "Date of action"},
        {"case": "Report ID", "activity": "Problem state", "timestamp": "When", "channel": "Reported As"},
        {
            "case": "caseRef",
            "activity": "Event",
            "timestamp": "eventDateTime",
            "resource": "UserName",
            "system": "System",
        },
        {"case": "case:concept:name", "activity": "concept:name", "timestamp": "time:timestamp"},
    ],
    ids=lambda names: names["case"],
)
def test_the_words_of_councils_are_known(names):
    assert _found(_long(**names)) == names


def test_contents_tell_where_names_do_not():
    assert _found(_long(case="foo", activity="bar", timestamp="baz", resource="qux")) == {
        "case": "foo",
        "activity": "bar",
        "timestamp": "baz",
    }


def test_an_event_number_is_no_case_and_a_due_date_no_time():
    table = _long(case="Reference", activity="Stage", timestamp="Date")
    table = table.append_column("Event ID", pa.array([str(9000 + i) for i in range(len(table))]))
    table = table.append_column("Due date", pa.array(["01/02/2026 00:00"] * len(table)))
    assert _found(table) == {"case": "Reference", "activity": "Stage", "timestamp": "Date"}


def test_a_single_time_called_start_is_the_time():
    names = {"case": "Case ID", "activity": "Activity", "start": "Start time"}
    assert _found(_long(**names)) == {"case": "Case ID", "activity": "Activity", "timestamp": "Start time"}


def test_transitions_are_known_by_their_values():
    table = _long(case="Case", activity="Activity", timestamp="Time")
    stages = pa.array([("start", "COMPLETE")[i % 2] for i in range(len(table))])
    assert _found(table.append_column("lifecycle:transition", stages))["lifecycle"] == "lifecycle:transition"


def _wide() -> pa.Table:
    rows = []
    for case in range(60):
        raised = datetime.fromisoformat("2025-01-06T09:00") + timedelta(hours=5 * case)
        closed = _written(raised + timedelta(days=2)) if case % 3 else ""
        assigned = _written(raised + timedelta(hours=2)) if case % 7 else ""
        fixed = _written(raised + timedelta(days=5)), "01/09/2025 00:00"
        rows.append(
            (f"FS{case:07d}", closed, *fixed, assigned, _written(raised), "Open", _CHANNELS[case % 3])
        )
    names = (
        "Case Ref",
        "Date Closed",
        "Target Date",
        "Last updated",
        "Date Assigned",
        "Date Raised",
        "Status",
    )
    return pa.table(dict(zip((*names, "Contact Method"), map(list, zip(*rows, strict=True)), strict=True)))


def test_a_row_a_request_gives_milestones_in_the_order_of_their_times():
    table = _wide()
    proposal = propose(table.column_names, table)
    assert proposal.mapping == Mapping(
        case="Case Ref",
        channel="Contact Method",
        milestones=(
            Milestone("Date Raised", "Raised"),
            Milestone("Date Assigned", "Assigned"),
            Milestone("Date Closed", "Closed"),
        ),
    )


def test_reasons_are_sentences_a_person_can_check():
    table = _long(case="Case ID", activity="Activity", timestamp="Date")
    proposal = propose(table.column_names, table)
    assert proposal.case is not None
    # 40 cases of 3, 4, 5, 3, ... steps: 159 rows.
    assert proposal.case.reason == 'Its name says "Case ID", and each value occurs 4.0 times on average.'
    for part in PARTS[:3]:
        guess = getattr(proposal, part)
        assert 0 <= guess.confidence <= 1
        assert guess.reason.endswith(".")


def test_nothing_is_proposed_where_nothing_fits():
    table = pa.table({"a": ["x", "y"], "b": ["", ""]})
    proposal = propose(table.column_names, table)
    assert (proposal.activity, proposal.timestamp, proposal.milestones) == (None, None, ())


def test_typed_times_are_times(tmp_path):
    import pyarrow.parquet as pq

    table = _long(case="Case ID", activity="Activity", timestamp="x")
    times = pa.array([datetime.fromisoformat("2025-01-06T09:00")] * len(table))
    path = tmp_path / "log.parquet"
    pq.write_table(table.set_column(2, "x", times), path)
    assert preview(path).proposal.mapping == Mapping(case="Case ID", activity="Activity", timestamp="x")


def test_a_preview_looks_at_the_beginning_only(write):
    path = write("Case ID,Activity,Time\n" + "1,A,2025-01-01\n" * (SAMPLE_ROWS + 5))
    assert preview(path).sample.num_rows == SAMPLE_ROWS
    assert preview(path, ReadOptions(sample_rows=9)).sample.num_rows == 9


def test_the_format_itself_may_tell(write):
    event = '<event><string key="concept:name" value="A"/><string key="x" value="1"/></event>'
    seen = preview(
        write(f'<log><trace><string key="concept:name" value="1"/>{event}</trace></log>', "log.xes")
    )
    assert seen.proposal.mapping.event_attributes == ("x",)
    assert seen.proposal.mapping.activity == "concept:name"


@pytest.mark.public_logs
def test_public_logs_are_understood(public_logs):
    helpdesk = preview(public_logs / "helpdesk.csv").proposal.mapping
    assert helpdesk == Mapping(
        case="Case ID", activity="Activity", timestamp="Complete Timestamp", resource="Resource"
    )
    boston = preview(public_logs / "boston311_2015.csv.gz").proposal.mapping
    assert boston == Mapping(
        case="CASE_ENQUIRY_ID",
        channel="Source",
        milestones=(Milestone("OPEN_DT", "Open"), Milestone("CLOSED_DT", "Closed")),
    )


@pytest.mark.hostile
def test_hostile_tables_are_understood(hostile_corpus):
    cases = json.loads((hostile_corpus / "manifest.json").read_text(encoding="utf-8"))["cases"]
    n_read = 0
    for case in cases:
        said = case["options"]
        if not case["file"] or "case" not in said:
            continue
        try:
            seen = preview(hostile_corpus / "files" / case["file"], ReadOptions(sheet=said.get("sheet", "")))
        except ThroughlineError:
            continue
        mapping, n_read = seen.proposal.mapping, n_read + 1
        assert (mapping.case, mapping.activity, mapping.timestamp) == (
            said["case"],
            said["activity"],
            said["timestamp"],
        )
        guesses = [guess.column for part in PARTS if (guess := getattr(seen.proposal, part))]
        assert len(guesses) == len(set(guesses))
    assert n_read > 40
