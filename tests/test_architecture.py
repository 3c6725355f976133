"""The house rules that no other tool keeps."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()
    if (ROOT / name).exists()
]  # fmt: skip
CODE = [path for path in FILES if "tests" not in path.relative_to(ROOT).parts]
PAGES = [path for path in CODE if path.parent == ROOT / "ui" / "pages"]
LONGEST_FILE, LONGEST_PAGE, LONGEST_FUNCTION = 280, 80, 60


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_look_at():
    assert len(CODE) > 100
    assert len(PAGES) >= 4


@pytest.mark.parametrize("path", CODE, ids=named)
def test_files_are_short(path):
    limit = LONGEST_PAGE if path in PAGES else LONGEST_FILE
    assert len(path.read_text("utf8").splitlines()) <= limit


@pytest.mark.parametrize("path", CODE, ids=named)
def test_functions_are_short(path):
    tree = ast.parse(path.read_text("utf8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = {f.name: length for f in functions if (length := len_without_docstring(f)) > LONGEST_FUNCTION}
    assert not long


def len_without_docstring(function: ast.FunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno
    first = function.body[0]
    if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_what_a_module_offers_is_there(path):
    tree = ast.parse(path.read_text("utf8"))
    offered = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == ["__all__"]
    ]
    names = {
        name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    names |= {
        n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    names |= {
        alias.asname or alias.name
        for n in ast.walk(tree)
        if isinstance(n, ast.ImportFrom)
        for alias in n.names
    }
    assert all(set(offer) <= names for offer in offered)


@pytest.mark.parametrize("path", CODE, ids=named)
def test_nothing_lets_text_from_a_log_become_markup_or_code(path):
    banned = {"unsafe_allow_html", "unsafe_allow_javascript", "read_pickle", "eval", "exec"}
    tree = ast.parse(path.read_text("utf8"))
    used = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    used |= {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    used |= {
        n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
    }
    assert not used & banned


def test_only_the_session_touches_the_session_state():
    users = [named(path) for path in CODE if "session_state" in path.read_text("utf8")]
    assert users == ["ui/session.py"]
