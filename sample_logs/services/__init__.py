"""Thirty made-up council services with known truths, to hold the judgements of the program against.

What is worth automating here follows from how a service is made, never from a formula of the program: an officer
does a step, by rule, often. What must stay with people (discretion, safeguarding, identity, work on the spot, the
citizen's own acts) stands in the same line, with shares, waits and lengths from the same draws, so only its name
and its performer tell. Beside them stand look-alikes: frequent steps whose content varies, steps that software does
already, regular steps that are rare.

This is a test of code, not evidence of accuracy. It can show that a guard-rail misses a wording, that a detector
misses what it is there for, that a verdict falls on the wrong kind of step. It cannot show that a council's logs look
like this, that what a council could automate is what is called so here, or that what is found in these logs is found
in any other. It was written by the authors of the program, who know its rules.

Fifteen services (`FIRST`) may be looked at. The other fifteen (`SEALED`) have other seeds and other wordings, and
are there to be judged once, at the end of a piece of work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa

from mining.evaluation.truth import PlantedLog
from mining.eventlog import EventLog
from mining.mapping import ReadingRules
from mining.privacy.rules import PrivacyRules
from mining.rawtable import LINE, RawTable
from sample_logs.services.draw import Draw
from sample_logs.services.first_words import FIRST_WORDS
from sample_logs.services.making import plan
from sample_logs.services.sealed_words import SEALED_WORDS
from sample_logs.services.staging import Staged, staged
from sample_logs.services.vocabulary import Service, Vocabulary
from sample_logs.simulation import Event, Simulation
from sample_logs.table import log_rows

__all__ = ["FIRST", "SEALED", "planted_services"]

FIRST, SEALED = "first", "sealed"
_SETS = {FIRST: (1974, FIRST_WORDS), SEALED: (1888, SEALED_WORDS)}


def planted_services(which: str = FIRST, only: Collection[str] = ()) -> Iterator[PlantedLog]:
    """Yield the services of a set with their truths, one after the other.

    Parameters
    ----------
    which
        `FIRST` or `SEALED`.
    only
        Keys of those to make; none means all fifteen.
    """
    seed, words = _SETS[which]
    chosen = [service for service in words.services if not only or service.key in only]
    yield from (_planted(service, words, seed) for service in chosen)


def _planted(service: Service, words: Vocabulary, seed: int) -> PlantedLog:
    made, events = _simulated(service, words, seed)
    return PlantedLog(service.key, made.truth(events), lambda: _log(made, events))


def _simulated(service: Service, words: Vocabulary, seed: int) -> tuple[Staged, list[Event]]:
    draw = Draw(seed, service.key)
    made = staged(plan(service, words, draw), words, draw)
    return made, Simulation(made.process, seed).run()


def _log(made: Staged, events: list[Event]) -> EventLog:
    rows = log_rows(made.process, events)
    columns = made.process.mapping.columns
    table = pa.table(
        {name: pa.array([row[name] for row in rows], pa.string()) for name in columns}
        | {LINE: pa.array(range(2, len(rows) + 2), pa.int64())}
    )
    raw = RawTable(made.process.key, table.schema, iter(table.to_batches()))
    rules = ReadingRules(date_order="dmy", privacy=PrivacyRules(keep_key=False))
    return EventLog.from_table(raw, made.process.mapping, rules)
