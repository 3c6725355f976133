from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.errors import ReviewRefused
from mining.feedback.book import Book
from mining.feedback.files import read_records, records_json, reviews_csv
from mining.feedback.place import book_path, hand_over, log_id
from mining.feedback.queue import CHOSEN
from mining.feedback.recording import review, snapshot_of, undo
from mining.feedback.records import Choice, Lifting, Review, Undo, as_line, from_line, standing
from mining.privacy.deletion import delete_store
from mining.ranking.verdicts import Verdict
from tests.feedback.making import analysed, judged, snapshot
from tests.ui.logs import study_of

ROOT = Path(__file__).parents[2]


@given(st.lists(st.integers(0, 12) | st.none(), max_size=14))
def test_any_sequence_of_recording_and_undoing_is_replayed_and_nothing_is_lost(doing):
    """None records; a number takes back that earlier record, whatever it is, if there is one."""
    records = []
    holds: list[bool] = []  # told step by step, the other way round from `standing`
    for target in doing:
        if target is None or target >= len(records):
            records.append(judged("A"))
            holds.append(True)
            continue
        records.append(Undo(reviewer="R", undoes=records[target].id))
        holds.append(True)

    def held(place: int) -> bool:
        return not any(
            isinstance(one, Undo) and one.undoes == records[place].id and held(later)
            for later, one in enumerate(records)
            if later > place
        )

    expected = [one for n, one in enumerate(records) if not isinstance(one, Undo) and held(n)]
    assert list(standing(records)) == expected
    assert [from_line(as_line(one)) for one in records] == records
    assert read_records(records_json(records).encode()).records == tuple(records)


def test_a_book_keeps_all_in_order_in_a_private_file_that_refuses_to_change(tmp_path):
    import sqlite3

    book = Book(tmp_path / "folder" / "log.reviews")
    assert book.records() == ()
    one, other = judged("A"), judged("B")
    assert book.append(one, other) == 2
    assert book.append(other, back := undo(book.records(), one.id, "R")) == 1
    assert book.records() == (one, other, back)
    assert book.path.stat().st_mode & 0o077 == 0
    con = sqlite3.connect(book.path)
    for statement in ("DELETE FROM record", "UPDATE record SET line = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            con.execute(statement)
    con.close()


def test_two_programs_write_at_once_and_no_record_is_lost(tmp_path):
    program = (
        "import sys; from pathlib import Path; from mining.feedback.book import Book;"
        "from mining.feedback.records import Undo;"
        "book = Book(Path(sys.argv[1]));"
        "[book.append(Undo(reviewer=sys.argv[2], undoes='0' * 16)) for _ in range(20)]"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "log.reviews")]
    both = [subprocess.Popen([*command, name], cwd=ROOT) for name in "ab"]
    assert [one.wait(120) for one in both] == [0, 0]
    found = Book(tmp_path / "log.reviews").records()
    assert sorted(one.reviewer for one in found) == ["a"] * 20 + ["b"] * 20


def test_a_file_that_is_no_book_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "log.reviews").write_text("not a database, but long enough to be looked at " * 40)
    with pytest.raises(ReviewRefused, match="cannot be read or written"):
        Book(tmp_path / "log.reviews").records()


@pytest.mark.parametrize(
    ("reviewer", "reasons", "note", "refusal"),
    [
        (" ", ["often"], "", "Say who reviews"),
        ("R" * 81, ["often"], "", "Say who reviews"),
        ("R", [], "", "at least one reason"),
        ("R", ["because"], "", "at least one reason"),
        ("R", ["often"], "x" * 301, "shorten it to 300"),
        ("R", ["other"], " ", "what the other reason is"),
    ],
)
def test_what_cannot_be_recorded_is_refused(reviewer, reasons, note, refusal):
    with pytest.raises(ReviewRefused, match=refusal):
        review(snapshot("A"), reviewer, Verdict.ASSIST, (reasons, note), CHOSEN)


def test_personal_data_in_a_note_are_masked():
    found = review(snapshot("A"), "R", Verdict.ASSIST, (["often"], "ask jo@council.example"), CHOSEN)
    assert found.note == "ask [e-mail address]"


def test_only_who_recorded_something_takes_it_back():
    one = judged("A", reviewer="R")
    with pytest.raises(ReviewRefused, match="Only the person"):
        undo([one], one.id, "S")
    with pytest.raises(ReviewRefused, match="may have been taken back already"):
        undo([one, undo([one], one.id, "R")], one.id, "R")


def test_a_snapshot_holds_the_criteria_that_the_score_was_made_from(model):
    analysis = analysed()
    item = analysis.ranking.opportunities[0]
    found = snapshot_of(analysis, item, model, "log")
    log_odds = sum(w * (c.rank - 0.5) for w, c in zip(model.weights, found.criteria, strict=True))
    told = sum(reason.contribution for reason in (*item.reasons_for, *item.reasons_against))
    assert log_odds == pytest.approx(told, abs=1e-7)
    assert (found.activity, found.rank, found.verdict) == (item.activity, 1, item.verdict)


def test_files_are_harmless_and_what_only_an_administrator_may_say_stays_out():
    one = judged("=cmd()", reviewer="@R")
    power = (
        Lifting(reviewer="X", activity="A", question="law", reason="r"),
        Choice(reviewer="X", model="", because=""),
    )
    text = reviews_csv([one, undo([one], one.id, "@R")])
    assert "'=cmd()" in text and "'@R" in text and "taken back" in text
    found = read_records(records_json([one, *power]).encode(), "Leeds")
    assert found.n_left_out == 2
    (taken,) = found.records
    assert isinstance(taken, Review) and taken.organisation == "Leeds"


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"\xff", b'{"format":1,"records":[{"kind":"review"}]}', b'{"format":2,"records":[]}'],
)
def test_a_file_that_holds_no_reviews_is_refused(content):
    with pytest.raises(ReviewRefused, match="holds no reviews"):
        read_records(content)


def test_reviews_go_with_their_store_and_stay_when_it_is_made_anew(tmp_path, keys):
    from mining.eventlog import EventLog
    from tests.event_logs import raw_table
    from tests.ui.logs import COLUMNS, MAPPING, rows

    store = tmp_path / "log.throughline"
    first = EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, store=store)
    first.close()
    Book(book_path(log_id(first.privacy.key_id, store))).append(judged("A"))
    second = EventLog.from_table(raw_table(rows(), COLUMNS), MAPPING, store=store)
    second.close()
    path = book_path(log_id(second.privacy.key_id, store))
    assert len(Book(path).records()) == 1
    assert path.parent == keys
    delete_store(store)
    assert not path.exists()


def test_a_store_without_a_key_has_its_reviews_by_its_place(tmp_path, keys):
    study_of(tmp_path / "log.throughline").whole.log.close()
    named = log_id("", tmp_path / "log.throughline")
    Book(book_path(named)).append(judged("A"))
    hand_over(named, named)
    delete_store(tmp_path / "log.throughline")
    assert not book_path(named).exists()
