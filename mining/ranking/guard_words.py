r"""The words by which guard-rails know a step, as data: one `Lexicon` for each kind of guard-rail.

Patterns are regular expressions over a label that has been lower-cased and parted into words with
single spaces, so they never see signs, digits inside codes, or capitals. Each must match whole words;
``\w*`` ends a stem. ``^`` and ``$`` are the ends of a clause: labels are parted at "and", "then", commas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["LEXICONS", "PERSON", "Lexicon"]

_Pattern = re.Pattern[str]


def _any(*patterns: str) -> _Pattern:
    return re.compile(rf"(?:\b|^)(?:{'|'.join(patterns)})(?:\b|$)") if patterns else re.compile(r"(?!)")


_NOTHING = _any()


@dataclass(frozen=True)
class Lexicon:
    """How one kind of step is known from its label.

    Attributes
    ----------
    always
        Decides wherever it stands.
    unless_handled
        Decides unless the clause only moves paper about the thing ("send decision letter").
    handling
        What only moves paper.
    exceptions
        Phrases taken out before anything is looked for ("collect payment" is no physical work).
    """

    always: _Pattern = _NOTHING
    unless_handled: _Pattern = _NOTHING
    handling: _Pattern = _NOTHING
    exceptions: _Pattern = _NOTHING


PERSON = (
    "(?:customer|citizen|resident|applicant|claimant|tenant|caller|complainant|appellant|parent|guardian|carer"
    "|householder|homeowner|leaseholder|occupier|taxpayer|ratepayer|payer|landlord|neighbour|client|requester|requestor"
    "|organi[sz]er|service user|(?:licen[cs]e|permit|badge|plot|pass|card|account|policy|ticket) holder"
    "|member of (?:the )?public)s?"
)
_STAFF = "(?:services?|team|officers?|advis[eo]rs?|care|support|contact|relations|liaison|agents?|account|centre|desk)"
_PAPER = "(?:letter|notice|email|form|pdf|template|certificate|number|reference)s?"
_RECORDS = "(?:crm|systems?|records?|website|status|database|portal|register|spreadsheet)"

# A verb that may also be a noun moves paper only at the beginning of its clause: "request approval" does,
# "decision on request" does not.
_MOVES = (
    "^(?:auto )?(?:send|resend|email|e mail|mail|post|print|reprint|issue|reissue|notify|inform|dispatch|publish|upload"
    "|record|register|log|file|archive|scan|index|enter|forward|request|schedule|book|arrange|invite|assign|allocate"
    "|acknowledge|attach|copy|transfer|export|import|download|receive|remind|tell|text|circulate|distribute)s?",
    "(?:sending|sent|emailed|posted|printed|issued|notified|informed|dispatched|published|uploaded|recorded|registered"
    "|logged|filed|archived|scanned|indexed|forwarded|requested|scheduled|booked|arranged|invited|assigned|allocated"
    "|acknowledged|attached|copied|transferred|circulated)",
    "received$",
    rf"(?:generate|create|prepare|produce)\w* .*{_PAPER}",
    rf"{_PAPER} (?:generated|created|produced)",
    rf"(?:update|enter|add)\w* .*{_RECORDS}",
)

_JUDGEMENT = Lexicon(
    always=_any(
        "assess(?:es|ed|ing)?", r"decid\w*", r"judg\w*", "determin(?:e|es|ed|ing)", r"discretion\w*",
        "approv(?:e|es|ed|ing)", "reject(?:s|ed|ing)?", "refus(?:es|ed|ing)", "^refuse", "evaluat(?:e|es|ed|ing)",
        r"apprais\w*", r"adjudicat\w*", "consider(?:s|ed|ing)?", r"investigat\w*", r"triag\w*", r"prioriti[sz]\w*",
        "recommend(?:s|ed|ing)?", "authori[sz](?:e|es|ed|ing)", r"mediat\w*", r"negotiat\w*", r"deliberat\w*",
        "waiv(?:e|es|ed|er|ing)", "declin(?:e|es|ed|ing)", "den(?:y|ies|ied)", "granted", "upheld", "^agree",
        "^advise",
        "(?:give|draft|provide)s? (?:intern(?:al)? |legal |planning )?advice",
        "review(?:s|ed|ing)", "^review", "^vet", "^award", "interview(?:ed|ing)", "^interview",
        "(?:make|makes|made|making|take|takes|taken|taking|reach|reached)(?: an?| the| final)? decisions?",
        "decisions? (?:is |was |been )?(?:made|taken|reached|maker)", "sign(?:ed)? off", "signoff", r"fraud\w*",
        "^grant (?:permission|planning|licen[cs]e|permit|exemption|relief|leave|discount|extension)",
    ),
    unless_handled=_any(
        r"decision\w*", r"assessment\w*", r"assessor\w*", r"determination\w*", r"approval\w*", r"rejection\w*",
        r"refusal\w*", r"evaluation\w*", r"review\w*", r"panel\w*", r"committee\w*", r"tribunal\w*", r"hearing\w*",
        r"appeal\w*", r"interview\w*", r"prosecut\w*", r"sanction\w*", r"recommendation\w*", r"authori[sz]ation\w*",
        "awards?", "case conference", "legal advice", "professional opinion", "enforcement",
        r"evict\w*", r"bailiff\w*",
    ),
    handling=_any(*_MOVES),
    exceptions=_any("refuse (?:collections?|bins?|sacks?|round|vehicle|truck|waste)"),
)  # fmt: skip

_SAFEGUARDING = Lexicon(
    always=_any(
        r"safeguard\w*", r"vulnerab\w*", "at risk", "risk of harm", "self harm", r"suicid\w*",
        "child(?:ren)? (?:protection|in need)", "looked after", "child(?:ren)?s? (?:s )?(?:social|services)",
        "social (?:care|work|worker)", "marac", "mash", "(?:domestic )?(?:abuse[drs]?|violence)", r"neglect\w*",
        r"exploitation\w*", r"traffick\w*", "modern slavery", "welfare (?:check|concern|visit)s?",
        "mental (?:health|capacity)", "best interests", "deprivation of liberty", "dols", "section (?:42|47)",
        "care (?:plan|needs|package)s?", "foster(?:ing)?", "adoption", "crisis", "early help", "hate crime",
    ),
)  # fmt: skip

_CHECK = "(?:verif(?:y|ies|ied)|check(?:s|ed)?|confirm(?:s|ed)?|validate[sd]?|authenticate[sd]?)"
_IDENTITY = Lexicon(
    always=_any(
        "identity", "identification", r"passport\w*", "photo id",
        "proof of (?:id|identity|address|residen(?:ce|cy)|age)",
        rf"{_CHECK} (?:photo )?id", rf"{_CHECK} {PERSON} (?:s )?id", "^id (?:check|verif|document)\\w*",
        "right to (?:work|rent|reside)", "immigration status", "dbs", "criminal record", "kyc", r"biometric\w*",
        "power of attorney", "authori[sz]ed (?:representative|signatory)", "appointee", "deputyship", r"signature\w*",
        "age verification", "declaration signed", "signs? (?:the )?(?:declaration|agreement|contract|tenancy)",
        "agreement signed", "contract signed",
    ),
    unless_handled=_any("consent(?:s|ed)?"),
    handling=_any("^(?:send|email|post|print|issue|publish|file|archive)"),
    exceptions=_any("(?:planning|building|tree|highways?|land|drainage|landlord) consent"),
)  # fmt: skip

_MONEY_OR_DATA = (
    "(?:payments?|fees?|data|info(?:rmation)?|documents?|evidence|debts?|rent|details|tax|statistics|feedback|money"
    "|income|requirements|arrears|figures|deposits?|charges?)"
)
_OBJECT = "(?:bins?|lamps?|lights?|locks?|signs?|windows?|boilers?|containers?|box|graffiti|rubbish|waste|fly|vehicle" \
    "|trees?|equipment|lanterns?|columns?|potholes?)"  # fmt: skip
_PAPERWORK = (
    "(?:raised|ordered|created|cancelled|confirmed|reported|invoiced|chased|planned|updated|booked|scheduled|logged"
    "|recorded|requested|allocated|assigned|requests?|orders?|reports?|records?|forms?|lists?|invoices?|numbers?)"
)
_PHYSICAL = Lexicon(
    always=_any(
        "inspect(?:s|ed|ing)?", "on ?site", "in person", "visit(?:ed|ing)", "repair(?:ed|ing)",
        "clean(?:s|ed|sed)", "install(?:s|ed|ing)", "collect(?:s|ed|ing)", "sweep(?:s|ing)?", "swept", "mow(?:s|ed|n)?",
        "dig", "dug", r"excavat\w*", r"demolish\w*", "tow(?:s|ed|ing)?", "clamp(?:s|ed|ing)?", "gritt(?:ed|ing)",
        rf"^(?:visit|repair|clean|cleanse|install|collect|grit|survey)(?! {_PAPERWORK})",
        "attend(?:s|ed)? (?:site|property|address|scene|incident)", "crew (?:attend|arriv|complet|visit)\\w*",
        rf"^(?:fit|replace|deliver|empty|remove|fill|patch|fix) (?:the |new |missing )?{_OBJECT}",
        rf"{_OBJECT} (?:fitted|replaced|delivered|emptied|removed|filled|patched|fixed)",
    ),
    unless_handled=_any(
        r"inspection\w*", r"inspector\w*", "visits?", "repairs?", "collections?", r"installation\w*",
        "clean(?:s)?ing", "crews?", "operatives?", "site survey",
    ),
    handling=_any(
        *_MOVES,
        "^(?:raise|order|create|cancel|confirm|close|update|report|invoice|chase|plan|check|pay|charge|cost|quote)s?",
        "(?:raised|ordered|created|cancelled|confirmed|reported|invoiced|chased|planned|updated)",
    ),
    exceptions=_any(
        rf"collect\w* (?:of |the |council )?{_MONEY_OR_DATA}", rf"{_MONEY_OR_DATA} collect\w*",
        "clean(?:ed|ing|se|sing)?(?: up)? (?:data|records?|address(?:es)?|list)", r"data clean\w*",
        r"install\w* (?:software|updates?|app|patch)", r"visit\w* (?:website|web|page|portal|link)",
        "(?:website|web|page) visits?", r"repair\w* (?:record|data|link|file)", "sweep up records",
    ),
)  # fmt: skip

_EVIDENCE = (
    "(?:evidence|documents?|documentation|proof|info(?:rmation)?|repl(?:y|ies)|responses?|answers?|photo(?:graph)?s?"
    "|signature)"
)
_MORE = "(?:the |further |additional |missing |supporting |requested )*"
_FROM_OTHERS = rf"(?! (?:\w+ )?from (?!(?:the )?{PERSON}))"
_ACTS = (
    "(?:repl(?:y|ies|ied)|respon(?:d|ds|ded|se)|submit(?:s|ted)?|sends|provides|provided|uploads|uploaded|returns"
    "|returned|pays|paid|signs|signed|calls|called|rings|rang|phones|phoned|chases|contacts|completes|completed|applies"
    "|applied|reports|reported|appeals|appealed|withdraws|withdrew|cancels|cancelled|requests|requested|asks|asked"
    "|accepts|accepted|attends|attended|confirms|confirmed|agrees|agreed|objects|objected|complains|complained"
    "|collects|visits|renews|renewed|makes|gives|gave|waits|disputes|disputed|declines|declined|chooses"
    "|chose|enters|fills|books|does|did|fails|failed|acts|action|supplies|supplied)"
)
_CITIZEN = Lexicon(
    unless_handled=_any(
        rf"^{PERSON} {_ACTS}", rf"(?:by|with) (?:the )?{PERSON}(?! {_STAFF})",
        rf"(?:reply|response|chaser|call|contact|answer)s? from (?:the )?{PERSON}(?! {_STAFF})",
        rf"(?:received|returned|arrived) from (?:the )?{PERSON}(?! {_STAFF})",
        rf"await(?:s|ing)? {_MORE}(?:{PERSON}(?! {_STAFF})|payment|{_EVIDENCE})",
        rf"(?:wait(?:s|ing)?|pending)(?: for| on| from)? {_MORE}(?:{PERSON}(?! {_STAFF})|payment|{_EVIDENCE})",
        rf"{_EVIDENCE} (?:is |was |are |were )?(?:received|returned|provided|supplied|uploaded|submitted|arrived)"
        + _FROM_OTHERS,
        rf"receive[sd]? {_MORE}{_EVIDENCE}{_FROM_OTHERS}",
        "^submit (?:the |an? |online )?(?:application|claim|request|enquiry|complaint|booking|form|appeal|objection)",
    ),
    handling=_any(
        "^(?:send|email|post|print|issue|notify|inform|upload|record|register|log|file|archive|scan|index|enter|forward"
        "|request|schedule|book|arrange|assign|allocate|acknowledge|attach|copy|transfer|take|update|close|create|check"
        "|verify|validate|chase|refund|confirm|match|reconcile|process|remind)s?",
        "(?:sent|issued|printed|logged|recorded|scanned|indexed|filed|archived|acknowledged|registered)$",
    ),
)  # fmt: skip

LEXICONS = {
    "safeguarding": _SAFEGUARDING,
    "citizen": _CITIZEN,
    "physical": _PHYSICAL,
    "judgement": _JUDGEMENT,
    "identity": _IDENTITY,
}
"""In the order in which they decide: those that keep a step with people first."""
