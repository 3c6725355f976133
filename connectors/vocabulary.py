"""What columns of event logs are called, in councils, in service desks and in process mining."""

from __future__ import annotations

import re

__all__ = [
    "Part",
    "is_bookkeeping",
    "is_plan",
    "looks_like_channel",
    "looks_like_lifecycle",
    "milestone_name",
    "name_fit",
    "words",
]

Part = str

_NUMBER = r"(?: (?:id|no|num|number|ref|reference|key|code))"
_THING = (
    r"case|service request|request|sr|ticket|incident|enquiry|inquiry|application|complaint|claim|issue|report|"
    r"referral|permit|licence|license|matter|job|order|instance|process instance|trace|interaction|query"
)
_WHEN = r"(?:time stamp|timestamp|date time|datetime|date|time|dt)"
_DONE = r"(?:complete|completed|completion|end|ended|finish|finished|closed|actioned|done)"
_MADE = r"(?:created|raised|logged|recorded|received|opened|updated|modified|changed|entered|occurred)"

_NAMES: dict[Part, tuple[tuple[str, float], ...]] = {
    "case": (
        (
            rf"(?:event|row|line|log|audit|user|officer|staff|customer|activity|step|task|property|product)\b.*{_NUMBER}",
            0.05,
        ),
        (rf"case{_NUMBER}?|case concept name", 1.0),
        (rf"case\b.*{_NUMBER}", 0.95),
        (rf"(?:{_THING}){_NUMBER}", 0.9),
        (
            r"ticket|sr|reference|reference (?:no|number|id|code)|ref|ref (?:no|number|id)|.* reference(?: number)?",
            0.8,
        ),
        (rf"(?:{_THING})", 0.5),
        (r"id|key|number|no", 0.4),
        (rf".*{_NUMBER}", 0.2),
    ),
    "activity": (
        (r"activity(?: name)?|concept name", 1.0),
        (r"(?:process |workflow )?(?:step|task|activity)(?: name| description| type)?|event(?: name)?", 0.9),
        (r"stage(?: name)?|action(?: taken| name| type)?|event (?:type|description)|milestone", 0.85),
        (r"(?:new|to) (?:status|state|stage)|problem state", 0.75),
        (r"status(?: name| description)?|state|operation|transition|work type", 0.7),
        (r"(?:case|current|overall|final|request) (?:status|state)", 0.3),
        (r".*\b(?:activity|step|task|action|stage)\b.*", 0.4),
        (r"type|description|name|title|reason", 0.15),
    ),
    "timestamp": (
        (rf"{_DONE} {_WHEN}|time timestamp|{_WHEN}|event {_WHEN}|{_WHEN} of event|end", 1.0),
        (
            rf"(?:activity|action|step|task|stage|status|change) {_WHEN}|{_WHEN} of (?:action|change)|when",
            0.95,
        ),
        (rf"{_WHEN} {_DONE}|{_DONE}(?: on| at)?", 0.85),
        (rf"{_WHEN} {_MADE}|{_MADE}(?: on| at)?(?: {_WHEN})?", 0.75),
        (rf".*\b{_WHEN}\b.*", 0.5),
    ),
    "start": (
        (rf"(?:activity |task |step |actual )?(?:start|started|begin|began|begun)(?: {_WHEN}| on| at)?", 1.0),
        (rf"{_WHEN} (?:started|begun|of start)", 0.95),
    ),
    "lifecycle": (
        (r"lifecycle(?: transition)?|transition", 1.0),
        (r"event (?:status|state|type)|state|status", 0.4),
    ),
    "resource": (
        (r"resource(?: name| id)?|org resource", 1.0),
        (r"(?:case )?(?:officer|worker|caseworker|handler|owner|agent|adviser|advisor)(?: name| id)?", 0.95),
        (
            r"assigned to|assignee|allocated to|.* officer|"
            r"(?:performed|completed|actioned|handled|done|worked|processed|carried out) by",
            0.95,
        ),
        (r"user(?: name| id)?|username|staff(?: member| name| id)?|employee(?: name| id)?|operator|who", 0.9),
        (r"(?:created|updated|modified|changed|entered|logged) by|by", 0.75),
        (
            r"(?:assigned |responsible )?(?:team|work ?group|section|unit)(?: name)?|org group|support group",
            0.6,
        ),
        (r"department|queue|org role|role|service area", 0.3),
    ),
    "channel": (
        (r"(?:contact |access |intake |request |submission )?channel(?: name| type)?", 1.0),
        (
            r"contact (?:method|type|mode)|method of contact|"
            r"(?:submitted|received|reported|contacted|raised) (?:via|by|as)",
            0.95,
        ),
        (r"how (?:received|reported|contacted|raised)|case origin|interface used|device type|site used", 0.9),
        (r"source|origin|method|medium", 0.6),
    ),
    "system": (
        (r"(?:source |recording |back office )?system(?: name| id)?|recorded in|source application", 1.0),
        (r"application(?: name)?|app(?: name)?|target app|software|platform|database", 0.85),
    ),
}
_FITS = {
    part: tuple((re.compile(pattern), weight) for pattern, weight in patterns)
    for part, patterns in _NAMES.items()
}
_PLAN = re.compile(
    r"\b(?:target|due|deadline|expected|planned|scheduled|sla|expiry|expires|estimated|forecast|respond by|birth|dob)\b"
)
_BOOKKEEPING = re.compile(
    r"\b(?:export|exported|extract|extracted|last|updated|modified|loaded|refreshed|snapshot)\b"
)
_CHANNEL = re.compile(
    r"phone|telephone|\bcalls?\b|e-?mail|\bweb|online|portal|\bapp\b|\bpost\b|letter|face.to.face|walk.?in|counter|"
    r"visit|social|twitter|sms|text|chat|self.?service|kiosk|contact centre|in person|\bfax\b|city worker|employee",
    re.IGNORECASE,
)
_LIFECYCLE = re.compile(
    "schedule|assign|reassign|start|suspend|resume|complete|withdraw|autoskip|manualskip|pi_abort|ate_abort",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(rf"\b(?:{_WHEN}|stamp|on|at|of)\b")


def words(name: str) -> str:
    """Return a column name as lower-case words.

    Examples
    --------
    >>> words("CASE_ENQUIRY_ID"), words("assignedTo"), words("Date/Time Raised")
    ('case enquiry id', 'assigned to', 'date time raised')
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", apart.lower()))


def name_fit(part: Part, name: str) -> float:
    """Return how well a column name fits a part, 0 to 1.

    Examples
    --------
    >>> name_fit("case", "SR number"), name_fit("case", "Officer")
    (0.9, 0.0)
    """
    text = words(name)
    return next((weight for pattern, weight in _FITS[part] if pattern.fullmatch(text)), 0.0)


def is_plan(name: str) -> bool:
    """Return whether a column tells when something should happen, or a date that is no step.

    Examples
    --------
    >>> is_plan("TARGET_DT"), is_plan("CLOSED_DT")
    (True, False)
    """
    return bool(_PLAN.search(words(name)))


def is_bookkeeping(name: str) -> bool:
    """Return whether a time column tells when the row was last written, not a step."""
    return bool(_BOOKKEEPING.search(words(name)))


def milestone_name(name: str) -> str:
    """Return what the step is called whose time a column holds.

    Examples
    --------
    >>> milestone_name("CLOSED_DT"), milestone_name("Date Raised")
    ('Closed', 'Raised')
    """
    left = " ".join(_DATE_WORDS.sub(" ", words(name)).split())
    return left.capitalize() if left else name


def looks_like_channel(values: list[str]) -> float:
    """Return the share of values that name a way of getting in touch."""
    return sum(bool(_CHANNEL.search(value)) for value in values) / max(1, len(values))


def looks_like_lifecycle(values: list[str]) -> float:
    """Return the share of values that are lifecycle transitions of the XES standard."""
    return sum(bool(_LIFECYCLE.fullmatch(value.strip())) for value in values) / max(1, len(values))
