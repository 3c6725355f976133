"""Pseudonyms: keyed hashes (HMAC-SHA256, the first 128 bits) in place of case references and people.

Without the key nobody can tell whose pseudonym one is, not even by hashing every reference there could be.
A pseudonym of a performer keeps one thing: whether the name was that of a system, of citizens, of a crew or
of staff, because that decides whether a step is automated already or stays with people.
"""

from __future__ import annotations

import hmac

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from mining.engine import encode, joined_bytes, sha256_of_bytes, unhex
from mining.ranking.automated import is_system_account
from mining.ranking.guards import GuardKind, performer_kind
from mining.ranking.performers import is_unknown

__all__ = ["case_pseudonym", "case_pseudonyms", "performer_pseudonym"]

_CASE, _PERFORMER = "case:", "performer:"
_DIGITS = 32
_BLOCK = 64
_ROLES = {
    (False, None): "Staff",
    (False, GuardKind.CITIZEN): "Citizen",
    (False, GuardKind.PHYSICAL): "Crew",
    (True, None): "System",
    (True, GuardKind.CITIZEN): "Citizen system",
    (True, GuardKind.PHYSICAL): "Crew system",
}


def case_pseudonym(secret: bytes, written: str) -> str:
    """Return the pseudonym of a case reference, as `case_pseudonyms` makes it in the engine."""
    return _digest(secret, _CASE + written)


def performer_pseudonym(secret: bytes, name: str) -> str:
    """Return the pseudonym of a performer, led by its role; a name that only says "unknown" stays.

    Examples
    --------
    >>> performer_pseudonym(b"0" * 32, "batch_06").split()[0], performer_pseudonym(b"0" * 32, "N/A")
    ('System', 'N/A')
    """
    if is_unknown(name):
        return name
    role = _ROLES[is_system_account(name), performer_kind(name)]
    return f"{role} {_digest(secret, _PERFORMER + name)}"


def case_pseudonyms(secret: bytes, ids: ir.Table) -> ir.Table:
    """Return a table of the different case references, ``text``, with their pseudonyms, ``name``.

    The engine hashes them; a column of ten million ids never becomes a list in Python. The two paddings of
    HMAC (RFC 2104) reach it as data, so that no statement, and no error that quotes one, holds the key.
    """
    block = secret.ljust(_BLOCK, b"\0")
    paddings = {name: [bytes(byte ^ mask for byte in block)] for name, mask in _PADDINGS.items()}
    keyed = ids.cross_join(ibis.memtable(pa.table(paddings)))
    inner = sha256_of_bytes(joined_bytes(keyed.inner, encode(ibis.literal(_CASE) + keyed.text)))
    outer = sha256_of_bytes(joined_bytes(keyed.outer, unhex(inner)))
    return keyed.mutate(name=outer.left(_DIGITS)).drop("inner", "outer")


_PADDINGS = {"inner": 0x36, "outer": 0x5C}


def _digest(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode("utf-8", "replace"), "sha256").hex()[:_DIGITS]
