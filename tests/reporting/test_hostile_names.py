"""Every export of a log whose every name is hostile: well-formed, inert, and the names in it as text."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from rich.console import Console

from mining.discovery.labels import plain
from mining.discovery.process_model import ProcessModel
from mining.eventlog import EventLog
from mining.mapping import Mapping
from mining.report import Report, report_on
from mining.reporting import terminal
from mining.reporting.files import write_analysis
from tests.browser.hostile_names import NAMES
from tests.event_logs import at, raw_table

ALL = [*NAMES, "NUL \x00 within", "Newline\nwithin", "lone \x0b tab \x7f delete \u2028 separator"]
COLUMNS = ("case", "activity", "time", "who", "how", "system")
MAPPING = Mapping(
    case="case", activity="activity", timestamp="time", resource="who", channel="how", system="system"
)
N_CASES = 40


def rows() -> list[tuple[str, ...]]:
    """Each case does every step once; case references, people, channels and systems are hostile too."""
    found = []
    for case in range(N_CASES):
        for place, name in enumerate(ALL):
            who, how, system = (ALL[(place + shift) % len(ALL)] for shift in (1, 2, 3))
            found.append((f"{ALL[case]} {case}", name, at(100 * case + place), who, how, system))
    return found


@pytest.fixture(scope="module")
def log() -> EventLog:
    return EventLog.from_table(raw_table(rows(), COLUMNS, name=NAMES[3]), MAPPING)


@pytest.fixture(scope="module")
def report(log) -> Report:
    found = report_on(log)
    return replace(found, analysis=replace(found.analysis, name=f"{NAMES[3]} \x1b[31m"))


@pytest.fixture(scope="module")
def files(log, report, tmp_path_factory) -> dict[str, str]:
    paths = write_analysis(log, report, tmp_path_factory.mktemp("out") / "out")
    return {path.name: path.read_bytes().decode() for path in paths}


def squeezed(text: str) -> str:
    """Letters without white space, which line breaks add and take, and without what cannot be printed."""
    return "".join(plain(text).split())


def expected(log: EventLog) -> set[str]:
    assert set(log.activity_names) >= {"=1+1", "../../etc/passwd", "null"}
    return set(log.activity_names)


def test_json_holds_every_name_letter_by_letter(log, files):
    found = json.loads(files["analysis.json"], parse_constant=pytest.fail)["analysis"]
    told = {
        item["activity"] for items in found["ranking"].values() if isinstance(items, list) for item in items
    }
    assert told == expected(log)


@pytest.mark.parametrize("name", ["opportunities.csv", "opportunity_cases.csv"])
def test_no_cell_of_a_table_is_run_by_a_spreadsheet(log, files, name):
    table = list(csv.reader(io.StringIO(files[name], newline="")))
    assert {len(row) for row in table} == {len(table[0])}
    for cell in (cell for row in table for cell in row):
        bare = unicodedata.normalize("NFKC", cell).lstrip("\ufeff\u200b\u00a0 ")
        assert not re.match(r"[=+\-@\t\r\n]", bare) or re.fullmatch(r"[+-]?\d+(\.\d+)?", cell), cell
    if name == "opportunities.csv":
        column = table[0].index("activity")
        assert {row[column].removeprefix("'") for row in table[1:]} == expected(log)


def inert(root: etree._Element) -> list[etree._Element]:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for element in elements:
        assert etree.QName(element).localname not in {
            "script",
            "foreignObject",
            "image",
            "iframe",
            "a",
            "use",
            "animate",
        }
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname.lower()
            assert not local.startswith("on")
            assert local not in {"href", "src", "srcdoc", "action"}
            assert "url(http" not in value
    return elements


def strict(text: str) -> etree._Element:
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def test_the_drawing_is_well_formed_and_inert_and_names_every_step(log, files):
    root = strict(files["process.svg"])
    inert(root)
    shown = squeezed("".join(root.itertext()))
    for name in expected(log):
        assert squeezed(name)[:30] in shown, name


def test_the_model_is_well_formed_and_names_its_steps(report, log, files):
    assert isinstance(report.model, ProcessModel)
    elements = inert(strict(files["process.bpmn"]))
    named = {squeezed(element.get("name", "")) for element in elements}
    missing = {name for name in expected(log) if squeezed(name) not in named}
    assert missing <= set(report.model.activities_left_out)
    assert len(missing) < len(ALL) / 2


class Inert(html.parser.HTMLParser):
    """Refuses what runs, fetches or leads away; keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.raw = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {
            "script",
            "iframe",
            "img",
            "image",
            "link",
            "object",
            "embed",
            "form",
            "base",
            "foreignobject",
        }
        self.raw = tag
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in {"src", "srcdoc", "action"}
            assert name != "href" or (value or "").startswith("#")

    def handle_data(self, data: str) -> None:
        if self.raw != "style":
            self.text.append(data)


def test_the_report_is_inert_and_names_every_step(log, files):
    page = Inert()
    page.feed(files["report.html"])
    shown = squeezed("".join(page.text))
    for name in expected(log):
        assert squeezed(name)[:30] in shown, name
    assert squeezed(NAMES[3]) in shown


def test_a_terminal_gets_text_and_nothing_to_obey(report, monkeypatch):
    written = io.StringIO()
    monkeypatch.setattr(terminal._out, "_file", written)
    terminal.print_report(report, (Path("out/\x1b[31m.html"),))
    text = written.getvalue()
    assert "=1+1" in text
    assert "DROP TABLE" in text
    assert not [mark for mark in text if unicodedata.category(mark) == "Cc" and mark != "\n"]
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


def test_the_test_above_can_fail():
    written = io.StringIO()
    Console(file=written).print("\x1b[31m", markup=False)
    assert "\x1b" in written.getvalue()
