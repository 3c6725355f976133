from __future__ import annotations

import json

from mining.ranking.evaluation import evaluate_table
from mining.ranking.model_card import model_card
from mining.ranking.model_file import MODEL_FOLDER, load_model
from mining.ranking.training import MODEL_CARD
from mining.ranking.training_table import TRAINING_TABLE, TrainingLog, TrainingTable


def test_the_committed_card_is_what_the_committed_figures_give():
    described = json.loads((MODEL_FOLDER / "suitability.json").read_text("utf-8"))
    logs = tuple(TrainingLog(**log) for log in described["logs"])
    evaluation = evaluate_table(TrainingTable.read(MODEL_FOLDER / TRAINING_TABLE))
    assert MODEL_CARD.read_text("utf-8") == model_card(load_model(), evaluation, logs)


def test_the_card_says_what_may_not_be_claimed():
    text = MODEL_CARD.read_text("utf-8")
    assert "not a probability" in text
    assert "learning adds nothing that can be measured here" in text
    assert "16 variants" in text
