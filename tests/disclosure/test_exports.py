"""What the command line writes and prints of a log with a rare step: the step is in none of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from tests.event_logs import at

APP = build(SOURCES)
RARE = "Zebra crossing"
# Trace, number of cases: three cases have the rare step, two go from Pay to Check, which nobody else does.
GROUPS = (
    (("Ask", "Check", "Pay"), 61),
    (("Ask", "Check", "Check", "Pay"), 17),
    (("Ask", RARE, "Pay"), 3),
    (("Ask", "Pay", "Check"), 2),
)
COUNTS = {"n", "n_cases", "n_events", "n_instances", "n_starting", "n_ending", "n_occurrences", "n_groups"}


def write_log(path: Path) -> Path:
    rows = [
        (f"case {group}-{number}", activity, at(24 * number + place))
        for group, (trace, n) in enumerate(GROUPS)
        for number in range(n)
        for place, activity in enumerate(trace)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("case", "activity", "time"), *rows])
    return path


def run(log: Path, out: Path, *more: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, ["analyse", str(log), "--out", str(out), *more])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    return write_log(tmp_path_factory.mktemp("rare") / "log.csv")


@pytest.fixture(scope="module")
def written(log) -> tuple[Path, str]:
    out = log.parent / "out"
    code, stdout, stderr = run(log, out)
    assert code == 0, stderr
    return out, stdout


def test_a_rare_step_and_a_rare_flow_are_in_no_file_and_not_on_the_terminal(written):
    out, stdout = written
    files = {path.name: path.read_text("utf8") for path in out.iterdir()}
    assert len(files) == 7
    assert [name for name, text in files.items() if "Zebra" in text] == []
    assert "Zebra" not in stdout
    flows = json.loads(files["analysis.json"])["analysis"]["graph"]["flows"]
    assert ("Pay", "Check") not in {(flow["source"], flow["target"]) for flow in flows}
    assert "Pay to Check" not in files["process.svg"]


def test_every_count_in_the_json_is_a_multiple_of_five(written):
    analysis = json.loads((written[0] / "analysis.json").read_text("utf8"))["analysis"]
    del analysis["quality"]
    found = []

    def walk(value, key=""):
        if isinstance(value, dict):
            for name, item in value.items():
                walk(item, name)
        elif isinstance(value, list):
            for item in value:
                walk(item, key)
        elif key in COUNTS and value is not None:
            found.append(value)

    walk(analysis)
    assert len(found) > 20
    assert [n for n in found if n % 5] == []


def test_every_count_of_the_table_of_waits_is_a_multiple_of_five_and_few_have_no_times(written):
    rows = list(csv.DictReader((written[0] / "waits.csv").read_text("utf8").splitlines()))
    assert [n for row in rows for n in (int(row["times"]), int(row["cases"])) if n % 5] == []
    told = {(row["from"], row["to"]): row for row in rows}
    # 78 cases go from Ask to Check; 17 from Check to Check, which is enough for a median only.
    assert told["Ask", "Check"]["median_elapsed_hours"] == told["Ask", "Check"]["p90_elapsed_hours"] == "1.0"
    assert told["Check", "Check"]["median_elapsed_hours"] == "1.0"
    again = told["Check", "Check"]
    assert again["p90_elapsed_hours"] == again["p90_working_hours"] == ""
    assert again["median_working_hours"]


def test_it_is_said_what_is_hidden_and_why(written):
    out, stdout = written
    sentence = "Hidden, because fewer than 5 cases could point at a person: 1 step and 4 paths"
    assert sentence in " ".join(stdout.split())
    assert sentence in (out / "report.html").read_text("utf8")


@pytest.mark.parametrize(
    ("option", "refusal"),
    [
        ("--with-step", "Fewer than 5 cases pass"),
        ("--without-step", "The filters leave out fewer than 5 cases."),
    ],
)
def test_filters_that_part_off_a_few_are_refused(log, option, refusal):
    out = log.parent / option
    code, _, stderr = run(log, out, option, RARE)
    assert code == 2
    assert refusal in stderr
    assert not out.exists()


def test_small_counts_are_told_on_the_command_line_with_a_reason_only(log):
    out = log.parent / "all"
    code, _, stderr = run(log, out, "--hide-below", "1")
    assert code == 2
    assert "say why with --because" in stderr
    code, stdout, stderr = run(log, out, "--hide-below", "1", "--because", "checked by the data officer")
    assert code == 0, stderr
    report = (out / "report.html").read_text("utf8")
    assert "Zebra" in report
    assert "because: checked by the data officer" in report
    assert "83 cases" in stdout
