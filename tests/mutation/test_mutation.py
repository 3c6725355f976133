from __future__ import annotations

import tomllib

from tests.mutation import table
from tests.mutation.judges import files_of, judges_of
from tests.mutation.table import ROOT, Outcomes, write_table


def test_every_module_that_is_changed_has_tests_of_its_own():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]["only_mutate"]
    for pattern in patterns:
        modules = [path for path in ROOT.glob(pattern) if path.name not in {"__init__.py", "base.py"}]
        assert modules, pattern
        for path in modules:
            module = path.relative_to(ROOT).as_posix()
            assert any((ROOT / file).is_file() for file in files_of(module)), module


def test_a_module_is_judged_by_its_own_tests_only():
    tests = [
        "tests/ranking/test_scores.py::test_b",
        "tests/test_quality.py::test_c",
        "tests/ranking/test_scores.py::test_a",
    ]
    assert judges_of("mining/ranking/scores.py", tests) == [tests[2], tests[0]]
    assert judges_of("mining/quality.py", tests) == [tests[1]]


def test_the_table_counts_what_was_tried_and_leaves_the_rest_of_the_document(tmp_path, monkeypatch):
    document = tmp_path / "mutation.md"
    document.write_text(f"before\n{table.BEGIN}old\n{table.END}after\n", "utf-8")
    monkeypatch.setattr(table, "DOCUMENT", document)
    found = [
        # Noticed, out of time, survived, met by no test, not tried.
        Outcomes("mining/a.py", {"a": 1, "b": -24, "c": 0, "d": 33, "e": None}),
        Outcomes("mining/b.py", {"a": None}),
    ]
    written = write_table(found, seed=3)
    assert "| mining/a.py | 5 | 4 | 2 | 50 % |\n| mining/b.py | 1 | 0 | 0 | not tried |\n" in written
    assert "| Together | 6 | 4 | 2 | 50 % |\n" in written
    assert document.read_text("utf-8") == f"before\n{table.BEGIN}\n{written}\n{table.END}after\n"
