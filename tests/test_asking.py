from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import ibis
import pytest

from mining.eventlog import EventLog
from tests.event_logs import CLEAR, MAPPING, THREE_CASES, log_of, raw_table


@pytest.mark.parametrize("is_on_disk", [False, True])
def test_a_page_and_a_download_made_beside_it_ask_over_one_connection(is_on_disk, tmp_path):
    log = log_of(THREE_CASES)
    if is_on_disk:
        store = tmp_path / "a.throughline"
        log = EventLog.from_table(raw_table(THREE_CASES), MAPPING, CLEAR, store=store)
    together = Barrier(4)

    def ask(number: int) -> list[int]:
        together.wait()
        found = []
        for turn in range(30):
            # Some new questions, some known ones; some of a table of one's own, which is kept meanwhile.
            asked = log.events.filter(log.events.position <= 1 + (turn + number) % 4)
            kept = log.asking.kept(asked, f"role{number % 2}")
            found.append(log.rows(kept.agg(n=kept.count()))[0]["n"])
            found.append(log.rows(asked.agg(n=asked.count(), turn=ibis.literal(turn)))[0]["n"])
        return found

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(ask, range(4)))
    # Cases of 3, 4 and 2 events: so many stand at or before each position.
    known = {1: 3, 2: 6, 3: 8, 4: 9}
    for number, found in enumerate(told):
        assert found == [known[1 + (turn + number) % 4] for turn in range(30) for _ in range(2)]
