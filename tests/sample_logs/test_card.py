"""Every number on a data card is counted again from the file beside it."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from sample_logs import Sample, samples
from sample_logs.planted import PLANTED

EVERY_SAMPLE = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.key)


def sections(sample: Sample) -> dict[str, str]:
    """Text of a card by heading."""
    text = sample.path.with_suffix(".md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def table(text: str) -> list[list[str]]:
    """Cells of the only table in a text, without its header."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@EVERY_SAMPLE
def test_counts(sample: Sample, raw: dict[str, pd.DataFrame]) -> None:
    counts, frame, mapping = dict(table(sections(sample)["Counts"])), raw[sample.key], sample.mapping
    n_open = int(counts.pop("Open cases"))
    assert {name: int(number) for name, number in counts.items()} == {
        "Rows": len(frame),
        "Cases": frame[mapping.case].nunique(),
        "Activities": frame[mapping.activity].nunique(),
        "People and accounts": frame[mapping.resource].nunique(),
        "Channels": frame[mapping.channel].nunique(),
        "Systems": frame[mapping.system].nunique(),
    }
    assert 0 < n_open < 0.05 * frame[mapping.case].nunique()


@EVERY_SAMPLE
def test_activities(sample: Sample, raw: dict[str, pd.DataFrame]) -> None:
    frame, mapping = raw[sample.key], sample.mapping
    counted = frame.groupby(mapping.activity).agg(
        rows=(mapping.case, "size"), cases=(mapping.case, "nunique"), system=(mapping.system, "unique")
    )
    lines = table(sections(sample)["Activities"])
    assert len(lines) == len(counted)
    for activity, rows, cases, system in lines:
        assert (int(rows), int(cases)) == (counted.rows[activity], counted.cases[activity])
        assert list(counted.system[activity]) == [system]


@EVERY_SAMPLE
def test_columns_are_those_of_the_file(sample: Sample, raw: dict[str, pd.DataFrame]) -> None:
    assert [line[0] for line in table(sections(sample)["Columns"])] == list(raw[sample.key].columns)


@EVERY_SAMPLE
def test_the_card_says_what_is_planted_and_what_must_be_said(sample: Sample) -> None:
    planted, card = PLANTED[sample.key], sections(sample)
    lines = dict(table(card["What is planted"]))
    assert lines["Re-keying"] == ("; ".join(" → ".join(pair) for pair in planted.re_keying) or "none")
    assert lines["Worth automating"].split("; ") == list(planted.worth_automating)
    assert lines["Must stay with people"].split("; ") == list(planted.keep_with_people)
    assert lines["Times that cannot be read"] == str(planted.unreadable_times)
    for sentence in planted.must_say:
        assert f"- {sentence}\n" in card["What a right analysis must say"]


@EVERY_SAMPLE
def test_origin_names_seed_command_and_licence(sample: Sample) -> None:
    origin = dict(table(sections(sample)[sample.title]))
    assert origin["Origin"].startswith("synthetic")
    assert origin["Made by"] == f"`python -m sample_logs.generate --seed {origin['Seed']}`"
    assert origin["Licence"] == "CC0 1.0"
