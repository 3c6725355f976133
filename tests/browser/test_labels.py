from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from mining.discovery.labels import plain
from tests.browser.hostile_names import NAMES
from tests.browser.serving import served, wait_until_still

# markdown, caption, button, metric, checkbox, expander, tab, radio, pill
KINDS_OF_LABEL = 9


@pytest.fixture(scope="module")
def labels_url() -> Iterator[str]:
    with served("tests/browser/apps/labels.py") as address:
        yield address


def test_hostile_names_are_shown_letter_by_letter_and_fetch_nothing(offline: Page, labels_url: str) -> None:
    offline.goto(labels_url)
    wait_until_still(offline)
    containers = offline.locator("[data-testid='stMarkdownContainer'], [data-testid='stCaptionContainer']")
    expect(containers.filter(has_text="Pills")).to_have_count(1)
    shown = Counter(text.replace("\u2060", "") for text in containers.all_text_contents())
    for name, times in Counter(map(plain, NAMES)).items():
        assert shown[name] == KINDS_OF_LABEL * times, name
    assert containers.locator("a, img, script, code, strong, em, del, h1, ul, ol, table, .katex").count() == 0
