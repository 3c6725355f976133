"""What became of the mutants, as a table in docs/mutation.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "mutation.md"
BEGIN, END = "<!-- table: make mutate -->\n", "<!-- end of table -->\n"
NO_TEST = 33


@dataclass(frozen=True)
class Outcomes:
    """What the tests said of each mutant of a module: an exit code by name; None where it was not tried."""

    path: str
    codes: dict[str, int | None]

    @property
    def tried(self) -> int:
        """Mutants that were tried."""
        return sum(code is not None for code in self.codes.values())

    @property
    def survivors(self) -> list[str]:
        """Names of mutants that no test noticed."""
        return sorted(name for name, code in self.codes.items() if code in {0, NO_TEST})


def outcomes() -> list[Outcomes]:
    """Return what is known of each module that has mutants."""
    folder = ROOT / "mutants"
    found = []
    for path in sorted(folder.glob("mining/**/*.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            found.append(Outcomes(path.relative_to(folder).as_posix().removesuffix(".meta"), codes))
    return found


def write_table(found: list[Outcomes], seed: int) -> str:
    """Write the table into the document between its marks, and return it."""
    rows = [_row(one.path, len(one.codes), one.tried, len(one.survivors)) for one in found]
    total = _row(
        "Together",
        sum(len(one.codes) for one in found),
        sum(one.tried for one in found),
        sum(len(one.survivors) for one in found),
    )
    head = "| Module | Mutants | Tried | Survived | Score |\n| --- | ---: | ---: | ---: | ---: |\n"
    table = (
        f"{head}{''.join(rows)}{total}\nWhere not all were tried, they are a sample drawn with seed {seed}.\n"
    )
    text = DOCUMENT.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")
    return table


def _row(name: str, mutants: int, tried: int, survived: int) -> str:
    score = f"{100 * (tried - survived) / tried:.0f} %" if tried else "not tried"
    return f"| {name} | {mutants} | {tried} | {survived} | {score} |\n"
