"""What is to be known of a service before its events can be fetched: a frozen value."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from mining.errors import NotReadable

__all__ = ["Cursor", "Link", "Patience", "Remote"]


@dataclass(frozen=True)
class Cursor:
    """Paging by a word of the reply that the next request repeats.

    Attributes
    ----------
    path
        Where in the reply it stands, dotted; missing, null or empty on the last page.
    parameter
        Query parameter that repeats it.
    """

    path: str
    parameter: str


@dataclass(frozen=True)
class Link:
    """Paging by the address of the next page, which stands in the reply.

    Attributes
    ----------
    path
        Where in the reply it stands, dotted; missing, null or empty on the last page.
    """

    path: str


@dataclass(frozen=True)
class Patience:
    """How much trouble a service may make before it is given up for now.

    Attributes
    ----------
    answer_seconds
        Time without a byte, after which a request has failed.
    page_seconds
        Time that one whole page may take to arrive.
    attempts
        Requests for one page, the first included.
    lost_seconds
        Time that failed requests for one page may take together.
    wait_seconds
        Longest wait that the service may ask for (Retry-After).
    backoff_seconds
        Wait after a first failure for which the service asks for none; doubled after each further one.
    page_bytes
        Largest page, unpacked.
    stale_pages
        Pages in a row that bring nothing new, after which paging is taken for endless.
    pages_at_a_time
        Pages after which what came is put safely on the disk; a killed program goes on from there.
    """

    answer_seconds: float = 14.0
    page_seconds: float = 30.0
    attempts: int = 5
    lost_seconds: float = 25.0
    wait_seconds: float = 300.0
    backoff_seconds: float = 1.0
    page_bytes: int = 32 * 1024**2
    stale_pages: int = 20
    pages_at_a_time: int = 10


@dataclass(frozen=True)
class Remote:
    """A service that hands out events as pages of JSON.

    Attributes
    ----------
    name
        What messages call it.
    url
        Address of the first page, without any secret. Requests go to its host and nowhere else.
    events
        Where in a reply the list of events stands, dotted.
    columns
        Column of the log -> where in an event it stands, dotted. Nothing else of an event is kept.
    required
        Columns without which a page is not what it was; a page where no event has one of them is refused.
    paging
        How the next page is told.
    event_id
        Column that tells one event from every other; events fetched twice are known by it. "" if there is none.
    total
        Where in a reply the number of all events stands, dotted; "" if the service does not tell.
    header, scheme
        Header that carries the secret, and the word before it.
    patience
        How much trouble it may make.
    """

    name: str
    url: str
    events: str
    columns: dict[str, str]
    required: tuple[str, ...]
    paging: Cursor | Link
    event_id: str = ""
    total: str = ""
    header: str = "Authorization"
    scheme: str = "Bearer"
    patience: Patience = Patience()

    def __post_init__(self) -> None:
        """Refuse an address that is none, or that carries a secret."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = f"The address of {self.name} must begin with https:// and name a server."
            raise NotReadable(message)
        if parts.username or parts.password:
            message = f"The address of {self.name} holds a user name or password. Take it out: addresses get into logs."
            raise NotReadable(message)

    @property
    def origin(self) -> str:
        """Scheme, host and port that requests may go to."""
        return origin_of(self.url)

    @property
    def fingerprint(self) -> str:
        """A word that differs for every difference in what is fetched; a half-done pull is taken up under it."""
        told = repr((self.url, self.events, self.columns, self.paging, self.event_id, self.total))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address.

    Examples
    --------
    >>> origin_of("HTTPS://Crm.example/api?page=2"), origin_of("http://crm.example:8080/")
    ('https://crm.example:443', 'http://crm.example:8080')
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port}"
