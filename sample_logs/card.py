"""The data card of a sample log: where it comes from, what is in it, what a right analysis must say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from sample_logs.planted import Planted
from sample_logs.process import Process
from sample_logs.table import Row

__all__ = ["data_card"]

Rows = list[Row]

_PARTS = {
    "case": "which case the row belongs to",
    "activity": "what was done",
    "timestamp": "when it was completed, local UK time, day first",
    "start": "when it was begun, local UK time, day first",
    "resource": "who or what did it: roles and accounts, made up",
    "channel": "how the citizen came; a chaser or a paper may come another way than its case did",
    "system": "which software recorded it",
}


def data_card(process: Process, planted: Planted, rows: Rows, n_open: int, seed: int) -> str:
    """The card as Markdown; every count is taken from `rows`.

    Parameters
    ----------
    rows
        The file as written, spoiled rows included.
    n_open
        Cases that had not ended when the log was drawn.
    """
    parts = (
        _origin(process, seed),
        _counts(process, rows, n_open),
        _columns(process),
        _activities(process, rows),
        _plants(planted),
        "## What a right analysis must say\n\n" + _bullets(planted.must_say),
        _limits(),
    )
    return "\n\n".join(parts) + "\n"


def _origin(process: Process, seed: int) -> str:
    return "\n".join(
        (
            f"# {process.title}",
            "",
            process.description,
            "",
            _table(
                ("What", "Value"),
                (
                    ("File", f"`{process.key}.csv`"),
                    ("Origin", "synthetic: simulated, no real person, place or council behind it"),
                    ("Seed", str(seed)),
                    ("Made by", f"`python -m sample_logs.generate --seed {seed}`"),
                    ("Described in", f"`sample_logs/processes/{process.key}.py`"),
                    ("Period", _period(process)),
                    ("Licence", "CC0 1.0"),
                    ("Encoding", "UTF-8, commas, a header row"),
                ),
            ),
        )
    )


def _period(process: Process) -> str:
    last_day = process.first_day + timedelta(days=process.log_days - 1)
    return f"{process.first_day:%d/%m/%Y} to {last_day:%d/%m/%Y}, drawn at the end of the last day"


def _counts(process: Process, rows: Rows, n_open: int) -> str:
    mapping = process.mapping
    counted = (
        ("Rows", len(rows)),
        ("Cases", _distinct(rows, mapping.case)),
        ("Open cases", n_open),
        ("Activities", _distinct(rows, mapping.activity)),
        ("People and accounts", _distinct(rows, mapping.resource)),
        ("Channels", _distinct(rows, mapping.channel)),
        ("Systems", _distinct(rows, mapping.system)),
    )
    return "## Counts\n\n" + _table(("What", "Number"), ((name, str(number)) for name, number in counted))


def _columns(process: Process) -> str:
    mapping = process.mapping
    meaning = {getattr(mapping, part): text for part, text in _PARTS.items()}
    meaning |= dict.fromkeys(mapping.case_attributes, "of the case, the same on all its rows")
    if process.keyed:
        read, typed = process.keyed.steps
        meaning[process.keyed.column] = f"filled at “{read}” and “{typed}” only"
    return "## Columns\n\n" + _table(
        ("Column", "Meaning"), ((name, meaning[name]) for name in mapping.columns)
    )


def _activities(process: Process, rows: Rows) -> str:
    mapping = process.mapping
    executions = Counter(row[mapping.activity] for row in rows)
    cases = Counter(name for name, _ in {(row[mapping.activity], row[mapping.case]) for row in rows})
    lines = (
        (step.name, str(executions[step.name]), str(cases[step.name]), step.system) for step in process.steps
    )
    return "## Activities\n\n" + _table(("Activity", "Rows", "Cases", "System"), lines)


def _plants(planted: Planted) -> str:
    pairs = "; ".join(f"{read} → {typed}" for read, typed in planted.re_keying)
    lists = (
        ("Rework", planted.rework),
        ("Chasers", planted.chasers),
        ("Already automated", planted.already_automated),
        ("Must stay with people", planted.keep_with_people),
        ("Waits on the citizen", planted.citizen_waits),
        ("Worth automating", planted.worth_automating),
    )
    lines = [
        ("Re-keying", pairs or "none"),
        *((name, "; ".join(names) or "none") for name, names in lists),
        ("Times that cannot be read", str(planted.unreadable_times)),
        ("Rows that stand twice", str(planted.exact_duplicates)),
    ]
    return "## What is planted\n\n" + _table(("What", "Where"), lines)


def _limits() -> str:
    return (
        "## What it is not\n\n"
        "The log is for trying the program and testing its code. It was made by the people who made the"
        " program, who set the order, the odds and the waits of some steps after seeing how they scored, so"
        " finding what is planted is no evidence of accuracy on real logs. The calendar has weekends but no"
        " bank holidays, and the period was chosen to have none. Nobody is ill, on leave or new to the job."
    )


def _distinct(rows: Rows, column: str) -> int:
    return len({row[column] for row in rows})


def _bullets(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _table(header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    ruled = (header, ("---",) * len(header), *lines)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in ruled)
