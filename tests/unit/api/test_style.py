"""The one style sheet: text stands out from its ground, by light and in the dark."""

from __future__ import annotations

import re

import pytest

from api.deps import check_form
from api.rest import routes as rest
from api.web import routes as web
from api.web.pages import STATIC

PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sunk"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("accent", "sheet"),
    ("accent", "paper"),
    ("on-accent", "accent"),
    ("good", "good-ground"),
    ("warn", "warn-ground"),
    ("bad", "bad-ground"),
    ("info", "info-ground"),
    ("calm", "calm-ground"),
]
TEXT = 4.5
EDGE = 3.0


def colours(dark: bool) -> dict[str, str]:
    """Return the tokens of a scheme."""
    blocks = re.findall(r":root \{(.*?)\}", (STATIC / "dossier.css").read_text(encoding="utf-8"), re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[dark]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(dark, text, ground):
    scheme = colours(dark)
    assert contrast(scheme[text], scheme[ground]) >= TEXT


@pytest.mark.parametrize("dark", [False, True])
def test_edges_of_fields_are_seen(dark):
    scheme = colours(dark)
    assert contrast(scheme["edge"], scheme["sheet"]) >= EDGE


def test_the_style_sheet_loads_nothing():
    assert not re.search(r"@import|url\(", (STATIC / "dossier.css").read_text(encoding="utf-8"))


def test_every_router_guards_its_changes():
    for router in (*rest.ROUTERS, *web.ROUTERS):
        assert check_form in [one.dependency for one in router.dependencies]
