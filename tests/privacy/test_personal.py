from __future__ import annotations

import pyarrow as pa
import pytest

from mining.engine import open_engine
from mining.privacy.personal import KINDS, counted, is_nhs_number, masked

FOUND = {
    "jane.o'neil@example.org": "e-mail addresses",
    "QQ 12 34 56 C": "National Insurance numbers",
    "qq123456c": "National Insurance numbers",
    "07700 900123": "phone numbers",
    "(0161) 496-0000": "phone numbers",
    "+44 7700 900123": "phone numbers",
    "0044 20 7946 0000": "phone numbers",
    "943 476 5919": "NHS numbers",
    "9434765919": "NHS numbers",
    "UPRN 100021064590": "UPRNs",
    "uprn: 1": "UPRNs",
    "SW1A 1AA": "postcodes",
    "m11ae": "postcodes",
}
NOT_FOUND = (
    "BIN-2025-00017",
    "943 476 5918",
    "2025-03-04 10:00",
    "Form CT12",
    "£1,200.00",
    "12345",
    "A12/2025/0007",
)


@pytest.mark.parametrize(("value", "kind"), FOUND.items())
def test_the_usual_ways_of_writing_are_found_and_masked(value, kind):
    engine = open_engine()
    table = engine.create_table("t", pa.table({"v": [value, None]}))
    assert counted(engine, table.v) == {kind: 1}
    (mask,) = [one.mask for one in KINDS if one.plural == kind]
    assert masked(f"Ring {value} today") == f"Ring {mask} today"
    engine.disconnect()


@pytest.mark.parametrize("value", NOT_FOUND)
def test_other_numbers_are_left_alone(value):
    engine = open_engine()
    table = engine.create_table("t", pa.table({"v": [value]}))
    assert counted(engine, table.v) == {}
    assert masked(value) == value
    engine.disconnect()


def test_references_of_ten_digits_are_no_nhs_numbers_though_some_pass_the_check():
    references = [str(4_000_000_000 + n) for n in range(100)]
    assert 5 <= sum(map(is_nhs_number, references)) <= 12
    engine = open_engine()
    table = engine.create_table("t", pa.table({"v": references}))
    assert "NHS numbers" not in counted(engine, table.v)
    right = [text for text in references if is_nhs_number(text)]
    mostly = engine.create_table("u", pa.table({"v": [*right, references[0]]}))
    assert counted(engine, mostly.v)["NHS numbers"] == len({*right} | ({references[0]} & {*right}))
    engine.disconnect()
