"""Files, gzip files and zip archives as one stream of bytes, never unpacked to disk, never without end."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from connectors.base import ReadOptions
from connectors.bytestream import ByteStream, Closable, Packed
from mining.errors import NotReadable, QuestionForUser

__all__ = ["HEAD_BYTES", "open_bytes", "open_seekable"]

HEAD_BYTES = 65_536
"""How much of a file is looked at to tell its kind."""

MAX_MEMBERS = 100
MAX_IN_MEMORY = 512 * 1024**2
"""Largest packed file of a kind that cannot be read as a stream (workbook, Parquet)."""

_BLOCK = 1024**2
_GZIP, _ZIP = b"\x1f\x8b", b"PK"
_JUNK = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)")
_DATA = {".csv", ".tsv", ".tab", ".psv", ".xes", ".xml", ".xlsx", ".xlsm", ".parquet", ".gz"}
_PACKAGE_MARKS = {"[Content_Types].xml", "mimetype"}


def open_bytes(path: Path, options: ReadOptions) -> ByteStream:
    """Return the decompressed bytes of a file.

    Parameters
    ----------
    path
        A plain file, a gzip file (any number of members), or a zip archive of one data file.
    options
        `member` names the file inside an archive.

    Raises
    ------
    NotReadable
        There is no such file, or the archive is damaged, locked or unsafe.
    QuestionForUser
        The archive holds several data files and none was named.
    """
    try:
        handle = path.open("rb")
    except OSError as error:
        message = f"{path.name} cannot be opened. Check that the file is there and that you may read it."
        raise NotReadable(message) from error
    try:
        return _unwrapped(handle, path, options)
    except BaseException:
        handle.close()
        raise


def _unwrapped(handle: BinaryIO, path: Path, options: ReadOptions) -> ByteStream:
    magic = handle.read(4)
    handle.seek(0)
    size = path.stat().st_size
    if magic.startswith(_ZIP):
        return _from_zip(handle, path.name, options)
    if magic.startswith(_GZIP):
        return _from_gzip(handle, path.name, Packed(path.name, size), (handle,))
    return ByteStream(handle, path.name, Packed(path.name, 0), ())


def _from_gzip(inner: BinaryIO, name: str, packed: Packed, parents: tuple[Closable, ...]) -> ByteStream:
    shorter = PurePosixPath(name).stem if name.lower().endswith(".gz") else name
    return ByteStream(gzip.GzipFile(fileobj=inner), shorter, packed, parents)


def _from_zip(handle: BinaryIO, shown: str, options: ReadOptions) -> ByteStream:
    try:
        archive = zipfile.ZipFile(handle)
    except (zipfile.BadZipFile, ValueError) as error:
        message = f"{shown} is damaged or was cut short. Copy or export the file again."
        raise NotReadable(message) from error
    if _PACKAGE_MARKS & set(archive.namelist()):
        handle.seek(0)
        return ByteStream(handle, shown, Packed(shown, 0), ())
    member = _chosen(archive, shown, options)
    if member.flag_bits & 1:
        message = f"{shown} is locked with a password. Unpack it and load the file inside."
        raise NotReadable(message)
    try:
        inner = archive.open(member)
    except (NotImplementedError, zipfile.BadZipFile) as error:
        message = (
            f"{shown} is damaged, or packed by a method that is not supported. Pack it as an ordinary zip."
        )
        raise NotReadable(message) from error
    packed = Packed(shown, max(1, member.compress_size))
    name = PurePosixPath(member.filename).name
    parents = (inner, archive, handle)
    if name.lower().endswith(".gz"):
        return _from_gzip(inner, name, packed, parents)  # type: ignore[arg-type]
    return ByteStream(inner, name, packed, parents[1:])


def _chosen(archive: zipfile.ZipFile, shown: str, options: ReadOptions) -> zipfile.ZipInfo:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        message = f"{shown} holds {len(members):,} files. Pack only the event log."
        raise NotReadable(message)
    if any(_UNSAFE.search(member.filename) for member in members):
        message = (
            f"{shown} holds file names with an unsafe path. Unpack it yourself and load the file inside."
        )
        raise NotReadable(message)
    files = {m.filename: m for m in members if not m.is_dir() and not _JUNK.search(m.filename)}
    data = [name for name in files if PurePosixPath(name).suffix.lower() in _DATA] or list(files)
    if options.member in files:
        return files[options.member]
    if not files:
        message = f"{shown} is an empty zip archive. Pack the event log into it."
        raise NotReadable(message)
    if options.member or len(data) > 1:
        listed = ", ".join(f'"{name}"' for name in data[:20])
        message = f"Which file of {shown} is the event log? It holds {listed}."
        raise QuestionForUser(message, about=("file",))
    return files[data[0]]


def open_seekable(path: Path, options: ReadOptions) -> BinaryIO:
    """Return the decompressed file for readers that must jump about in it.

    A plain file is opened as it is; a packed one is held in memory, up to `MAX_IN_MEMORY`.

    Raises
    ------
    NotReadable, QuestionForUser
        As `open_bytes`; also where the packed file is too large to be held.
    """
    with open_bytes(path, options) as stream:
        if stream.is_plain:
            return path.open("rb")
        held = io.BytesIO()
        while block := stream.read(_BLOCK):
            held.write(block)
            if held.tell() > MAX_IN_MEMORY:
                message = (
                    f"The file inside {path.name} is too large to be read there. Unpack it and load that."
                )
                raise NotReadable(message)
    held.seek(0)
    return held
