from __future__ import annotations

import pytest

from mining.errors import KeyGone
from mining.privacy import keys
from mining.privacy.keys import destroy_key, find_key, has_key, keep_key, key_folder, new_key


def test_a_key_is_256_random_bits_that_only_the_user_may_read(tmp_path, monkeypatch):
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path / "deep" / "keys"))
    key = new_key()
    assert len(key.secret) == 32
    assert new_key() != key
    keep_key(key)
    (file,) = key_folder().iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert key_folder().stat().st_mode & 0o777 == 0o700
    assert find_key(key.id, "a log") == key


def test_a_key_is_not_printed(tmp_path):
    key = new_key()
    assert repr(key.secret)[2:-1] not in repr(key)
    assert key.secret.hex() not in repr(key)


def test_the_folder_is_the_users_own_unless_it_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv(keys.FOLDER_VARIABLE)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert key_folder() == tmp_path / "throughline" / "keys"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert key_folder() == tmp_path / "local" / "throughline" / "keys"


def test_a_key_that_is_gone_says_so_and_where_it_should_be(tmp_path, monkeypatch):
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path))
    key = new_key()
    keep_key(key)
    assert destroy_key(key.id)
    assert list(tmp_path.iterdir()) == []
    assert not has_key(key.id)
    assert not destroy_key(key.id)
    with pytest.raises(KeyGone, match=f"bins.throughline is not in .*Put it back there as {key.id}.key"):
        find_key(key.id, "bins.throughline")
    with pytest.raises(KeyGone, match="was not kept"):
        find_key("", "bins.throughline")


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(KeyGone, match="cannot be kept in"):
        keep_key(new_key())


@pytest.mark.parametrize("forged", ["../../outside", "/etc/passwd", "..", "a/../b"])
def test_an_id_out_of_a_forged_store_names_no_other_file(forged, tmp_path, monkeypatch):
    folder = tmp_path / "one" / "keys"
    folder.mkdir(parents=True)
    monkeypatch.setenv(keys.FOLDER_VARIABLE, str(folder))
    for name in ("outside.key", "outside", "b.key"):
        (tmp_path / name).write_text("00" * 32)
    assert not has_key(forged)
    assert not destroy_key(forged)
    assert len(list(tmp_path.iterdir())) == 4
