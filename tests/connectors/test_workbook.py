"""Workbooks: sheets, cells, dates and what stands beside the table."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from connectors import ReadOptions
from connectors.workbook import read
from mining.errors import NotReadable, QuestionForUser
from mining.quality import Effect


@pytest.fixture
def book(tmp_path):
    """Return a function that saves sheets of rows and gives the path."""

    def _book(sheets: dict[str, list[list[object]]], change=lambda book: None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        change(book)
        path = tmp_path / "log.xlsx"
        book.save(path)
        return path

    return _book


def _read(path, **options):
    return read(path, path.name, ReadOptions(**options))


def test_cells_become_the_text_a_person_sees(book, rows):
    values = [
        "00123",
        123,
        123.0,
        1.5,
        1234567890123456,
        True,
        datetime.fromisoformat("2025-03-30T01:02:03"),
        date(2025, 3, 30),
    ]
    values += [time(9, 30), timedelta(hours=30), None]
    path = book({"log": [[f"c{i}" for i in range(len(values))], values]})
    expected = ["00123", "123", "123", "1.5", "1234567890123456", "TRUE", "2025-03-30T01:02:03"]
    expected += ["2025-03-30T00:00:00", "09:30:00", "1 day, 6:00:00", ""]
    assert rows(_read(path)) == [(*expected, 2)]


def test_a_format_of_zeros_keeps_the_zeros_a_person_sees(book, rows):
    def padded(workbook):
        workbook["log"]["A2"].number_format = "000000"

    assert rows(_read(book({"log": [["id", "x"], [123, 1]]}, padded))) == [("000123", "1", 2)]


def test_rounding_of_day_numbers_costs_no_second(book, rows):
    # 45691.884027778 is 3 February 2025, 21:13:00 with nine decimals, as Excel writes it.
    def as_date(workbook):
        workbook["log"]["B2"].number_format = "dd/mm/yyyy hh:mm:ss"

    path = book({"log": [["id", "time"], ["1", 45691.884027778]]}, as_date)
    assert rows(_read(path)) == [("1", "2025-02-03T21:13:00", 2)]


def test_errors_are_taken_as_empty_and_told(book, rows, issue):
    raw = _read(book({"log": [["id", "activity"], ["1", "#REF!"], ["2", "b"]]}))
    assert rows(raw) == [("1", "", 2), ("2", "b", 3)]
    assert issue(raw, "formula_error") == (1, (2,))
    (found,) = raw.issues
    assert (found.effect, found.column, found.examples) == (Effect.CHANGED, "activity", ("#REF!",))


def test_a_date_out_of_range_is_an_error_cell(book, rows, issue):
    def as_date(workbook):
        workbook["log"]["B2"].number_format = "dd/mm/yyyy"

    raw = _read(book({"log": [["id", "time"], ["1", 1e9]]}, as_date))
    assert rows(raw) == [("1", "", 2)]
    assert issue(raw, "formula_error") == (1, (2,))


def test_rows_are_numbered_as_in_the_sheet(book, rows, issue):
    sheet = [["Report"], [], ["id", "activity"], ["1", "a"], [], ["id", "activity"], ["2", "b", None, "note"]]
    raw = _read(book({"log": sheet}))
    assert raw.place == "row"
    assert rows(raw) == [("1", "a", 4), ("2", "b", 7)]
    assert issue(raw, "blank_lines") == (1, (5,))
    assert issue(raw, "header_repeated") == (1, (6,))
    assert issue(raw, "cells_outside_table") == (1, (7,))
    assert issue(raw, "lines_before_header") == (2, ())


def test_a_table_may_begin_in_another_column(book, rows):
    assert rows(_read(book({"log": [[None, "id", "x"], [None, "1", "a"]]}))) == [("1", "a", 2)]


def test_two_sheets_with_data_are_asked_about(book, rows, issue):
    table = [["id", "x"], ["1", "a"]]
    path = book({"Jan": table, "Feb": [["id", "x"], ["2", "b"]], "Notes": [["only a note"]]})
    with pytest.raises(QuestionForUser, match='"Jan", "Feb"') as asked:
        _read(path)
    assert asked.value.about == ("sheet",)
    raw = _read(path, sheet="Feb")
    assert rows(raw) == [("2", "b", 2)]
    assert issue(raw, "other_sheets") == (1, ())
    with pytest.raises(QuestionForUser):
        _read(path, sheet="March")


def test_a_sheet_of_notes_or_a_hidden_one_is_not_asked_about(book, rows):
    def hide(workbook):
        workbook["Lookup"].sheet_state = "hidden"

    table = [["id", "x"], ["1", "a"]]
    path = book({"Notes": [["only a note"]], "Log": table, "Lookup": [["code", "text"], ["2", "b"]]}, hide)
    assert rows(_read(path)) == [("1", "a", 2)]


@pytest.mark.parametrize("sheet", [[], [["only"], ["one"]], [["id", "x"]]])
def test_no_table_is_refused(book, sheet):
    with pytest.raises(NotReadable, match=r"no data rows|no table"):
        _read(book({"log": sheet}))


def test_a_stray_cell_in_the_last_corner_makes_no_giant_grid(book, rows, issue):
    def stray(workbook):
        workbook["log"]["XFD200000"] = "x"

    raw = _read(book({"log": [["id", "x"], ["1", "a"]]}, stray))
    assert rows(raw) == [("1", "a", 2)]
    assert issue(raw, "blank_lines")[0] == 199_998
    assert issue(raw, "cells_outside_table") == (1, (200_000,))


def test_a_sheet_that_swells_beyond_belief_is_stopped(book):
    path = book({"log": [["id", "x"], ["1", "a"]]})
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"\0" * 120_000_000)
    path.write_bytes(packed.getvalue())
    with pytest.raises(NotReadable, match="far more data"):
        _read(path)


def test_another_office_document_is_no_workbook(tmp_path):
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(NotReadable, match="no Excel workbook"):
        _read(path)
