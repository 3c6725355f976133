"""The seeded log of `benchmarks.generate` as XES, written as it is made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa

from benchmarks.generate import log_tables

__all__ = ["write_xes"]

_ROWS_AT_ONCE = 50_000
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="nested-attributes">
\t<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
\t<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
\t<global scope="trace">
\t\t<string key="concept:name" value=""/>
\t</global>
\t<classifier name="Activity" keys="concept:name"/>
"""
_TRACE = """\
\t<trace>
\t\t<string key="concept:name" value="{}"/>
\t\t<string key="ward" value="{}"/>
"""
_EVENT = """\
\t\t<event>
\t\t\t<string key="concept:name" value="{}"/>
\t\t\t<date key="time:timestamp" value="{}"/>
\t\t\t<string key="org:resource" value="{}"/>
\t\t\t<string key="lifecycle:transition" value="complete"/>
\t\t\t<string key="channel" value="{}"/>
\t\t</event>
"""


def write_xes(path: Path, n_events: int, seed: int = 1) -> int:
    """Write an XES log of about so many events, case after case, and return how many it has.

    The cases are those of `benchmarks.generate.write_log` with the same seed.
    """
    log = pa.concat_tables(log_tables(n_events, seed))
    # The number of the row keeps the order of equal times.
    log = log.append_column("row", pa.array(range(len(log)))).sort_by(
        [("Case ID", "ascending"), ("row", "ascending")]
    )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for case, rows in groupby(_rows(log), key=itemgetter(0)):
            events = list(rows)
            file.write(_TRACE.format(case, escape(events[0][6])))
            file.writelines(_EVENT.format(*(escape(value) for value in row[1:5])) for row in events)
            file.write("\t</trace>\n")
        file.write("</log>\n")
    return int(log.num_rows)


def _rows(log: pa.Table) -> Iterator[tuple[str, ...]]:
    """Yield the rows as text, not all at once."""
    for batch in log.to_batches(max_chunksize=_ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns[:-1]), strict=True)
