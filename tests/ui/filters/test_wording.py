from __future__ import annotations

from datetime import date

import pytest

from mining.filters import (
    CaseAttribute,
    Channel,
    Contains,
    Duration,
    Endpoints,
    Filter,
    Follows,
    Period,
    Repeats,
    System,
    Variants,
)
from ui.filters.wording import DAY, HOUR, in_plain_english, share_of_cases

MAY = (date(2025, 5, 1), date(2025, 5, 31))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Channel(("Phone",)), "Channel is Phone"),
        (Channel(("Phone", "Web", "Post"), exclude=True), "Channel is not Phone, Web or Post"),
        (System(("CRM",)), "Recorded in CRM"),
        (System(("CRM", "Portal"), exclude=True), "Never recorded in CRM or Portal"),
        (Contains(("Inspect site",)), "With Inspect site"),
        (Contains(("A", "B"), exclude=True), "Without A or B"),
        (Endpoints(starts=("A",)), "Starts with A"),
        (Endpoints(ends=("B",)), "Ends with B"),
        (Endpoints(("A",), ("B",)), "Starts with A and ends with B"),
        (Endpoints(("A",), exclude=True), "Does not start with A"),
        (Follows("A", "B"), "B comes directly after A"),
        (Follows("A", "B", directly=False), "B comes at any time after A"),
        (Follows("A", "B", exclude=True), "B does not come directly after A"),
        (Repeats(), "Repeats a step"),
        (Repeats("A"), "Repeats A"),
        (Repeats("A", exclude=True), "Does not repeat A"),
        (Repeats("A", 3), "Does A 3 times or more"),
        (Repeats(None, 3, exclude=True), "Does not do a step 3 times or more"),
        (Duration(at_least=10 * DAY), "Takes at least 10 days"),
        (Duration(at_most=HOUR), "Takes at most 1 hour"),
        (Duration(at_least=DAY, at_most=36 * HOUR), "Takes at least 1 day and at most 36 hours"),
        (Duration(at_most=1200 * DAY, exclude=True), "Does not take at most 1,200 days"),
        (Period(*MAY), "Started from 1 May 2025 to 31 May 2025"),
        (Period(*MAY, "ended", exclude=True), "Did not end from 1 May 2025 to 31 May 2025"),
        (Period(*MAY, "within"), "Started and ended from 1 May 2025 to 31 May 2025"),
        (Period(*MAY, "touching"), "Open at some time from 1 May 2025 to 31 May 2025"),
        (Variants((1,)), "Variant 1"),
        (Variants((7,), exclude=True), "Not variant 7"),
        (Variants((2, 3)), "Variant 2 or 3"),
        (Variants((1, 2, 3)), "One of the 3 most frequent variants"),
        (Variants((1, 2), exclude=True), "None of the 2 most frequent variants"),
    ],
    ids=repr,
)
def test_a_filter_is_said_in_plain_english(one: Filter, words: str) -> None:
    assert in_plain_english(one) == words


def test_a_filter_that_the_screens_do_not_offer_has_no_words() -> None:
    with pytest.raises(TypeError):
        in_plain_english(CaseAttribute("ward", ("North",)))


@pytest.mark.parametrize(
    ("n", "is_filtered", "words"),
    [
        (72_000, False, "All 72,000 cases"),
        (3_812, True, "3,810 of 72,000 cases"),
        (5, True, "5 of 72,000 cases"),
        (4, True, "Fewer than 5 of 72,000 cases"),
        (1, True, "Fewer than 5 of 72,000 cases"),
        (72_000, True, "72,000 of 72,000 cases"),
    ],
)
def test_the_share_of_cases_hides_small_counts(n: int, is_filtered: bool, words: str) -> None:
    assert share_of_cases(n, 72_000, is_filtered=is_filtered, hide_below=5) == words
