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
CLEAR = ("--keep-identities", "Tests compare ids")
# What was published is exact; what is told is rounded unless somebody says why not.
EXACTLY = ("--hide-below", 1, "--because", "these logs are public")
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
    code, stdout, stderr = run("analyse", SAMPLES["missed_bins"].path, "--out", out, *CLEAR)
    assert code == 0, stderr
    assert "1,000 cases, 10,305 events, 14 activities, 131 variants" in stdout
    return out


def test_every_named_file_is_written(results):
    assert {path.name for path in results.iterdir()} == {
        "analysis.json", "opportunities.csv", "opportunity_cases.csv", "process.bpmn", "process.svg", "report.html",
        "waits.csv",
    }  # fmt: skip


def test_a_calendar_of_ones_own(tmp_path):
    file, log, out = tmp_path / "own.toml", tmp_path / "easter.csv", tmp_path / "out"
    rows = [f"c{n},{step}" for n in range(6) for step in ("A,2025-04-17 16:00", "B,2025-04-22 10:00")]
    log.write_text("\n".join(["Case ID,Activity,Timestamp", *rows]))
    # Friday, Saturday and Monday from 10 to 12; in Scotland Good Friday is closed, Easter Monday open.
    file.write_text('[hours]\nfri = "10-12"\nsat = "10-12"\nmon = "10-12"\n')
    code, stdout, stderr = run("analyse", log, "--out", out, "--calendar", file, "--nation", "SCT", *EXACTLY)
    assert code == 0, stderr
    assert "Median throughput time, working: 4.0 working hours" in stdout
    assert (
        "Working hours: Mon 10:00 to 12:00, Fri to Sat 10:00 to 12:00, closed on bank holidays in Scotland"
        in stdout
    )


def test_a_calendar_that_cannot_be_read_is_refused_in_one_sentence(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text("[hours]\nmon = 'late'\n")
    out = tmp_path / "out"
    code, _stdout, stderr = run("analyse", SAMPLES["missed_bins"].path, "--out", out, "--calendar", file)
    assert "cannot be read" in one_sentence(code, stderr, out)


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
        # The table is rounded, the list of cases is not.
        assert abs(len(cases) - int(row["cases"])) < 10


def test_bpmn_and_svg_are_well_formed(results):
    assert ET.parse(results / "process.bpmn").getroot().tag.endswith("definitions")
    assert ET.parse(results / "process.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_the_report_needs_nothing_else(results):
    page = (results / "report.html").read_text("utf8")
    assert "src=" not in page
    assert "<script" not in page
    assert "@import" not in page


def test_the_same_log_gives_the_same_files(results, tmp_path):
    run("analyse", SAMPLES["missed_bins"].path, "--out", tmp_path / "again", *CLEAR)
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
        ("receipt.xes.gz", "1,434 cases, 8,577 events, 27 activities, 116 variants"),
        ("road_traffic_fines.xes.gz", "150,370 cases, 561,470 events, 11 activities, 231 variants"),
        ("bpic2012.xes.gz", "13,087 cases, 262,200 events, 24 activities"),
    ],
)
def test_published_counts(name, told, public_logs, tmp_path):
    code, stdout, stderr = run("analyse", public_logs / name, "--out", tmp_path / "out", *EXACTLY)
    assert code == 0, stderr
    assert told in stdout


@pytest.mark.public_logs
def test_a_wide_table_is_read_by_its_milestones(public_logs, tmp_path):
    code, stdout, stderr = run("analyse", public_logs / "boston311_2015.csv.gz", "--out", tmp_path / "out")
    assert code == 0, stderr
    assert "121,145 cases" in stdout


def test_a_store_is_made_grown_filtered_and_moved(tmp_path):
    """The whole life of a store, by commands."""
    rows = SAMPLES["missed_bins"].path.read_text("utf8").splitlines()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("\n".join(rows[:6000]), "utf8")
    second.write_text("\n".join([rows[0], *rows[5900:]]), "utf8")
    store = tmp_path / "bins.throughline"
    code, stdout, stderr = run("ingest", first, "--store", store, *CLEAR)
    assert (code, f"wrote {store}" in stdout) == (0, True), stderr
    code, stdout, stderr = run("append", store, second)
    assert code == 0, stderr
    assert "1000 cases, 10305 events, 14 activities, 131 variants" in stdout
    assert "100 rows are events that the store already had" in stdout
    code, stdout, stderr = run("analyse", store, "--out", tmp_path / "all")
    assert code == 0, stderr
    whole = SAMPLES["missed_bins"].path
    assert run("analyse", whole, "--out", tmp_path / "whole", *CLEAR)[0] == 0
    for name in ("opportunities.csv", "process.svg", "process.bpmn"):
        assert (tmp_path / "all" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()
    chosen = ("--with-step", "Resident chases progress", "--since", "2025-01-01")
    code, stdout, stderr = run("analyse", store, "--out", tmp_path / "some", *chosen)
    assert code == 0, stderr
    assert "1,000 cases" not in stdout
    code, _stdout, stderr = run("export", store, tmp_path / "parquet")
    assert code == 0, stderr
    assert (tmp_path / "parquet" / "event" / "bucket=0").is_dir()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ingest", "LOG", "--store", "OUT/x.db"), "The name of a store ends in .throughline"),
        (("append", "OUT.throughline", "LOG"), "There is no store"),
        (("analyse", "OUT.throughline", "--out", "OUT"), "There is no store"),
        (("analyse", "LOG", "--engine", "local[2]", "--out", "OUT"), "is no store for Spark"),
        (("analyse", "LOG", "--out", "OUT", "--with-step", "Fly"), "The log has no step called"),
        (("analyse", "LOG", "--out", "OUT", "--until", "1999-01-01"), "No case of"),
    ],
)
def test_what_cannot_be_done_with_stores_is_one_sentence(arguments, said, tmp_path):
    log, out = SAMPLES["missed_bins"].path, tmp_path / "out"
    given = [str(a).replace("LOG", str(log)).replace("OUT", str(out)) for a in arguments]
    code, _stdout, stderr = run(*given)
    assert said in one_sentence(code, stderr, out)
