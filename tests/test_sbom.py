"""The list of what the application is made of names every locked package with the hashes it is locked to."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def locked() -> dict[str, tuple[str, set[str]]]:
    """Name -> version and hashes, as they stand in requirements.txt."""
    text = (ROOT / "requirements.txt").read_text("utf8").replace("\\\n", " ")
    found = re.finditer(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)(.*)$", text, re.MULTILINE)
    return {m[1]: (m[2], set(re.findall(r"--hash=sha256:([0-9a-f]{64})", m[3]))) for m in found}


def test_the_lists_agree():
    bin_folder = Path(sys.executable).parent
    if not (bin_folder / "uv").exists():
        pytest.skip("needs the developer requirements")
    made = subprocess.run(
        ["make", "sbom", f"BIN={bin_folder}", f"VENV={bin_folder.parent}", "-o", f"{bin_folder}/.dev"],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    bom = json.loads((ROOT / "out" / "sbom.json").read_text("utf8"))
    assert (bom["bomFormat"], bom["metadata"]["component"]["name"]) == ("CycloneDX", "throughline")
    listed = {
        one["name"]: (
            one["version"],
            {h["content"] for link in one["externalReferences"] for h in link.get("hashes", ())},
        )
        for one in bom["components"]
    }
    assert len(listed) > 50
    assert listed == locked()
    assert all(one["purl"].startswith("pkg:pypi/") for one in bom["components"])
