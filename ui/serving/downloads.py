"""Downloads: kept under names that nobody can work out, and given only to the browser they were made for."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

from ui.serving.visitors import visitor_now

__all__ = ["OwnDownloads"]


class OwnDownloads(MemoryMediaFileStorage):
    """Streamlit's store of downloads and pictures, with an owner for each file.

    Streamlit's own gives a file to anybody who names it, and takes two files above 1 MB for the same if they agree
    in length and in three places; here a name depends on the whole content, its owner and a secret.
    """

    def __init__(self, media_endpoint: str) -> None:
        super().__init__(media_endpoint)
        self._key = secrets.token_bytes(32)
        self._owners: dict[str, str] = {}

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        """Keep a file for the visitor of now, and return its name."""
        content = Path(path_or_data).read_bytes() if isinstance(path_or_data, str) else path_or_data
        owner = visitor_now()
        name = hashlib.blake2b(key=self._key, digest_size=24)
        for part in (owner, mimetype, filename or ""):
            name.update(f"{len(part)}:{part}".encode())
        name.update(content)
        file_id = name.hexdigest()
        self._files_by_id[file_id] = MemoryFile(content, mimetype, kind, filename)
        self._owners[file_id] = owner
        return file_id

    def get_file(self, filename: str) -> MemoryFile:
        """Return a file to its owner; to everybody else there is none of that name."""
        if self._owners.get(filename.split(".", maxsplit=1)[0]) != visitor_now():
            message = "There is no such file."
            raise MediaFileStorageError(message)
        return super().get_file(filename)

    def delete_file(self, file_id: str) -> None:
        """Forget a file and its owner."""
        super().delete_file(file_id)
        self._owners.pop(file_id, None)
