"""Good pages cut, turned, squeezed and stained at random, read by the real reader: nothing may stop it.

    .venv/bin/python bench/shapes.py --minutes 10 --seed 1

Damaged files are the matter of ``bench/fuzz.py``; here every picture is whole, but its ink stands where no
scanner would put it: at the very edge, half outside, upside down, on strips of some pixels. Each page read
must have its lines within its bounds. What fails is written to the folder, and the exit code is 1.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import typer
from PIL import Image as PillowImage

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import draw_pages  # noqa: E402  # the path is set first
from capture.engines.base import Image  # noqa: E402  # the path is set first
from capture.engines.table import engine  # noqa: E402  # the path is set first
from capture.pages import Page  # noqa: E402  # the path is set first
from capture.pipeline import read_picture  # noqa: E402  # the path is set first
from capture.raster import RasterPage  # noqa: E402  # the path is set first
from sample_scans.degrade import Level  # noqa: E402  # the path is set first

_INK = 140
_RESOLUTIONS = (None, 72, 150, 200, 300, 600)
_LONGEST = 4000


def cut(image: Image, rng: random.Random) -> Image:
    """Return a window of any size and place."""
    high, wide = image.shape[:2]
    height, width = (max(3, int(side * rng.uniform(0.02, 1) ** 1.5)) for side in (high, wide))
    y, x = rng.randrange(high - height + 1), rng.randrange(wide - width + 1)
    return image[y : y + height, x : x + width]


def cut_through_ink(image: Image, rng: random.Random) -> Image:
    """Return the page up to a stroke, or from it on."""
    rows, columns = np.nonzero(image.min(axis=2) < _INK)
    if not len(rows):
        return image
    place = rng.randrange(len(rows))
    y, x = int(rows[place]), int(columns[place])
    return image[y:, x:] if rng.random() < 0.5 else image[: y + 1, : x + 1]


def squeezed(image: Image, rng: random.Random) -> Image:
    """Return the page made wider, narrower, higher or lower."""
    high, wide = image.shape[:2]
    size = tuple(max(2, int(side * rng.uniform(0.15, 1.4))) for side in (wide, high))
    return cv2.resize(image, size).astype(np.uint8)


def leaning(image: Image, rng: random.Random) -> Image:
    """Return the page turned by up to 30 degrees on ground of any tone."""
    high, wide = image.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-30, 30), rng.uniform(0.5, 1.5))
    return cv2.warpAffine(image, turn, (wide, high), borderValue=(rng.randrange(256),) * 3).astype(np.uint8)


def negative(image: Image, _: random.Random) -> Image:
    """Return white on black."""
    return np.asarray(255 - image, np.uint8)


def repeated(image: Image, rng: random.Random) -> Image:
    """Return a ninth of the page several times over."""
    part = image[: image.shape[0] // 3, : image.shape[1] // 3]
    return np.tile(part, (rng.randrange(1, 4), rng.randrange(1, 4), 1))


def blurred(image: Image, rng: random.Random) -> Image:
    """Return the page out of focus."""
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(1, 6)).astype(np.uint8)


def pale(image: Image, rng: random.Random) -> Image:
    """Return the page with little between its ink and its paper."""
    share = rng.uniform(0.05, 0.4)
    return np.asarray(image * share + 255 * rng.uniform(0.3, 1 - share), np.uint8)


SHAPES: tuple[Callable[[Image, random.Random], Image], ...] = (
    *(cut, cut, cut_through_ink, squeezed, leaning),
    *(negative, repeated, blurred, pale),
)


def shaped(image: Image, rng: random.Random) -> Image:
    """Return a page changed in one or two ways, turned by quarters, sometimes mirrored."""
    for change in rng.sample(SHAPES, rng.choice((1, 1, 2))):
        image = change(image, rng)
    image = np.rot90(image, rng.randrange(4))
    if rng.random() < 0.2:
        image = np.flip(image, 1)
    step = max(1, -(-max(image.shape[:2]) // _LONGEST))
    return np.ascontiguousarray(image[::step, ::step])


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with a page that was read."""
    boxes = ((line.text, line.box, line.confidence) for line in page.lines)
    return [
        f"{text!r} at {box}, {sure:.2f}, on {page.width} x {page.height}"
        for text, box, sure in boxes
        if not 0 <= sure <= 1
        or (box and not (0 <= box.x0 <= box.x1 <= page.width and 0 <= box.y0 <= box.y1 <= page.height))
    ]


def read_shapes(pages: Sequence[Path], folder: Path, rng: random.Random, minutes: float) -> tuple[int, int]:
    """Read shapes of pages until the time is over; return how many, and how many failed."""
    reader, end = engine("rapidocr"), time.monotonic() + 60 * minutes
    count = failed = 0
    while time.monotonic() < end:
        path = rng.choice(pages)
        picture = shaped(np.asarray(PillowImage.open(path).convert("RGB")), rng)
        count += 1
        try:
            wrong = faults_of(read_picture(RasterPage(picture, rng.choice(_RESOLUTIONS)), 1, reader))
        except Exception:  # whatever it is, it is what is looked for
            wrong = traceback.format_exc().splitlines()[-5:]
        if wrong:
            failed += 1
            PillowImage.fromarray(picture).save(folder / f"failed-{count}.png")
            print(f"{count} {path.name} {picture.shape}", *wrong[:5], sep="\n  ", flush=True)
    return count, failed


def main(
    minutes: float = 10.0, seed: int = 1, count: int = 45, folder: Path = Path("data/bench/shapes")
) -> None:
    """Draw tuning pages of all levels, read shapes of them and print what failed."""
    folder.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("error", RuntimeWarning)  # a mean of nothing becomes a black picture later on
    pages = [
        page.path for level in Level for page in draw_pages(folder, "tuning", seed, level, max(1, count // 3))
    ]
    read, failed = read_shapes(pages, folder, random.Random(seed), minutes)
    print(f"{read} shapes of {len(pages)} pages read, {failed} failed, seed {seed}")
    raise typer.Exit(1 if failed else 0)


if __name__ == "__main__":
    typer.run(main)
