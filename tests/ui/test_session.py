from __future__ import annotations

import gc
from pathlib import Path

from tests.ui.logs import study_of
from ui.session import Session


def finished() -> Session:
    session = Session()
    session.keep_upload("1", "log.csv", memoryview(b"case,activity,time\n"))
    session.finish(study_of(session.store))
    return session


def test_once_analysed_only_the_store_is_left_of_an_upload() -> None:
    session = finished()
    assert [path.name for path in session.folder.iterdir()] == [session.store.name]
    assert session.folder.stat().st_mode & 0o077 == 0
    assert session.study is not None
    assert session.study.whole.log.n_cases == 27


def test_another_choice_removes_the_upload_and_the_store() -> None:
    session = finished()
    session.choose_sample("any", Path("sample.csv"))
    assert list(session.folder.iterdir()) == []
    assert session.study is None
    session.keep_upload("2", "other.csv", memoryview(b"x"))
    assert [path.name for path in session.folder.iterdir()] == ["other.csv"]


def test_a_sample_or_a_store_that_is_not_the_sessions_own_is_never_removed(tmp_path: Path) -> None:
    sample = tmp_path / "sample.csv"
    sample.write_text("x")
    session = Session()
    session.choose_sample("any", sample)
    session.finish(study_of(tmp_path / "shared.throughline"))
    session.choose_sample("any", sample)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample.csv", "shared.throughline"]


def test_the_folder_goes_with_the_session() -> None:
    session = finished()
    folder = session.folder
    assert folder.is_dir()
    del session
    gc.collect()
    assert not folder.exists()


def test_a_folder_that_somebody_swept_away_is_made_anew() -> None:
    session = Session()
    session.folder.rmdir()
    session.keep_upload("1", "log.csv", memoryview(b"x"))
    assert session.source is not None
    assert session.source.read_bytes() == b"x"


def test_deleting_leaves_no_file_of_the_session_and_no_way_to_a_case() -> None:
    session = finished()
    session.delete()
    assert list(session.folder.iterdir()) == []
    assert session.study is None
    assert session.deletion == "The log is deleted."
    # The next log is as good as the first.
    session.keep_upload("2", "log.csv", memoryview(b"x"))
    session.finish(study_of(session.store))
    assert session.deletion == ""
    assert session.study is not None


def test_deleting_a_shared_store_deletes_that_and_nothing_beside_it(tmp_path: Path) -> None:
    store = tmp_path / "shared.throughline"
    (tmp_path / "other.throughline").write_text("stays")
    session = Session()
    session.finish(study_of(store), store)
    session.delete()
    assert [path.name for path in tmp_path.iterdir()] == ["other.throughline"]
    assert session.shared_store is None


def test_a_shared_store_is_no_more_the_sessions_once_another_log_is_chosen(tmp_path: Path) -> None:
    store = tmp_path / "shared.throughline"
    session = Session()
    session.finish(study_of(store), store)
    session.keep_upload("1", "log.csv", memoryview(b"x"))
    session.finish(study_of(session.store))
    session.delete()
    assert store.exists()
