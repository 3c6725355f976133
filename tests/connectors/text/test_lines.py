"""Physical lines, against counting them one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from connectors.text.lines import LineCounter

_records = st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=30)


@given(records=_records, cuts=st.lists(st.integers(0, 30), max_size=4), first=st.integers(1, 5))
def test_agrees_with_counting_one_by_one(records, cuts, first):
    line, accepted, refused = first, [], []
    for n_lines, is_refused in records:
        (refused if is_refused else accepted).append(line)
        line += n_lines

    numbers = [number for number, (_, is_refused) in enumerate(records, 1) if is_refused]
    spans = [n_lines for n_lines, is_refused in records if is_refused]
    good = np.array([n_lines for n_lines, is_refused in records if not is_refused], dtype=np.int64)
    counter, got_accepted, got_refused = LineCounter(first), [], []
    for batch in np.split(good, sorted(min(cut, len(good)) for cut in cuts)):
        done = len(got_refused)
        lines, told = counter.number(batch, numbers[done:], spans[done:])
        got_accepted += lines.tolist()
        got_refused += told.tolist()
    got_refused += counter.finish(spans[len(got_refused) :]).tolist()
    assert got_accepted == accepted
    assert got_refused == refused
