"""Which model ranks a log: the one that comes with the program, or one refitted to its reviews and kept beside them."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

from mining.errors import ModelRefused
from mining.feedback.place import models_folder
from mining.ranking.classifier import SuitabilityModel
from mining.ranking.model_file import MODEL_FOLDER, MODEL_NAME, load_model, save_model
from mining.ranking.settings import RankingSettings
from mining.ranking.training_table import TrainingLog

__all__ = ["keep_model", "model_id", "model_of"]

_DIGITS = 16
_NAME = re.compile(r"(?P<log>[0-9a-f]+|at-[0-9a-f]{16})/(?P<model>[0-9a-f]{16})")


def model_of(settings: RankingSettings) -> SuitabilityModel:
    """Return the model that settings name; without a name, the one that comes with the program.

    Raises
    ------
    ModelRefused
        It is not there, or no model of this program's.
    """
    if not settings.model:
        return load_model()
    named = _NAME.fullmatch(settings.model)
    if named is None:
        message = (
            "The refitted model has no name that this program gives. Go back to the one that came with it."
        )
        raise ModelRefused(message)
    return load_model(models_folder(named["log"]) / named["model"] / MODEL_NAME)


def keep_model(model: SuitabilityModel, log: str, counts: tuple[int, int]) -> str:
    """Write a refitted model beside the reviews it was fitted to, and return its digest.

    Parameters
    ----------
    model
        The fitted classifier; written as every model of this program is, never pickled.
    log
        What records call the log.
    counts
        How many reviewed steps it was fitted to, and how many of them are to be automated.
    """
    named = model_id(model)
    folder = models_folder(log)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    save_model(
        model, (*_shipped_logs(), TrainingLog("reviews", log, "reviews", named, *counts)), folder / named
    )
    return named


def _shipped_logs() -> tuple[TrainingLog, ...]:
    text = (MODEL_FOLDER / Path(MODEL_NAME).with_suffix(".json")).read_text(encoding="utf-8")
    return tuple(TrainingLog(**one) for one in json.loads(text)["logs"])


def model_id(model: SuitabilityModel) -> str:
    """Return a digest by which a model is known: of its weights to nine decimals."""
    told = ",".join(f"{value:.9f}" for value in (*model.weights, model.intercept))
    return sha256(told.encode()).hexdigest()[:_DIGITS]
