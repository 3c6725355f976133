"""Fuzzes one door, guided by coverage: ``python -m tests.fuzz.guided DOOR FOLDER [libFuzzer's own options]``.

What it finds is left in FOLDER/found, as libFuzzer names it (crash-…, timeout-…, oom-…).
"""

from __future__ import annotations

import sys
from pathlib import Path

_LIMITS = ("-timeout=60", "-report_slow_units=60", "-rss_limit_mb=2000", "-max_len=20000")
"""Seconds and megabytes that one input may take, and how long it may be."""


def main() -> None:
    """Fuzz until told otherwise, or until something is found."""
    import atheris  # what is to be guided by must be loaded under its eyes, so nothing of ours is loaded before

    with atheris.instrument_imports(include=["connectors", "mining"]):
        from tests.fuzz.doors import DOORS, FINDINGS

    name, folder, *options = sys.argv[1:]
    door = DOORS[name]
    corpus, found = Path(folder, "corpus"), Path(folder, "found")
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    known = [path.read_bytes() for path in sorted(FINDINGS.glob(f"{name}-*"))]
    for number, seed in enumerate([*door.seeds(), *known]):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *_LIMITS, f"-artifact_prefix={found}/", *options, str(corpus)], door.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
