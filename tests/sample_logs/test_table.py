from __future__ import annotations

from dataclasses import replace
from datetime import date

from mining.mapping import Mapping
from sample_logs.hours import DAY, Shift, Spread
from sample_logs.process import Dirt, Process, Step, Team
from sample_logs.simulation import Case, Event
from sample_logs.table import log_rows, n_open_cases, to_csv

STEP = Step('Reply, "again"', Team(("Officer 01",), Shift(0, 24)), "CRM", Spread(1))
PROCESS = Process(
    key="hand",
    title="",
    description="",
    mapping=Mapping(
        case="Ref", activity="Step", timestamp="Done", start="Begun", resource="By", case_attributes=("Ward",)
    ),
    first_day=date(2025, 3, 3),
    arrival_days=1,
    log_days=2,
    n_cases=1,
    reference="{:03d}",
    channels=(),
    case_mix=((("Abbey", 1.0),),),
    steps=(STEP,),
)


def event(completed: int, reference: str = "001") -> Event:
    return Event(
        Case(reference, "Web", ("Abbey",), ""), STEP, completed - 60, completed, "Officer 01", "Web", ""
    )


def test_columns_stand_in_the_order_of_the_mapping() -> None:
    # 3 March 2025 + 1 day + 36,061 s = 4 March, 10:01:01.
    rows = log_rows(PROCESS, [event(DAY + 36_061)])
    assert to_csv(rows) == (
        "Ref,Step,Done,Begun,By,Ward\n"
        '001,"Reply, ""again""",04/03/2025 10:01:01,04/03/2025 10:00:01,Officer 01,Abbey\n'
    )


def test_what_ends_after_the_log_was_drawn_is_left_out_and_leaves_the_case_open() -> None:
    events = [event(2 * DAY - 1), event(2 * DAY), event(2 * DAY + 5), event(100, "002")]
    assert len(log_rows(PROCESS, events)) == 2
    assert n_open_cases(PROCESS, events) == 1


def test_dirt_spoils_as_many_rows_as_it_says() -> None:
    dirty = replace(PROCESS, dirt=Dirt(STEP.name, ("31/02/2025 09:00:00", "soon"), duplicates=1))
    rows = log_rows(dirty, [event(3600 * hour) for hour in range(1, 9)])
    # Eight rows, three to spoil: rows 8*1/4 = 2, 8*2/4 = 4 and 8*3/4 = 6, counted from 0; the last one twice.
    assert len(rows) == 9
    assert [n for n, row in enumerate(rows) if row["Done"] == "31/02/2025 09:00:00"] == [2]
    assert [n for n, row in enumerate(rows) if row["Done"] == "soon"] == [4]
    assert rows[6] == rows[7]
    assert len({tuple(row.values()) for row in rows}) == 8
