"""How requests travel: to one host only, the secret put on at the last moment, every failure bounded in time."""

from __future__ import annotations

from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from dlt.sources.helpers.requests import Client
from pydantic import SecretStr
from requests import PreparedRequest, RequestException, Response, Session
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from connectors.remote.reply import received, unambiguous
from connectors.remote.source import Remote, origin_of
from mining.errors import NotReadable

__all__ = ["session_for"]

_REFUSED = {
    401: "does not accept the token (sign-in refused, 401). It may have expired: renew it",
    403: "does not let this token read the events (403). Ask its administrator for the right to read them",
    404: "knows no such page (404). Check the address",
    410: "no longer has the page that was to come next (410). Discard what was fetched and begin anew",
}


def session_for(remote: Remote, secret: SecretStr) -> Session:
    """Return a session of dlt's, which retries by itself, that reaches one service only.

    The secret is known to the adapter alone: dlt never holds it, so that it is in none of its errors,
    states or traces. Proxies and certificates are taken from the environment, as everywhere.
    """
    patience = remote.patience
    session: Session = Client(
        request_timeout=(patience.answer_seconds, patience.answer_seconds),
        raise_for_status=False,
        request_max_attempts=patience.attempts,
        request_backoff_factor=patience.backoff_seconds,
        request_max_retry_delay=patience.wait_seconds,
    ).session
    adapter = _Guarded(remote, secret)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


class _Guarded(HTTPAdapter):
    """Sends a request if it may be sent, and hands back a reply that was read whole."""

    def __init__(self, remote: Remote, secret: SecretStr) -> None:
        super().__init__()
        self._remote, self._secret = remote, secret
        self._lost = 0.0

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - as requests has it
        timeout: Any = None,  # noqa: ANN401
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: Any = None,  # noqa: ANN401
        proxies: dict[str, str] | None = None,
    ) -> Response:
        """Return the reply, its body in memory, or raise.

        Raises
        ------
        NotReadable
            No further attempt would help.
        requests.RequestException
            Another may.
        """
        if origin_of(request.url or "") != self._remote.origin:
            message = (
                f"{self._remote.name} says that its next page is at another address, {_shown(request.url)}. "
                "Nothing was sent there. If it is right, give that address."
            )
            raise NotReadable(message)
        began = monotonic()
        try:
            response = super().send(self._signed(request), True, timeout, verify, cert, proxies)
            response.request = request
            body = received(response, self._remote, began)
        except RequestException as error:
            error.request = request  # without the secret
            self._lost += monotonic() - began
            if self._lost > self._remote.patience.lost_seconds:
                raise NotReadable(unreachable(self._remote)) from None
            raise
        self._lost = 0.0
        self._judge(response)
        if response.ok:
            self._check_echo(body)
            body = unambiguous(body, response, self._remote)
            response.encoding = "utf-8"
        response._content = body
        response._content_consumed = True
        return response

    def _signed(self, request: PreparedRequest) -> PreparedRequest:
        signed = request.copy()
        signed.headers[self._remote.header] = (
            f"{self._remote.scheme} {self._secret.get_secret_value()}".strip()
        )
        return signed

    def _judge(self, response: Response) -> None:
        """Raise where the reply is final and no page; what dlt retries passes."""
        name, status = self._remote.name, response.status_code
        if 300 <= status < 400:
            target = _shown(response.headers.get("Location", ""))
            message = (
                f"{name} redirects to {target}. Nothing was sent there. If it is right, give that address."
            )
            raise NotReadable(message)
        if 400 <= status < 500 and status != 429:
            message = f"{name} {_REFUSED.get(status, f'refuses the request ({status}). Check the address')}."
            raise NotReadable(message)
        asked = _seconds(response.headers.get("Retry-After"))
        if status >= 400 and asked > self._remote.patience.wait_seconds:
            message = (
                f"{name} asks to wait {asked / 60:.0f} minutes before the next request (status {status}). "
                "Start again then: what was fetched is kept."
            )
            raise NotReadable(message)

    def _check_echo(self, body: bytes) -> None:
        if self._secret.get_secret_value().encode() in body:
            message = f"{self._remote.name} sends the token back in its response, so nothing of it was kept."
            raise NotReadable(message)


def _seconds(retry_after: str | None) -> float:
    try:
        return float(Retry().parse_retry_after(retry_after)) if retry_after else 0.0
    except (InvalidHeader, ValueError, OverflowError):
        return 0.0


def _shown(url: str | None) -> str:
    """Scheme and host of an address; its path and query may say more than people should read."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else "another path of the same server"


def unreachable(remote: Remote) -> str:
    """Return what to say when a service does not answer."""
    return (
        f"{remote.name} did not answer in time, or broke off its response, {remote.patience.attempts} times at "
        "most. Start again later: what was fetched is kept."
    )
