from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from mining.__main__ import SOURCES
from mining.cli import build
from sample_logs import samples

APP = build(SOURCES)
SAMPLES = {sample.key: sample for sample in samples()}


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(APP, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def one_sentence(code: int, stderr: str, out: Path) -> str:
    """The refusal: code 2, one line, no traceback, nothing written."""
    assert code == 2
    assert not out.exists()
    assert list(out.parent.glob(".throughline-*")) == []
    assert "Traceback" not in stderr
    lines = [line for line in stderr.splitlines() if line and not line.startswith("  ")]
    assert len(lines) == 1
    return lines[0]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("cli") / "bins"
    code, stdout, stderr = run("analyse", SAMPLES["missed_bins"].path, "--out", out)
    assert code == 0, stderr
    assert "1000 cases, 10305 events, 14 activities, 131 variants" in stdout
    return out


def test_every_named_file_is_written(results):
    assert {path.name for path in results.iterdir()} == {
        "analysis.json", "opportunities.csv", "opportunity_cases.csv", "process.bpmn", "process.svg", "report.html",
    }  # fmt: skip


def test_json_holds_no_not_a_number_and_what_was_found(results):
    found = json.loads((results / "analysis.json").read_text("utf8"), parse_constant=pytest.fail)["analysis"]
    assert (found["n_cases"], found["n_events"]) == (1000, 10305)
    first = found["ranking"]["opportunities"][0]
    assert first["activity"] == "Enter report in CRM"
    assert first["verdict"] == "automate"
    assert {reason["criterion"] for reason in first["reasons_for"]} >= {"coverage"}


def test_small_counts_stay_out_of_every_file(results):
    found = json.loads((results / "analysis.json").read_text("utf8"))["analysis"]
    assert all(variant["n_cases"] >= 5 for variant in found["variants"])
    assert all(flow["n_cases"] >= 5 for flow in found["graph"]["flows"])


def test_the_cases_behind_each_ranked_step_are_all_there(results):
    with (results / "opportunity_cases.csv").open(encoding="utf-8", newline="") as file:
        behind = list(csv.DictReader(file))
    with (results / "opportunities.csv").open(encoding="utf-8", newline="") as file:
        ranked = [row for row in csv.DictReader(file) if row["list"] == "ranked"]
    for row in ranked:
        cases = {one["case"] for one in behind if one["activity"] == row["activity"]}
        assert len(cases) == int(row["cases"])


def test_bpmn_and_svg_are_well_formed(results):
    assert ET.parse(results / "process.bpmn").getroot().tag.endswith("definitions")
    assert ET.parse(results / "process.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_the_report_needs_nothing_else(results):
    page = (results / "report.html").read_text("utf8")
    assert "src=" not in page
    assert "<script" not in page
    assert "@import" not in page


def test_the_same_log_gives_the_same_files(results, tmp_path):
    run("analyse", SAMPLES["missed_bins"].path, "--out", tmp_path / "again")
    for path in results.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_a_file_that_is_no_log(tmp_path):
    page = tmp_path / "login.csv"
    page.write_text("<!DOCTYPE html><html><body>Sign in</body></html>")
    code, _, stderr = run("analyse", page, "--out", tmp_path / "out")
    assert "web page" in one_sentence(code, stderr, tmp_path / "out")


def test_an_empty_file(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    code, _, stderr = run("analyse", empty, "--out", tmp_path / "out")
    assert "empty" in one_sentence(code, stderr, tmp_path / "out")


def test_an_unmapped_column(tmp_path):
    code, _, stderr = run(
        "analyse", SAMPLES["missed_bins"].path, "--case", "Nowhere", "--out", tmp_path / "out"
    )
    refusal = one_sentence(code, stderr, tmp_path / "out")
    assert 'no column "Nowhere"' in refusal
    assert '"Case reference"' in refusal


def test_a_missing_file(tmp_path):
    code, _, stderr = run("analyse", tmp_path / "gone.csv", "--out", tmp_path / "out")
    assert "no file" in one_sentence(code, stderr, tmp_path / "out")


def test_dates_that_cannot_decide_are_asked_about_and_an_answer_is_taken(tmp_path):
    log = tmp_path / "log.csv"
    rows = [f"C{i // 3},Step {i % 3},0{i % 9 + 1}/05/2025 10:0{i % 3}" for i in range(90)]
    log.write_text("Case ID,Activity,Timestamp\n" + "\n".join(rows))
    code, _, stderr = run("analyse", log, "--out", tmp_path / "out")
    assert "date order" in one_sentence(code, stderr, tmp_path / "out")
    code, stdout, _ = run("analyse", log, "--date-order", "dmy", "--out", tmp_path / "out")
    assert code == 0
    assert "30 cases, 90 events" in stdout


@pytest.mark.public_logs
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("receipt.xes.gz", "1434 cases, 8577 events, 27 activities, 116 variants"),
        ("road_traffic_fines.xes.gz", "150370 cases, 561470 events, 11 activities, 231 variants"),
        ("bpic2012.xes.gz", "13087 cases, 262200 events, 24 activities"),
    ],
)
def test_published_counts(name, told, public_logs, tmp_path):
    code, stdout, stderr = run("analyse", public_logs / name, "--out", tmp_path / "out")
    assert code == 0, stderr
    assert told in stdout


@pytest.mark.public_logs
def test_a_wide_table_is_read_by_its_milestones(public_logs, tmp_path):
    code, stdout, stderr = run("analyse", public_logs / "boston311_2015.csv.gz", "--out", tmp_path / "out")
    assert code == 0, stderr
    assert "121145 cases" in stdout
