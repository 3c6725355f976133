"""Calibration and selective risk on organisations left out, as figures and as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit
from scipy.stats import beta

from mining.ranking.evaluation import left_out_scores
from mining.ranking.statistics import Floats, Ints
from mining.ranking.training_table import TrainingTable

__all__ = ["Bin", "Curves", "curves", "draw"]

_N_BINS = 5
_DEEPEST = 10


@dataclass(frozen=True)
class Bin:
    """Steps of like predictions: how many, what was predicted on average, and what share is automated.

    `low` and `high` are the exact binomial 90 % interval of that share; it takes the steps as independent.
    """

    n: int
    predicted: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True)
class Curves:
    """How far predictions may be read as shares, and how the risk grows with the length of the list.

    Attributes
    ----------
    bins
        Of the predictions for organisations left out, from low to high.
    brier, brier_constant
        Mean squared error of the predictions, and of the share of positives in the other organisations.
    risk
        For the classifier and for equal weights: of the first k steps of every list, the share that is not
        automated, k from 1 to 10.
    risk_by_chance
        The same of steps drawn at random.
    """

    bins: tuple[Bin, ...]
    brier: float
    brier_constant: float
    risk: dict[str, tuple[float, ...]]
    risk_by_chance: float

    @property
    def sentence(self) -> str:
        """What the figures say."""
        first, last = self.bins[0], self.bins[-1]
        return (
            f"Of the fifth with the lowest predictions {first.observed:.0%} are run by a system, of the fifth with the "
            f"highest {last.observed:.0%}. Brier score {self.brier:.3f}; of always saying the share of the other "
            f"organisations {self.brier_constant:.3f}; with so few positives no difference is claimed."
        )

    def rows(self) -> list[dict[str, str]]:
        """Return the calibration table for people."""
        return [
            {
                "Steps": str(one.n),
                "Predicted, mean": f"{one.predicted:.2f}",
                "Automated [90 %]": f"{one.observed:.2f} [{one.low:.2f}, {one.high:.2f}]",
            }
            for one in self.bins
        ]

    def risk_rows(self) -> list[dict[str, str]]:
        """Return the selective risk for people."""
        return [
            {"First steps of each list": str(k + 1)}
            | {name: f"{risks[k]:.2f}" for name, risks in self.risk.items()}
            for k in range(_DEEPEST)
        ]


def curves(table: TrainingTable) -> Curves:
    """Return calibration and selective risk of a training table, each organisation left out in turn."""
    scores, labels = left_out_scores(table), table.labels
    predicted = expit(scores)
    constant = np.zeros(len(labels))
    for organisation in set(table.organisations.tolist()):
        out = table.organisations == organisation
        constant[out] = labels[~out].mean()
    risk = {
        "classifier": _risk(table, scores), "equal weights": _risk(table, table.ranks.mean(axis=1)),
    }  # fmt: skip
    return Curves(
        tuple(
            _bin(predicted[part], labels[part])
            for part in np.array_split(np.argsort(predicted, kind="stable"), _N_BINS)
        ),
        float(((predicted - labels) ** 2).mean()),
        float(((constant - labels) ** 2).mean()),
        risk,
        float(
            np.mean([1 - labels[table.files == file].mean() for file in dict.fromkeys(table.files.tolist())])
        ),
    )


def _bin(predicted: Floats, labels: Ints) -> Bin:
    n, k = len(labels), int(labels.sum())
    low = float(beta.ppf(0.05, k, n - k + 1)) if k else 0.0
    high = float(beta.ppf(0.95, k + 1, n - k)) if k < n else 1.0
    return Bin(n, float(predicted.mean()), k / n, low, high)


def _risk(table: TrainingTable, scores: Floats) -> tuple[float, ...]:
    """Mean over the lists; steps that tie stay in the order of the table."""
    found = []
    for file in dict.fromkeys(table.files.tolist()):
        here = table.files == file
        ordered = table.labels[here][np.argsort(-scores[here], kind="stable")][:_DEEPEST]
        found.append(1 - np.cumsum(ordered) / np.arange(1, len(ordered) + 1))
    return tuple(float(np.mean([risks[min(k, len(risks) - 1)] for risks in found])) for k in range(_DEEPEST))


def draw(found: Curves, folder: Path) -> tuple[Path, Path]:
    """Write both pictures as SVG into a folder and return their paths; the same figures give the same bytes."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Picture

    folder.mkdir(parents=True, exist_ok=True)
    calibration, risk = folder / "calibration.svg", folder / "selective_risk.svg"
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "evaluation", "font.size": 10}):
        picture = Picture(figsize=(5, 4), layout="constrained")
        axes = picture.subplots()
        axes.plot([0, 1], [0, 1], color="0.5", linestyle="--", label="as predicted")
        spread = [[b.observed - b.low for b in found.bins], [b.high - b.observed for b in found.bins]]
        axes.errorbar(
            [b.predicted for b in found.bins], [b.observed for b in found.bins], yerr=spread, marker="o", capsize=3,
            label="a fifth of the steps, 90 %",
        )  # fmt: skip
        axes.set(
            xlabel="predicted", ylabel="share run by a system", xlim=(0, 1), ylim=(0, 1), title="Calibration"
        )
        axes.legend()
        picture.savefig(calibration, metadata={"Date": None})
        picture = Picture(figsize=(5, 4), layout="constrained")
        axes = picture.subplots()
        places = range(1, _DEEPEST + 1)
        for (name, risks), (marker, line) in zip(found.risk.items(), (("o", "-"), ("s", "--")), strict=True):
            axes.plot(places, risks, marker=marker, linestyle=line, label=name)
        axes.axhline(found.risk_by_chance, color="0.5", linestyle=":", label="at random")
        axes.set(
            xlabel="first steps of each list",
            ylabel="share not run by a system",
            ylim=(0, 1),
            title="Selective risk",
        )
        axes.legend()
        picture.savefig(risk, metadata={"Date": None})
    return calibration, risk
