"""How event logs get in: one file a kind of source, found by walking this folder.

A module that defines ``CONNECTOR = Connector(...)`` appears in the app, on the command line and in
the contract tests by itself.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path, PurePath
from pkgutil import iter_modules

from connectors.base import Connector, ReadOptions
from connectors.compression import HEAD_BYTES, open_bytes
from connectors.strangers import stranger
from mining.errors import NotReadable
from mining.rawtable import RawTable

__all__ = ["Connector", "ReadOptions", "connectors", "open_source"]


@cache
def connectors() -> tuple[Connector, ...]:
    """Return every connector of this folder, in order of its key."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    found = [
        module.CONNECTOR for module in modules if isinstance(getattr(module, "CONNECTOR", None), Connector)
    ]
    return tuple(sorted(found, key=lambda connector: connector.key))


def open_source(path: Path, options: ReadOptions = ReadOptions()) -> RawTable:  # noqa: B008 - a frozen value
    """Open a file by the connector that its content, or else its name, calls for.

    Parameters
    ----------
    path
        The file; gzip and zip are unpacked on the way.
    options
        What the user has said about it.

    Raises
    ------
    NotReadable
        No connector knows the file, or it is empty, damaged or unsafe.
    QuestionForUser
        It holds several files or sheets, and none was named.
    """
    if path.is_dir():
        message = f"{path.name} is a folder. Choose the file of the log in it."
        raise NotReadable(message)
    with open_bytes(path, options) as stream:
        head, inner = stream.peek(HEAD_BYTES), stream.name
    if not head.strip(b"\0\t\r\n \xef\xbb\xbf"):
        message = f"{path.name} is empty. Export the log again."
        raise NotReadable(message)
    raw = _chosen(head, PurePath(inner).suffix.lower(), path.name).read(path, path.name, options)
    return replace(raw, n_bytes=path.stat().st_size)


def _chosen(head: bytes, suffix: str, name: str) -> Connector:
    """Return the connector that knows the content; the file name decides between several."""
    fitting = [connector for connector in connectors() if connector.recognises(head)]
    named = [connector for connector in fitting or connectors() if suffix in connector.suffixes]
    what = stranger(head)
    if fitting:
        return (named or fitting)[0]
    if what:
        message = f"{name} is {what}"
        raise NotReadable(message)
    if named:
        return named[0]
    listed = ", ".join(sorted(ending for connector in connectors() for ending in connector.suffixes))
    message = f"{name} is not a kind of file that can be read. Export the log as one of: {listed}."
    raise NotReadable(message)
