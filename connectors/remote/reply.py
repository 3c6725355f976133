"""One reply of a service: received within bounds, and read as JSON that says what it said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from time import monotonic
from typing import Any

from requests import Response
from requests.exceptions import ChunkedEncodingError, ReadTimeout
from urllib3.exceptions import DecodeError, ProtocolError, ReadTimeoutError

from connectors.remote.source import Remote
from mining.errors import NotReadable

__all__ = ["received", "unambiguous"]

_BLOCK = 65_536


def received(response: Response, remote: Remote, began: float) -> bytes:
    """Return the body of a reply, unpacked.

    Parameters
    ----------
    response
        The reply, its headers read and its body not.
    remote
        Where it comes from.
    began
        When the request was sent, by `time.monotonic`.

    Raises
    ------
    NotReadable
        It is too large, arrives too slowly, or is packed badly.
    requests.RequestException
        The connection failed; another attempt may help.
    """
    patience, held = remote.patience, bytearray()
    for block in _blocks(response, remote):
        held += block
        if len(held) > patience.page_bytes:
            message = (
                f"{remote.name} sent a page of more than {patience.page_bytes >> 20} MB, over the limit for one "
                "response. Ask for fewer events a page."
            )
            raise NotReadable(message)
        if monotonic() - began > patience.page_seconds:
            message = (
                f"{remote.name} takes more than {patience.page_seconds:.0f} seconds to send one page. "
                "Try again at a quieter time, or ask for fewer events a page."
            )
            raise NotReadable(message)
    return bytes(held)


def _blocks(response: Response, remote: Remote) -> Iterator[bytes]:
    """Yield what has arrived as soon as it has; requests' own way would wait for a whole block."""
    try:
        while block := response.raw.read1(_BLOCK, decode_content=True):
            yield block
    except ReadTimeoutError as error:
        raise ReadTimeout from error
    except DecodeError as error:
        message = f"{remote.name} sent a response whose packing (gzip) is damaged. Try again later."
        raise NotReadable(message) from error
    except ProtocolError as error:
        raise ChunkedEncodingError from error
    finally:
        response.close()


def unambiguous(body: bytes, response: Response, remote: Remote) -> bytes:
    """Return a JSON body as UTF-8, every number in it written as text: what is "1.10" must not become 1.1.

    Raises
    ------
    NotReadable
        It is no sound JSON, or not in the encoding it says.
    """
    told = response.headers.get("Content-Type", "").lower()
    text = _decoded(body, told, remote)
    try:
        payload = json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        if text.lstrip()[:1] == "<":
            message = (
                f"{remote.name} sent a web page instead of data, most likely its sign-in page. "
                "Check the address and the token."
            )
        else:
            message = (
                f"{remote.name} sent a response that is not sound JSON, perhaps cut short. Try again; if it stays, "
                "check the address."
            )
        raise NotReadable(message) from None  # the error would hold the whole reply
    if not isinstance(payload, (dict, list)):
        message = f"{remote.name} sent a single value instead of a page of events. Check the address."
        raise NotReadable(message)
    return json.dumps(payload).encode()


def _refuse_constant(name: str) -> Any:  # noqa: ANN401
    raise ValueError(name)


def _decoded(body: bytes, content_type: str, remote: Remote) -> str:
    said = content_type.partition("charset=")[2].split(";")[0].strip(" \"'")
    encoding = json.detect_encoding(body) if said in {"", "utf-8", "utf8"} else said
    try:
        return body.decode(encoding)
    except (LookupError, UnicodeError):
        message = (
            f"{remote.name} sent a response whose letters are not {encoding}, as it says. "
            "Ask its supplier to send UTF-8."
        )
        raise NotReadable(message) from None
