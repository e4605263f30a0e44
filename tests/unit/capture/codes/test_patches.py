"""Patch codes on separator sheets, drawn to Kodak's measures and scanned badly."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.codes.patches import find_patches

BARS = {"1": "WWNN", "2": "WNNW", "3": "WNWN", "4": "NWWN", "6": "NNWW", "T": "NWNW"}


def sheet(name: str, dpi: int = 200) -> np.ndarray:
    """Draw an A4 sheet with one patch in the middle of its head, bars level."""
    image = np.full((round(11.69 * dpi), round(8.27 * dpi)), 255, np.uint8)
    y = 0.5
    for bar in BARS[name]:
        size = 0.2 if bar == "W" else 0.08
        image[round(y * dpi) : round((y + size) * dpi), round(2.8 * dpi) : round(5.3 * dpi)] = 0
        y += size + 0.08
    return image


def scanned(image: np.ndarray, degrees: float) -> np.ndarray:
    rng = np.random.default_rng(1)
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    turned = cv2.warpAffine(image, matrix, (width, height), borderValue=235)
    blurred = cv2.GaussianBlur(turned, (0, 0), 1.2).astype(np.float32) * 0.75 + 40
    grey = np.clip(blurred + rng.normal(0, 6, image.shape), 0, 255).astype(np.uint8)
    return np.stack([grey] * 3, axis=2)


@pytest.mark.parametrize("name", sorted(BARS))
@pytest.mark.parametrize(("degrees", "dpi"), [(-2.5, 150), (1.5, 300)])
def test_a_patch_is_found_on_a_skewed_scan(name: str, degrees: float, dpi: int) -> None:
    assert [code.text for code in find_patches(scanned(sheet(name, dpi), degrees))] == [name]


def test_a_patch_is_found_on_a_sheet_that_lay_across() -> None:
    found = find_patches(np.ascontiguousarray(np.rot90(scanned(sheet("2"), 1.0))))
    assert [code.text for code in found] == ["2"]
    box = found[0].box
    assert box is not None
    assert box.width < box.height


@pytest.mark.parametrize("seed", range(5))
def test_ruled_tables_and_print_are_no_patches(seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = np.full((2339, 1654), 255, np.uint8)
    for y in range(200, 2200, int(rng.integers(24, 90))):
        image[y : y + int(rng.integers(2, 9)), 120:1500] = 0
    for x in range(120, 1500, int(rng.integers(30, 200))):
        image[200:2200, x : x + 3] = 0
    for _ in range(3000):
        y, x = int(rng.integers(100, 2200)), int(rng.integers(100, 1500))
        image[y : y + int(rng.integers(2, 20)), x : x + int(rng.integers(2, 20))] = 0
    assert find_patches(image) == ()
