from __future__ import annotations

import tomllib
from itertools import product
from pathlib import Path

import pytest

from mining.reporting.palette import contrast

ROOT = Path(__file__).parents[2]
CONFIGURATION = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf8"))
THEMES = [CONFIGURATION["theme"]["light"], CONFIGURATION["theme"]["dark"]]


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["127.0.0.1", "localhost"]),
        ("server", "enableCORS", True),
        ("server", "corsAllowedOrigins", []),
        ("server", "enableXsrfProtection", True),
        ("server", "xsrfCookieSameSite", "strict"),
        ("server", "enableStaticServing", False),
        ("server", "enableAgentApi", False),
        ("server", "fileWatcherType", "none"),
        ("server", "maxUploadSize", 300),
        ("server", "maxMessageSize", 50),
        ("server", "disconnectedSessionTTL", 120),
        ("runner", "magicEnabled", False),
        ("runner", "fastReruns", False),
        ("browser", "gatherUsageStats", False),
        ("client", "toolbarMode", "viewer"),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "disableDataExport", True),
    ],
)
def test_the_app_is_served_safely(section: str, name: str, value: object) -> None:
    assert CONFIGURATION[section][name] == value


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_text_can_be_read_on_every_background(theme: dict[str, str]) -> None:
    backgrounds = [
        theme["backgroundColor"],
        theme["secondaryBackgroundColor"],
        theme["sidebar"]["backgroundColor"],
    ]
    for ink, background in product(("textColor", "linkColor", "grayTextColor", "primaryColor"), backgrounds):
        assert contrast(theme[ink], background) >= 4.5, (ink, background)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_borders_and_chart_colours_stand_out(theme: dict[str, list[str]]) -> None:
    for colour in (theme["borderColor"], *theme["chartCategoricalColors"]):
        assert contrast(colour, theme["backgroundColor"]) >= 3 - 0.1, colour


def test_the_page_icon_is_a_small_picture_of_ours() -> None:
    icon = (ROOT / "ui" / "assets" / "icon.png").read_bytes()
    assert icon.startswith(b"\x89PNG")
    assert len(icon) < 20_000
