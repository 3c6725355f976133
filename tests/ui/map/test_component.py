from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from mining.discovery.layout import lay_out
from tests.discovery.graphs import small_graph
from ui.map.component import Selection, joined_script
from ui.map.view import map_view

SCRIPTS = Path(__file__).parents[3] / "ui" / "map"
VIEW = map_view(small_graph(), lay_out(small_graph()), "frequency")
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="needs Node.js, which the app itself does not")


def test_every_part_of_a_map_can_be_selected_and_found_again() -> None:
    for part in (*VIEW["nodes"], *VIEW["edges"]):
        selection = Selection.from_id(VIEW, part["id"])
        assert selection is not None
        assert selection.id_in(VIEW) == part["id"]


def test_a_selection_names_what_was_selected() -> None:
    assert Selection.from_id(VIEW, "activity:Triage") == Selection("activity", activity="Triage")
    assert Selection.from_id(VIEW, "start") == Selection("start")
    line = next(edge for edge in VIEW["edges"] if edge["sourceName"] is None)
    assert Selection.from_id(VIEW, line["id"]) == Selection("line", source=None, target="Report")


@pytest.mark.parametrize("part_id", [None, "", "activity:Gone", 7, {"id": "start"}, ["start"]])
def test_an_id_that_the_map_does_not_have_selects_nothing(part_id: object) -> None:
    assert Selection.from_id(VIEW, part_id) is None


def test_a_part_that_is_not_on_the_map_has_no_id() -> None:
    assert Selection("activity", activity="Gone").id_in(VIEW) is None


def test_the_script_is_one_module_that_writes_no_markup() -> None:
    script = joined_script()
    assert script.count("export default") == 1
    assert "\nimport " not in f"\n{script}"
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "http:",
    ):
        assert forbidden not in script.replace("http://www.w3.org/2000/svg", "")


def test_every_script_of_the_folder_is_in_the_module() -> None:
    for path in SCRIPTS.glob("*.js"):
        first_line = path.read_text("utf8").splitlines()[0]
        assert first_line in joined_script()


@needs_node
def test_the_module_is_sound_javascript(tmp_path: Path) -> None:
    module = tmp_path / "map.mjs"
    module.write_text(joined_script(), "utf8")
    checked = subprocess.run(
        [NODE, "--check", module], capture_output=True, text=True, timeout=60, check=False
    )
    assert checked.returncode == 0, checked.stderr


@needs_node
def test_the_pure_functions_pass_their_own_tests() -> None:
    tests = sorted(str(path) for path in SCRIPTS.glob("*.test.mjs"))
    assert tests
    run = subprocess.run([NODE, "--test", *tests], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout
