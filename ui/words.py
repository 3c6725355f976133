"""The words of the field, one plain sentence each: the tips of the screens and the glossary page.

The definitions are those of the code; where packages of the field mean different things by one word, the
sentence says what is meant here. The words stand in alphabetical order.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS", "meaning"]

_IN_ORDER = {
    "90th percentile": "The value that nine in ten stay below; one in ten is higher.",
    "activities shown": (
        "The share of activities on the map, the most frequent first; the others are hidden, not deleted."
    ),
    "activity": "A kind of step, such as “Check evidence”; one execution of it in a case is an event.",
    "assumption": (
        "A number that the event log cannot tell, such as an hourly cost, with a lowest and a highest "
        "likely value."
    ),
    "automation potential": (
        "How well a step suits automation, judged from the log and your answers; it is advice, not a "
        "decision."
    ),
    "batch": "Cases that wait for each other and are then worked through one after the other in one go.",
    "bottleneck": "A place where much waiting comes together, counted over all the cases that pass it.",
    "business case": (
        "Expected savings less costs over some years, shown as a range because every assumption has one."
    ),
    "case": (
        "One run of the process from its first event to its last, such as one application or one report."
    ),
    "channel": "The way in which a case or an event came in, such as web form, telephone or letter.",
    "chaser": (
        "A contact that would not have been needed if the answer had come earlier, such as “Where is my "
        "application?”."
    ),
    "conformance": "How far the cases follow the process as it was meant to be.",
    "coverage": "The share of all cases that the chosen variants or steps account for.",
    "criterion": (
        "One reason for or against automating a step, measured from the log, such as how uniform the step is."
    ),
    "directly-follows graph": (
        "What the process map draws: for every two activities, how often the second came next after the "
        "first."
    ),
    "event": "One line of the log: which activity happened, in which case, and when it was completed.",
    "event log": (
        "The table of events that the computer system kept; each has at least a case, an activity and a time."
    ),
    "exception": "A case that leaves the usual way: it is rejected, sent back, escalated or withdrawn.",
    "feedback": "Your own verdict on a step, kept and used to improve the ranking.",
    "flow": "A line of the map from one activity to the next, with how often it was taken.",
    "fragile": (
        "Another reading that the log leaves open would change the verdict of the step, or move it out of its rank "
        "interval, or in or out of the first five."
    ),
    "guard-rail": (
        "A rule that keeps a step with people whatever its score, because it calls for discretion or "
        "touches people's rights."
    ),
    "handover": "Two events of a case in a row that were done by different people or teams.",
    "idle time": "Time within a case during which nobody is working on it.",
    "median": "The middle value: half of the values are smaller and half are larger.",
    "paths shown": (
        "The share of flows on the map, the most frequent first; every activity keeps its busiest way in "
        "and out."
    ),
    "ping-pong": "A case that goes to and fro between the same two people, teams or steps.",
    "process map": (
        "A picture of what happened: boxes are activities, lines show what came next, thicker lines were "
        "taken more often."
    ),
    "rank interval": (
        "The places a step may take when the ranking is repeated on resampled cases; a wide one means the "
        "place is uncertain."
    ),
    "re-keying": "Copying the same details by hand from one system into another.",
    "resource": "Who or what carried out an event: a person, a role, a team or a system.",
    "rework": "Every execution of an activity in a case after its first one.",
    "routine": "A run of steps that is carried out in the same order in many cases.",
    "self-loop": "An activity that follows directly on itself.",
    "service time": (
        "Time from the start of an event to its completion; known only if the log has start times."
    ),
    "sojourn time": "Waiting time and service time of one event together.",
    "stable": (
        "No other reading of the log that was tried changes the verdict or the place of the step; that does not make "
        "the verdict right."
    ),
    "suitability score": (
        "A number from 0 to 100 that orders the steps of one log by how well they suit automation; it is "
        "not a probability, and scores of different logs do not compare."
    ),
    "throughput time": (
        "Time from the start of the first event of a case to the completion of its last one, over all "
        "cases, finished or not."
    ),
    "touch time": "Time that somebody really works on a case, as opposed to time that it waits.",
    "variant": (
        "A distinct sequence of activities; cases of the same variant went through the same steps in the "
        "same order."
    ),
    "verdict": (
        "What is recommended for a step: automate, assist, redesign, remove, keep with people, already "
        "automated, or cannot tell."
    ),
    "waiting time": (
        "Time from the completion of the step before to the start of this one; a log without start times "
        "gives waiting and work together."
    ),
    "working calendar": (
        "The days and hours on which people work; nights, weekends and bank holidays do not count in "
        "working time."
    ),
    "working time": (
        "What of the time between two moments the working calendar was open; what arrives while it is "
        "closed waits from the next opening, and elapsed time counts nights and weekends too."
    ),
}

WORDS: Mapping[str, str] = MappingProxyType(_IN_ORDER)


def meaning(word: str) -> str:
    """Return what a word of the field means, as one sentence.

    Raises
    ------
    KeyError
        The word is not in the glossary.

    Examples
    --------
    >>> meaning("case")
    'One run of the process from its first event to its last, such as one application or one report.'
    """
    return WORDS[word]
