"""Gzip and zip: as streams, bounded, never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from connectors import compression, open_source
from connectors.base import ReadOptions
from connectors.compression import open_bytes, open_seekable
from mining.errors import NotReadable, QuestionForUser

CSV = b"id,activity\n1,a\n2,b\n"


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _all(path, **options) -> bytes:
    with open_bytes(path, ReadOptions(**options)) as stream:
        return b"".join(iter(lambda: stream.read(7), b""))


def test_gzip_of_several_members_is_read_to_its_end(write):
    path = write(gzip.compress(CSV[:9]) + gzip.compress(CSV[9:]), "log.csv.gz")
    assert _all(path) == CSV
    with open_bytes(path, ReadOptions()) as stream:
        assert stream.name == "log.csv"


@pytest.mark.parametrize("cut", [5, 15, -1, -8])
def test_cut_gzip_is_refused(write, cut):
    with pytest.raises(NotReadable, match="damaged or was cut short"):
        _all(write(gzip.compress(CSV * 50)[:cut], "log.csv.gz"))


def test_junk_and_notes_beside_one_data_file_do_not_matter(write):
    members = {
        "log.csv": CSV,
        "readme.txt": b"hi",
        "__MACOSX/._log.csv": b"\0",
        "folder/": b"",
        ".DS_Store": b"x",
    }
    assert _all(write(_zip(members), "log.zip")) == CSV


def test_several_data_files_are_asked_about(write):
    path = write(_zip({"a.csv": CSV, "b/c.csv": b"x,y\n1,2\n"}), "log.zip")
    with pytest.raises(QuestionForUser, match=r'"a\.csv", "b/c\.csv"') as asked:
        _all(path)
    assert asked.value.about == ("file",)
    assert _all(path, member="b/c.csv") == b"x,y\n1,2\n"
    with pytest.raises(QuestionForUser):
        _all(path, member="none.csv")


def test_a_gzip_file_inside_a_zip_is_read(write):
    assert _all(write(_zip({"log.csv.gz": gzip.compress(CSV)}), "log.zip")) == CSV


@pytest.mark.parametrize(
    "name", ["../log.csv", "/etc/log.csv", "C:\\log.csv", "a\\..\\log.csv", "a/../../log.csv"]
)
def test_unsafe_member_names_are_refused(write, name):
    with pytest.raises(NotReadable, match="unsafe path"):
        _all(write(_zip({name: CSV}), "log.zip"))


def test_too_many_members_are_refused(write):
    with pytest.raises(NotReadable, match="101 files"):
        _all(write(_zip({f"{i}.csv": CSV for i in range(101)}), "log.zip"))


def test_a_damaged_archive_is_refused(write):
    whole = _zip({"log.csv": bytes(range(256)) * 20})
    with pytest.raises(NotReadable, match="damaged"):
        _all(write(whole[:-30], "log.zip"))
    spoilt = bytearray(whole)
    spoilt[60] ^= 255
    with pytest.raises(NotReadable, match="damaged"):
        _all(write(bytes(spoilt), "log.zip"))


def test_an_empty_archive_is_refused(write):
    with pytest.raises(NotReadable, match="empty zip"):
        _all(write(_zip({}), "log.zip"))


def test_a_locked_archive_is_refused(write):
    locked = bytearray(_zip({"log.csv": CSV}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(magic) + offset] |= 1
    with pytest.raises(NotReadable, match="password"):
        _all(write(bytes(locked), "log.zip"))


def test_what_swells_beyond_belief_is_stopped(write):
    path = write(gzip.compress(b"a,b\n" * 30_000_000, 9), "log.csv.gz")
    with pytest.raises(NotReadable, match="far more data"), open_bytes(path, ReadOptions()) as stream:
        while stream.read(1 << 20):
            pass


def test_only_so_much_is_held_in_memory(write, monkeypatch):
    monkeypatch.setattr(compression, "MAX_IN_MEMORY", 10)
    with pytest.raises(NotReadable, match="too large"):
        open_seekable(write(gzip.compress(CSV), "log.parquet.gz"), ReadOptions())


def test_a_plain_file_is_opened_as_it_is(write):
    with open_seekable(write(CSV), ReadOptions()) as file:
        file.seek(12)
        assert file.read(3) == b"1,a"


def test_a_zip_of_another_program_is_no_log(write):
    with pytest.raises(NotReadable, match="zip package of some other program"):
        open_source(write(_zip({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "log.ods"))
