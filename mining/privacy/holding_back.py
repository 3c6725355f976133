"""What is held back at the door: names are masked, columns of free text or personal data are not kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir

from mining.engine import Backend, count_of, settled
from mining.privacy.personal import KINDS, counted, masked
from mining.quality import Effect, Issue

__all__ = ["hold_back", "looks_written", "names_noted", "people_noted", "safe_example"]

_WORDS, _LONG = 6, 60
_SHARE = 0.05
_NAMES_TO_DOUBT = 50
_DATE_WORDS = re.compile(
    r"(?i)\b(?:T|Z|[AP]\.?M|UTC|GMT|BST|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_MASKS = re.compile(f"({'|'.join(re.escape(kind.mask) for kind in KINDS)})")
_LETTERS = re.compile(r"[^\W\d_]+")


def hold_back(
    engine: Backend, table: ir.Table, columns: dict[str, str], already: Iterable[str] = ()
) -> tuple[ir.Table, tuple[str, ...], list[Issue]]:
    """Return the rows with the values of doubtful columns taken out, which columns those are, and why.

    Parameters
    ----------
    engine, table
        Rows as they arrived.
    columns
        Column of the table -> its name in the source, for every further attribute.
    already
        Columns of the source that the store holds back since it was made.
    """
    issues = []
    for column, name in columns.items():
        reasons = _reasons(engine, table[column], name)
        if reasons or name in already:
            n_rows = count_of(engine, table.filter(table[column].notnull()))
            message = f'Column "{name}" is not kept: {" and ".join(reasons) or "it was held back before"}.'
            remedy = "Nothing to do. What is not kept cannot point at anyone."
            issues.append(Issue("held_back", Effect.CHANGED, n_rows, message, remedy, name))
    held = tuple(issue.column for issue in issues)
    taken_out = [column for column, name in columns.items() if name in held]
    kept = table.mutate(**{column: ibis.literal(None, type="string") for column in taken_out})
    return (settled(engine, kept) if held else table), held, issues


def _reasons(engine: Backend, values: ir.StringColumn, name: str) -> list[str]:
    every = values.name("value").as_table().filter(ibis._.value.notnull())
    different = settled(engine, every.distinct())
    found = counted(engine, different.value)
    reasons = [f"{count:,} different values look like {kind}" for kind, count in found.items()]
    if "uprn" in name.lower() and "UPRNs" not in found:
        reasons.append("its name says that it holds UPRNs")
    sizes = different.agg(n=ibis._.count(), written=looks_written(different.value).sum())
    n, n_written = engine.to_pyarrow(sizes).to_pylist()[0].values()
    if n_written and n_written >= _SHARE * n:
        reasons.append(f"{n_written:,} of {n:,} different values look like free text")
    return reasons


def looks_written(text: ir.StringValue) -> ir.BooleanValue:
    """Whether a text looks as if a person had written it: six words or more, or more than 60 characters."""
    return (text.length() > _LONG) | text.re_search(rf"(?:\S+\s+){{{_WORDS - 1}}}\S")


def names_noted(
    engine: Backend, rows: ir.Table, names: tuple[tuple[str, ...], tuple[str, ...]], part: str, column: str
) -> list[Issue]:
    """Return what was masked in the names of a part, and a doubt where they look like free text.

    Parameters
    ----------
    engine, rows
        Rows with ``<part>_code``.
    names
        As they were written, and as they are kept; the index is the code.
    part, column
        Which part, and what its column is called in the source.
    """
    written, kept = names
    changed = [code for code, name in enumerate(written) if name != kept[code]]
    issues = []
    if changed:
        n_rows = count_of(engine, rows.filter(rows[f"{part}_code"].isin(changed)))
        kinds = [kind.plural for kind in KINDS if any(kind.mask in kept[code] for code in changed)]
        message = f'{len(changed):,} names in column "{column}" held {" and ".join(kinds)}, which are masked.'
        remedy = "Nothing to do. If the column is a note and no name, choose another one."
        examples = tuple(dict.fromkeys(kept[code] for code in changed))[:5]
        issues.append(Issue("masked", Effect.CHANGED, n_rows, message, remedy, column, examples=examples))
    long = sum(len(name) > _LONG or len(name.split()) >= _WORDS for name in kept)
    if long > _NAMES_TO_DOUBT and 2 * long > len(kept):
        message = (
            f'Column "{column}" looks like free text: {long:,} of its {len(kept):,} names are sentences.'
        )
        remedy = "Choose a column of fixed names. Sentences may tell of people."
        issues.append(Issue("free_text", Effect.DOUBTED, long, message, remedy, column))
    return issues


def people_noted(engine: Backend, columns: dict[str, ir.StringColumn], *, replaced: bool) -> list[Issue]:
    """Return a note on each column of ids or people whose values look like personal data.

    Parameters
    ----------
    engine, columns
        Name of a column in the source -> its values, each at least once.
    replaced
        Whether they are replaced by pseudonyms.
    """
    issues = []
    for name, values in columns.items():
        found = counted(engine, values)
        if found:
            total = sum(found.values())
            message = f'Values in column "{name}" look like {" and ".join(found)} ({total:,} different ones).'
            if replaced:
                remedy = "Nothing to do: they are replaced by pseudonyms."
            else:
                remedy = "Leave the column out, or have case references and people replaced by pseudonyms."
            issues.append(Issue("pii_suspected", Effect.NOTED, total, message, remedy, name))
    return issues


def safe_example(text: str) -> str:
    """Return a value that could not be read as a time, without what it may tell of a person.

    Digits and the words of dates stay; all other letters become x.

    Examples
    --------
    >>> safe_example("31 Feb 2025"), safe_example("Jane Smith"), safe_example("07700 900123")
    ('31 Feb 2025', 'xxxx xxxxx', '[phone number]')
    """
    pieces = _MASKS.split(masked(text)[:_LONG])
    return "".join(piece if _MASKS.fullmatch(piece) else _LETTERS.sub(_hidden, piece) for piece in pieces)


def _hidden(word: re.Match[str]) -> str:
    return word[0] if _DATE_WORDS.fullmatch(word[0]) else "x" * len(word[0])
