from __future__ import annotations

import re

import pytest

from ui.words import WORDS, meaning


def test_words_stand_in_alphabetical_order() -> None:
    assert list(WORDS) == sorted(WORDS)


@pytest.mark.parametrize(("word", "sentence"), WORDS.items())
def test_a_meaning_is_one_plain_sentence(word: str, sentence: str) -> None:
    assert word[0].islower() or word[0].isdigit()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert len(sentence) <= 180
    # Tips are Markdown to Streamlit: nothing in a sentence may mean anything to it.
    assert not re.search(r"[*_`\[\]<>$#~|\\]|:\S", sentence)


@pytest.mark.parametrize(
    "word",
    [
        "throughput time",
        "waiting time",
        "variant",
        "case",
        "rework",
        "coverage",
        "suitability score",
        "rank interval",
    ],
)
def test_the_words_that_the_screens_need_are_there(word: str) -> None:
    assert meaning(word) == WORDS[word]


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        meaning("synergy")
