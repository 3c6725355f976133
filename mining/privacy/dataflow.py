"""What becomes of personal data, told from the settings that a store really has: the data-flow page and the DPIA."""

from __future__ import annotations

import platform
import stat
from dataclasses import dataclass
from pathlib import Path

import jinja2

from mining.disclosure.rounding import count_in_words, nearest
from mining.engine import has_external_access
from mining.eventlog import EventLog
from mining.feedback.place import book_path, log_id
from mining.privacy.keys import has_key, key_folder
from mining.privacy.rules import today

__all__ = ["Fact", "Where", "data_flow", "dpia"]

_PARTS = {
    "case": "case reference",
    "activity": "activity",
    "timestamp": "completion time",
    "start": "start time",
    "lifecycle": "lifecycle",
    "sequence": "sequence",
    "resource": "who did it",
    "channel": "channel",
    "system": "system",
}
_OTHERS = 0o077
_pages = jinja2.Environment(
    loader=jinja2.PackageLoader("mining.privacy"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True)
class Fact:
    """One question about the data and its answer, in plain English.

    Text of the log, such as names of columns, stands in it as it is: escape it.
    """

    question: str
    answer: str


@dataclass(frozen=True)
class Where:
    """Where a log lies and who can reach it.

    Attributes
    ----------
    store
        Its file; None while it is only in the memory of one session.
    address
        Where the app is served; "" on the command line.
    is_session
        Whether the file belongs to one session of the app and goes with it.
    """

    store: Path | None = None
    address: str = ""
    is_session: bool = False


def data_flow(log: EventLog, where: Where, hide_below: int = 5) -> tuple[Fact, ...]:
    """Return what is read, replaced, held back and kept of a log, where it lies, who may see it, and until when.

    Parameters
    ----------
    log, where
        The log as it was read, and where it lies.
    hide_below
        Counts of fewer cases than this are not shown.
    """
    return (
        Fact("What is read", _read(log, hide_below)),
        Fact("Case references and people", _identities(log)),
        Fact("Where the key is", _key(log)),
        Fact("Personal data in names and other columns", _held_back(log)),
        Fact("What is not read", "Every column of the source that is not named above."),
        Fact("What is kept", _kept(log)),
        Fact("Where it lies", _place(where)),
        Fact("Reviews of steps", _reviews(log, where)),
        Fact("Who may see it", _seen(where)),
        Fact("What reports show", _shown(hide_below)),
        Fact("How long it is kept", _retention(log, where)),
        Fact("Connections to other computers", _connections(log)),
    )


def dpia(log: EventLog, where: Where, hide_below: int = 5) -> str:
    """Return a data protection impact assessment to be completed by people, as one HTML page.

    What the program knows is filled in; what only the council can say is marked as open.
    """
    n_cases, n_events = _sizes(log, hide_below)
    return _pages.get_template("dpia.html.j2").render(
        name=log.name,
        today=f"{today():%d %B %Y}",
        facts=data_flow(log, where, hide_below),
        pseudonyms=log.identities.are_hidden,
        reason=log.rules.privacy.keep_identities,
        n_cases=n_cases,
        n_events=n_events,
    )


def _read(log: EventLog, hide_below: int) -> str:
    mapping = log.mapping
    named = {getattr(mapping, part): told for part, told in _PARTS.items() if getattr(mapping, part)}
    columns = [f"{column} ({told})" for column, told in named.items()]
    columns += [f"{milestone.column} (time of “{milestone.activity}”)" for milestone in mapping.milestones]
    columns += [
        f"{column} (further attribute)" for column in (*mapping.case_attributes, *mapping.event_attributes)
    ]
    n_cases, n_events = _sizes(log, hide_below)
    return f"{log.name}, {n_events} events of {n_cases} cases. Columns: {'; '.join(columns)}."


def _sizes(log: EventLog, hide_below: int) -> tuple[str, str]:
    """Cases and events, as they may be told: an assessment is passed on."""
    return count_in_words(log.n_cases, hide_below), f"{nearest(log.n_events, hide_below):,}"


def _identities(log: EventLog) -> str:
    if not log.identities.are_hidden:
        return f"Kept as written. Reason given: “{log.rules.privacy.keep_identities.strip()}”."
    return (
        "Replaced while the file was read: HMAC-SHA256 with a key of 256 random bits, 128 bits of the result kept. "
        "Of who did a step only the kind stays: staff, system, citizen or crew. Pseudonyms are "
        "still personal data: times, rare paths and the order of the source can point at a person."
    )


def _key(log: EventLog) -> str:
    if not log.identities.are_hidden:
        return "There is none, because nothing was replaced."
    key_id = log.privacy.key_id
    if not key_id:
        return "Only in the memory of this session. It is forgotten with it."
    if has_key(key_id):
        return f"{key_folder() / key_id}.key, readable by this user only. It is not in the store."
    return f"Gone: {key_folder() / key_id}.key is not there. Nobody can find a case by its reference."


def _held_back(log: EventLog) -> str:
    told = [
        issue.message
        for issue in log.quality.issues
        if issue.code in {"held_back", "masked", "free_text", "pii_suspected"}
    ]
    looked_for = (
        "E-mail addresses, phone numbers, postcodes, National Insurance numbers, NHS numbers, UPRNs and free text are "
        "looked for; names of people inside the name of a step are not recognised."
    )
    return " ".join([*(told or ["Nothing was found."]), looked_for])


def _kept(log: EventLog) -> str:
    people = "their pseudonyms" if log.identities.are_hidden else "their names"
    parts = ["cases", "activities", "times", "line numbers of the source"]
    parts += [part for part in ("channel", "system") if getattr(log.mapping, part)]
    parts += [f"performers under {people}"] if log.mapping.resource else []
    return f"{', '.join(parts).capitalize()}, and the list of what was wrong with the rows."


def _place(where: Where) -> str:
    if where.store is None:
        return f"In the memory of this program on {platform.node() or 'this computer'}, and nowhere else."
    session = " The folder goes when the session ends." if where.is_session else ""
    return (
        f"{where.store} on {platform.node() or 'this computer'}. What does not fit in memory while a file is read is "
        f"written encrypted, under a key that nobody keeps.{session}"
    )


def _reviews(log: EventLog, where: Where) -> str:
    if where.store is None or where.is_session:
        return "They name the people who review. They go when the session ends."
    path = book_path(log_id(log.privacy.key_id, where.store))
    there = f"In {path}, readable by this user only" if path.exists() else "There are none"
    return f"{there}. Reviews name the people who review, and are deleted with the store."


def _seen(where: Where) -> str:
    told = []
    if where.store is not None and where.store.exists():
        mode = where.store.stat().st_mode
        others = f"whom the rights of the file allow ({stat.filemode(mode)})"
        told.append(f"On this computer, {others if mode & _OTHERS else 'the user who runs this program'}.")
    if where.is_session or (where.address and where.store is None):
        told.append(f"In the app, this session only (served at {where.address}).")
    elif where.address:
        told.append(f"In the app, everybody who can open it (served at {where.address}).")
    return " ".join(told) or "Whoever runs this program."


def _shown(hide_below: int) -> str:
    return (
        f"Groups of fewer than {hide_below} cases are left out, and other counts are rounded to {hide_below}s. No page "
        "or file measures or names the people who did a step."
    )


def _retention(log: EventLog, where: Where) -> str:
    if where.store is None or where.is_session:
        return "Until the session ends or somebody deletes it, whichever is first."
    return (
        f"Made on {log.privacy.made:%d %B %Y}, to be kept until {log.privacy.keep_until:%d %B %Y}. After that day it "
        "is not opened any more; somebody has to delete it."
    )


def _connections(log: EventLog) -> str:
    engine = "on" if has_external_access(log.engine) else "off"
    return (
        "None. Nothing is sent anywhere and no usage figures are gathered. Access of the engine to other files and to "
        f"the network is {engine}."
    )
