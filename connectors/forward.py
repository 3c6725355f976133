"""What every stream of ours answers a reader that asks: it can be read, forwards only."""

from __future__ import annotations

__all__ = ["ForwardStream"]


class ForwardStream:
    """A stream that goes forward only; the part of the file protocol that readers ask before they read.

    Attributes
    ----------
    closed
        Whether it has been closed; kept by the stream itself.
    """

    closed: bool = False

    def readable(self) -> bool:
        """Return True until it is closed."""
        return not self.closed

    def seekable(self) -> bool:
        """Return False: what was read is gone."""
        return False

    def writable(self) -> bool:
        """Return False."""
        return False
