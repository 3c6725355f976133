"""What may be uploaded, asked of the guard alone: no server, no browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.ui.running import run
from ui.serving import uploads
from ui.serving.uploads import MOST_BYTES, MOST_FILES, GuardedUploads
from ui.serving.visitors import HEADER


class Held:
    """Stands in for Streamlit's runtime: one session of the visitor "ann", with some uploads."""

    def __init__(self, sizes: list[int]) -> None:
        files = {str(number): SimpleNamespace(data=range(size)) for number, size in enumerate(sizes)}
        self.uploaded_file_mgr = SimpleNamespace(file_storage={"s": files})

    def get_client(self, session: str) -> SimpleNamespace | None:
        context = SimpleNamespace(headers=[(HEADER.title(), "ann")])
        return SimpleNamespace(client_context=context) if session == "s" else None


def asked(monkeypatch, sizes=(), *, method="PUT", session="s", visitor="ann", length="10", guard=None) -> int:
    """Status of the reply; 204 when the upload was let through."""
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: Held(list(sizes)))

    async def through(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})

    told = []

    async def send(message):
        told.append(message)

    headers = [(HEADER.encode(), visitor.encode())]
    headers += [(b"content-length", length.encode())] if length else []
    path = f"/_stcore/upload_file/{session}/1"
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    run((guard or GuardedUploads(through))(scope, None, send))
    return told[0]["status"]


@pytest.mark.parametrize(
    ("case", "status"),
    [
        ({}, 204),
        ({"sizes": [1] * (MOST_FILES - 1)}, 204),
        ({"sizes": [1] * MOST_FILES}, 413),
        ({"sizes": [1] * MOST_FILES, "method": "DELETE"}, 204),
        ({"sizes": [MOST_BYTES - 10]}, 204),
        ({"sizes": [MOST_BYTES - 9]}, 503),
        ({"sizes": [MOST_BYTES - 10**6], "length": ""}, 503),
        ({"sizes": [MOST_BYTES - 10**6], "length": "-5"}, 503),
        ({"visitor": "bob"}, 403),
        ({"visitor": "bob", "method": "DELETE"}, 403),
        ({"session": "unknown"}, 403),
    ],
)
def test_what_is_let_through(monkeypatch, case, status):
    assert asked(monkeypatch, **case) == status


def test_one_at_a_time_and_the_place_is_given_back_when_it_fails(monkeypatch):
    seen = []

    async def slow(_scope, _receive, _send):
        seen.append(len(guard._arriving))
        raise ConnectionResetError

    guard = GuardedUploads(slow)
    guard._arriving["s"] = 5
    assert asked(monkeypatch, guard=guard) == 429
    del guard._arriving["s"]
    with pytest.raises(ConnectionResetError):
        asked(monkeypatch, guard=guard)
    assert seen == [1]
    assert not guard._arriving


def test_an_upload_for_which_the_disk_has_no_room_is_refused_before_it_is_read(monkeypatch):
    free = SimpleNamespace(free=2 * 10)
    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _folder: free)
    assert asked(monkeypatch, length="10") == 204
    assert asked(monkeypatch, length="11") == 507
    free.free = 0
    assert asked(monkeypatch, length="10", method="DELETE") == 204
