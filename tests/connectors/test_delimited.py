"""Delimited text: what is read, what is refused, and on which line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors import ReadOptions, open_source
from connectors.delimited import read
from mining.errors import NotReadable
from mining.quality import Effect


def _read(path, **options):
    return read(path, path.name, ReadOptions(**options))


def test_every_value_stays_the_text_it_was(write, rows):
    raw = _read(write('id,activity\n00123,NULL\n1E5,NA\n"  9",""\n'))
    assert rows(raw) == [("00123", "NULL", 2), ("1E5", "NA", 3), ("  9", "", 4)]
    assert raw.issues == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x1f"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_and_line_ends_are_found(write, rows, delimiter, end):
    text = end.join(delimiter.join(row) for row in [("id", "name", "x"), ("1", "a b", "p"), ("2", "c", "q")])
    assert rows(_read(write(text))) == [("1", "a b", "p", 2), ("2", "c", "q", 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_need_no_guess(write, rows, encoding):
    raw = _read(write("Réf,Activity\n1,Pay £5 – “now”\n", encoding=encoding))
    assert raw.columns == ("Réf", "Activity")
    assert rows(raw) == [("1", "Pay £5 – “now”", 2)]
    assert raw.issues == []


def test_windows_1252_is_guessed_and_told(write, rows, issue):
    raw = _read(write("id,activity\n1,Pay £5 – now\n", encoding="cp1252"))
    assert rows(raw) == [("1", "Pay £5 – now", 2)]
    assert issue(raw, "encoding_guessed") == (1, ())


def test_a_named_encoding_is_not_guessed(write, rows):
    raw = _read(write("id,name\n1,Łódź\n", encoding="cp1250"), encoding="cp1250")
    assert rows(raw) == [("1", "Łódź", 2)]
    assert raw.issues == []


def test_broken_bytes_in_utf8_refuse_their_row_only(write, rows, issue):
    raw = _read(write("id,name\n1,é\n2,".encode() + b"\xa3" + "\n3,ü\n".encode()))
    assert rows(raw) == [("1", "é", 2), ("3", "ü", 4)]
    assert issue(raw, "encoding_broken") == (1, (3,))


def test_lines_are_physical_lines(write, rows, issue):
    # Line 1 header, 2-4 a record of three lines, 5 blank, 6-7 a refused record of two, 8 good.
    raw = _read(write('id,note\n1,"a\nb\r\nc"\n\n2,"x\ny",z\n3,end\n'))
    assert rows(raw) == [("1", "a\nb\r\nc", 2), ("3", "end", 8)]
    assert issue(raw, "fields_extra") == (1, (6,))
    assert issue(raw, "blank_lines") == (1, (5,))


def test_refused_rows_are_told_by_line(write, rows, issue):
    text = "id,activity,note\n1,a,b\n2,c\n3,a,b,c\nid,activity,note\n4,x\0y,b\n,,\n5,a,b\nTotal: 5\n"
    raw = _read(write(text))
    assert rows(raw) == [("1", "a", "b", 2), ("5", "a", "b", 8)]
    assert issue(raw, "fields_missing") == (2, (3, 9))
    assert issue(raw, "fields_extra") == (1, (4,))
    assert issue(raw, "header_repeated") == (1, (5,))
    assert issue(raw, "nul_byte") == (1, (6,))
    assert issue(raw, "row_blank") == (1, (7,))


def test_a_comma_at_the_end_of_every_row_shifts_nothing(write, rows, issue):
    raw = _read(write("id,activity\n1,a,\n2,b,\n3,c,d\n4,e,\n"))
    assert rows(raw) == [("1", "a", "", 2), ("2", "b", "", 3), ("4", "e", "", 5)]
    assert issue(raw, "fields_extra") == (1, (4,))


def test_names_are_made_usable_and_it_is_told(write, rows):
    raw = _read(write(" Case ID ,Note,Note,Activity\u00a0,\n1,2,3,4,5\n"))
    assert raw.columns == ("Case ID", "Note", "Note (2)", "Activity", "Column 5")
    assert {issue.code for issue in raw.issues} == {"header_padded", "header_duplicate", "header_unnamed"}
    assert all(issue.effect is Effect.NOTED for issue in raw.issues)


def test_titles_above_the_header_are_skipped(write, rows, issue):
    raw = _read(write("Report of March\n\nid,activity,time\n1,a,b\n"))
    assert rows(raw) == [("1", "a", "b", 4)]
    assert issue(raw, "lines_before_header") == (2, ())


def test_text_encoded_twice_is_doubted(write, rows, issue):
    raw = _read(write("id,activity\n1,Pay £5\n2,Pay Â£5\n3,a â€“ b\n"))
    assert len(rows(raw)) == 3
    assert issue(raw, "mojibake") == (2, (3, 4))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('1,a\n2,"b\n3,c\n4,d\n', 3),
        ('1,a\n2,"b\n3,"c"\n4,d\n', 3),
        ('1,"a\n2,b\n3,"c\n4,d\n', 2),
        ('1,"a ""x"""\n2,5" pipe\n3,b\n4,"\n', 5),
    ],
)
def test_a_quote_left_open_is_named_by_its_line(write, rows, body, line):
    with pytest.raises(NotReadable, match=rf"quote on line {line}\b"):
        rows(_read(write("id,activity\n" + body)))


def test_a_sound_value_that_looks_like_rows_is_only_doubted(write, rows, issue):
    raw = _read(write('id,activity,x\n1,"a,b\n2,c",d\n'))
    assert rows(raw) == [("1", "a,b\n2,c", "d", 2)]
    assert issue(raw, "value_spans_rows") == (1, (2,))


def test_a_row_without_end_is_taken_for_an_open_quote(write, rows):
    path = write(b'id,activity\n1,"' + b"x\n" * 9_000_000)
    with pytest.raises(NotReadable, match="quote on line 2"):
        rows(_read(path))


def test_a_long_field_is_read(write, rows):
    ((_, text, line),) = rows(_read(write('id,activity\n1,"' + "x\n" * 5_000_000 + '"\n')))
    assert (len(text), line) == (10_000_000, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,activity\n", "no data rows"),
        ("id,activity\n\n\n", "no data rows"),
        ("one column\nof prose\nand no table\n", "only one column"),
        ("Dear all, hello.\nThis is, as I said, a letter, or so.\nBye\n", "not a table|column"),
        ("id,activity\n1,2,3\n1,2,3\n", "2 column names but 3 fields"),
    ],
)
def test_what_is_no_table_is_refused_in_words(write, content, said):
    with pytest.raises(NotReadable, match=said):
        _read(write(content))


def test_backslashes_may_escape_quotes(write, rows):
    raw = _read(write('id,activity\n1,"say \\"yes\\", please"\n2,"b"\n3,"c, \\"d\\""\n'))
    assert [row[1] for row in rows(raw)] == ['say "yes", please', "b", 'c, "d"']


def test_a_sample_stops_early(write, rows):
    path = write("id,activity\n" + "1,a\n" * 50_000)
    assert len(rows(_read(path, sample_rows=7))) == 7


def test_the_content_decides_not_the_name(write):
    with pytest.raises(NotReadable, match="web page"):
        open_source(write("<!DOCTYPE html><html><body>Sign in</body></html>"))


_values = st.text(alphabet='ab1 ,;"\n£é\t', max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    table=st.lists(st.tuples(_values, _values), min_size=1, max_size=12),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_agrees_with_the_csv_module(tmp_path_factory, table, end, encoding):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(("id", "first", "second"))
    expected = []
    for number, (first, second) in enumerate(table):
        line = text.getvalue().count("\n") + 1
        writer.writerow((f"id{number}", first, second))
        expected.append((f"id{number}", first, second, line))
    path = tmp_path_factory.mktemp("csv") / "log.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    raw = read(path, path.name, ReadOptions(delimiter=","))
    got = [tuple(row.values()) for batch in raw.batches for row in batch.to_pylist()]
    assert got == expected


def test_a_row_longer_than_usual_late_in_a_file_costs_no_row_before_it(write, rows):
    lines = [f"{n},{'a' * 90}" for n in range(60_000)]
    lines[55_000] = "55000," + "b" * 5_000_000
    found = rows(_read(write("\n".join(["id,activity", *lines, "60000,c,too many"]) + "\n")))
    assert [(row[0], len(row[1]), row[2]) for row in found] == [
        (str(n), 5_000_000 if n == 55_000 else 90, n + 2) for n in range(60_000)
    ]
