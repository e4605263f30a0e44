"""Stars that hide figures are counted in the picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Reading
from capture.engines.stars import settle_stars
from sample_scans.fonts import font


def _line(text: str, *, light: bool = False) -> tuple[np.ndarray, list[float]]:
    """Return a line drawn 48 pixels high, and the middles of its characters as shares of its width."""
    face = font("sans", 30)
    ends = [face.getlength(text[:n]) for n in range(len(text) + 1)]
    picture = Pictures.new("L", (round(ends[-1]) + 8, 48), 30 if light else 255)
    ImageDraw.Draw(picture).text((4, 24), text, font=face, fill=240 if light else 20, anchor="lm")
    width = picture.width
    middles = [(4 + (a + b) / 2) / width for a, b in pairwise(ends)]
    return np.asarray(picture), middles


def _read(seen: str, middles: list[float]) -> Reading:
    return Reading(seen, 0.97, tuple(middles), (0.97,) * len(seen))


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("stars", [4, 6, 8])
def test_stars_of_a_row_that_were_passed_over_are_added(stars: int, *, light: bool) -> None:
    text = "7418" + "*" * stars + "8969"
    crop, middles = _line(text, light=light)
    seen = text[:7] + text[-4:]  # three of the stars alone
    found = settle_stars(_read(seen, middles[:7] + middles[-4:]), crop)
    assert found.text == text
    assert len(found.centres) == len(found.sure) == len(text)
    assert list(found.centres) == sorted(found.centres)


def test_other_print_among_stars_is_not_counted() -> None:
    crop, middles = _line("12***王***34")
    kept = [n for n in range(11) if n not in (5, 6, 7)]
    found = settle_stars(_read("12******34"[:8], [middles[n] for n in kept]), crop)
    assert found.text == "12******34"[:8]


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("138★★★★5678", "138****5678"),
        ("★★★★ *★★★", "**** ****"),
        ("★★★★☆", "★★★★☆"),
        ("评分★4.5", "评分★4.5"),
    ],
)
def test_asterisks_were_read_as_stars(seen: str, text: str) -> None:
    blank = np.full((48, 300), 255, np.uint8)
    assert settle_stars(_read(seen, [n / len(seen) for n in range(len(seen))]), blank).text == text
