"""Where the reviews of the log under study are, and keeping its ranking up with them."""

from __future__ import annotations

from mining.feedback.book import Book
from mining.feedback.effect import as_reviewed
from mining.feedback.place import BOOK_SUFFIX, book_path, log_id
from ui.session import Session
from ui.study import Study

__all__ = ["keep_up", "place_of"]


def place_of(session: Session, study: Study) -> tuple[str, Book]:
    """Return what records call a log, and its reviews: a session's own go with it, a store's are beside the keys."""
    store = session.shared_store
    if store is None:
        return log_id(""), Book(session.folder / f"log{BOOK_SUFFIX}")
    named = log_id(study.whole.log.privacy.key_id, store)
    return named, Book(book_path(named))


def keep_up(session: Session, study: Study) -> None:
    """Let the ranking follow what anybody has answered about the log by now.

    Raises
    ------
    ReviewRefused
        The reviews cannot be read.
    """
    named, book = place_of(session, study)
    study.rank_as(as_reviewed(study.whole.settings.ranking, book.records(), named))
