"""The quality report: counted, ordered by gravity, and kept apart by effect."""

from __future__ import annotations

from mining.quality import Effect, Issue, LogQuality


def issue(code: str, effect: Effect, count: int = 1, lines: tuple[int, ...] = ()) -> Issue:
    return Issue(code, effect, count, f"message of {code}", f"remedy of {code}", lines=lines)


REFUSED = issue("refused", Effect.REFUSED, 2, (9, 4))
REFUSED_MORE = issue("refused_more", Effect.REFUSED, 3, (5, 4, 1))
CHANGED = issue("changed", Effect.CHANGED, 7, (2,))
DOUBTED = issue("doubted", Effect.DOUBTED, 8)
NOTED = issue("noted", Effect.NOTED, 9)


def test_only_refused_rows_are_counted_as_refused() -> None:
    quality = LogQuality(10, 5, (REFUSED_MORE, REFUSED, CHANGED, NOTED))
    assert quality.rows_refused == 5
    assert quality.refused_lines == (1, 4, 5, 9)


def test_the_gravest_comes_first_then_the_larger_count_then_the_code() -> None:
    equal = issue("also_doubted", Effect.DOUBTED, 8)
    quality = LogQuality(10, 5, (NOTED, CHANGED)).with_doubts([DOUBTED, REFUSED, equal, REFUSED_MORE])
    assert quality.issues == (REFUSED_MORE, REFUSED, CHANGED, equal, DOUBTED, NOTED)
    assert (quality.rows_read, quality.rows_kept) == (10, 5)


def test_an_issue_is_found_and_left_out_by_its_code() -> None:
    quality = LogQuality(10, 5, (REFUSED, CHANGED))
    assert quality.has("refused")
    assert not quality.has("noted")
    assert quality.without(["refused"]) == LogQuality(10, 5, (CHANGED,))


def test_an_extract_adds_its_rows_and_names_its_issues() -> None:
    joined = LogQuality(10, 5, (CHANGED,)).with_extract(LogQuality(4, 3, (REFUSED,)), "May")
    assert (joined.rows_read, joined.rows_kept) == (14, 8)
    assert [found.message for found in joined.issues] == ["May: message of refused", "message of changed"]
    assert joined.issues[0].lines == REFUSED.lines
