"""Which tests judge the mutants of a module."""

from __future__ import annotations

from collections.abc import Iterable

FURTHER = {
    "mining/eventlog.py": ("tests/test_storage.py",),
    "mining/narrowing.py": ("tests/test_filters.py",),
    "mining/ranking/criteria/__init__.py": ("tests/contracts/test_criteria.py",),
    "mining/ranking/averages.py": ("tests/ranking/test_evaluation.py",),
    "mining/ranking/dealing.py": (
        "tests/ranking/test_statistics.py",
        "tests/sensitivity/test_alternatives.py",
    ),
    "mining/ranking/evidence.py": ("tests/ranking/test_opportunities.py", "tests/ranking/test_comparison.py"),
    "mining/ranking/opportunities.py": ("tests/ranking/test_comparison.py",),
    "mining/ranking/scores.py": ("tests/ranking/test_comparison.py",),
}
"""Files that test a module beside the one that mirrors it."""


def files_of(module: str) -> tuple[str, ...]:
    """Return the file of tests that mirrors a module, and further ones."""
    folder, _, name = module.removeprefix("mining/").rpartition("/")
    return ("/".join(filter(None, ("tests", folder, f"test_{name}"))), *FURTHER.get(module, ()))


def judges_of(module: str, tests: Iterable[str]) -> list[str]:
    """Return those of some tests that stand in the files of a module."""
    files = files_of(module)
    return sorted(test for test in tests if test.partition("::")[0] in files)
