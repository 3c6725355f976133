"""What may be told is decided in one room: screens and files take it from there."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXACT = {
    "directly_follows", "with_working_times", "top_variants", "throughput", "in_working_time", "analyse", "try_readings",
    "report_on",
}  # fmt: skip


def imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf8"))
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def test_only_the_work_of_a_session_has_exact_figures_and_keeps_them_private():
    files = [*ROOT.glob("ui/**/*.py"), *ROOT.glob("mining/reporting/*.py")]
    assert {file.name for file in files if imported(file) & EXACT} == {"work.py"}
    public = {name for name in dir(__import__("ui.work", fromlist=["Work"]).Work) if not name.startswith("_")}
    assert public == {
        "analyse", "analysis", "by", "channels", "days", "discover", "graph", "layout", "model", "n_cases", "systems",
        "throughput", "told_in", "try_readings", "under", "untold", "variants", "working",
    }  # fmt: skip


def test_screens_and_files_do_not_compare_with_the_least_number_of_cases():
    for file in [*ROOT.glob("ui/**/*.py"), *ROOT.glob("mining/reporting/*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf8"))):
            if isinstance(node, ast.Compare) and file.name != "hiding.py":
                assert "hide_below" not in ast.unparse(node), (
                    f"{file.name} decides for itself: {ast.unparse(node)}"
                )
