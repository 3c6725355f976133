"""``make mutate``: change the code on purpose, and write into docs/mutation.md what the tests noticed."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.mutation.judges import judges_of
from tests.mutation.table import ROOT, Outcomes, outcomes, write_table

STATISTICS = Path("mutants/mutmut-stats.json")


def main() -> int:
    """Try some mutants of each module, print and write the table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="make mutate")
    parser.add_argument("--each", type=int, default=30, help="mutants of a module; 0 is all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--modules", nargs="+", default=[], help="for instance mining/quality.py")
    parser.add_argument("--survivors", action="store_true", help="only those that survived before")
    parser.add_argument("--report", action="store_true", help="only write the table of what was tried before")
    said = parser.parse_args()
    if not said.report:
        if code := _mutmut(["mining.ranking.averages.x__mean__mutmut_1"]):  # makes the mutants, tries one
            return code
        _narrow_the_tests()
        if names := _chosen(outcomes(), said):
            _mutmut(names)
    print(write_table(outcomes(), said.seed))
    return 0


def _mutmut(names: list[str]) -> int:
    # One child: the tests of a mutant already use every core through the engine.
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _chosen(found: list[Outcomes], said: argparse.Namespace) -> list[str]:
    """The same mutants whenever the code, the number and the seed are the same."""
    chosen: list[str] = []
    for module in found:
        if said.modules and module.path not in said.modules:
            continue
        names = sorted(module.codes)
        if said.each and len(names) > said.each:
            names = Random(f"{said.seed} {module.path}").sample(names, said.each)
        chosen += [name for name in names if not said.survivors or name in module.survivors]
    return chosen


def _narrow_the_tests() -> None:
    """Have each module judged by its own tests; whom a shared fixture first served is no guide."""
    known = json.loads((ROOT / STATISTICS).read_text("utf-8"))
    judges = known["tests_by_mangled_function_name"]
    for module in outcomes():
        own = judges_of(module.path, known["duration_by_test"])
        for function in {name.rpartition("__mutmut_")[0] for name in module.codes} if own else ():
            judges[function] = own
    (ROOT / STATISTICS).write_text(json.dumps(known, indent=4), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
