"""The evaluation on labelled logs as a document with two pictures, written by the command and by nothing else."""

from __future__ import annotations

from pathlib import Path

from mining.evaluation.curves import Curves, draw
from mining.ranking.evaluation import Evaluation
from mining.ranking.model_card import markdown_table

__all__ = ["write_document"]


def write_document(evaluation: Evaluation, found: Curves, folder: Path) -> tuple[Path, ...]:
    """Write ``evaluation.md`` into a folder, and its pictures into ``pictures`` below it; return what was written."""
    calibration, risk = draw(found, folder / "pictures")
    path = folder / "evaluation.md"
    path.write_text(_document(evaluation, found), encoding="utf-8")
    return path, calibration, risk


def _document(evaluation: Evaluation, found: Curves) -> str:
    return f"""# The ranking on organisations it has not seen

Written by `python -m mining evaluate --out docs` from `mining/ranking/model/training_table.csv`, and by nothing else.
What the label means, and why this is little evidence, stands in the [model card](model_card.md).

{markdown_table(evaluation.rows())}

{evaluation.n_rows} steps, {evaluation.n_positives} run by systems, {evaluation.n_trials} variants tried on these logs.

## Calibration

{found.sentence}
The score that the program shows is no probability, and this is why.

{markdown_table(found.rows())}

![Share of steps run by a system, by prediction](pictures/calibration.svg)

## Selective risk

Of the first steps of each list, the share that no system runs; at random it is {found.risk_by_chance:.2f}. Steps that
no system runs today may be worth automating all the same, so this is no share of wrong recommendations.

{markdown_table(found.risk_rows())}

![Share not run by a system, by how many steps are taken](pictures/selective_risk.svg)
"""
