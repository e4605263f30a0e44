"""A page becomes a picture: RGB, as stored, with the camera's orientation mark honoured."""

from __future__ import annotations

import io
import math
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pymupdf
from PIL import Image as Pictures
from PIL import ImageOps

from capture.engines.base import Image
from capture.errors import NoPages, TooLarge, UnreadableFile
from capture.files.papers import open_page
from capture.formats.pdf import PDF_ERRORS, page_dpi
from capture.formats.pictures import tiff_directories
from capture.pages import Box
from capture.probe import AS_PDF, FileKind, Limits, open_plain

Pictures.MAX_IMAGE_PIXELS = None  # the limit is ours, checked before anything is decoded
pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False)
_PLAUSIBLE_DPI = range(100, 2401)
_LEAST_UNEVEN, _MOST_UNEVEN = 1.5, 4.5
_LARGEST_FAX = 40_000_000
"""Pixels of a fax as it is shown, ten times a usual one: what is larger claims nonsense."""
_QUALITY = 82
_ORIENTATION = 0x0112
PICTURE_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
"""What Pillow raises where a picture is damaged: its marks may be of any kind and size."""
_QUARTERS = {
    90: Pictures.Transpose.ROTATE_270,
    180: Pictures.Transpose.ROTATE_180,
    270: Pictures.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class RasterPage:
    """A page as a picture: rows x columns x RGB."""

    image: Image
    dpi: int | None


def draw_page(
    path: Path, kind: FileKind, number: int, limits: Limits, password: str | None = None
) -> RasterPage:
    """Return a page as a picture.

    Raises:
        CaptureError: The page cannot be drawn.
    """
    if kind in AS_PDF:
        with open_page(path, kind, number, limits, password) as page:
            dpi = page_dpi(page, limits.max_pixels)
            return RasterPage(draw_pdf_page(page, dpi), dpi)
    with open_plain(path) as file:
        picture = _open_picture(file, path, kind, number)
        if picture.width * picture.height > limits.max_pixels:
            raise TooLarge(pixels=picture.width * picture.height, allowed=limits.max_pixels)
        dpi_found = _dpi(picture)
        return RasterPage(np.asarray(_decode(picture)), dpi_found)


def page_picture(
    path: Path, kind: FileKind, number: int, rotation: int, max_side: int, password: str | None = None
) -> bytes:
    """Return a page as JPEG for a screen, turned upright, its longer side at most ``max_side``.

    Raises:
        CaptureError: The page cannot be drawn.
    """
    if kind in AS_PDF:
        with open_page(path, kind, number, Limits(), password) as page:
            scale = max_side / max(page.rect.width, page.rect.height, 1.0)
            picture = Pictures.fromarray(draw_pdf_page(page, max(1, min(600, int(72 * scale)))))
    else:
        with open_plain(path) as file:
            picture = _open_picture(file, path, kind, number)
            picture.draft("RGB", (max_side, max_side))
            picture = _decode(picture)
    picture.thumbnail((max_side, max_side), Pictures.Resampling.LANCZOS, reducing_gap=2.0)
    if rotation:
        picture = picture.transpose(_QUARTERS[rotation])
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def draw_pdf_page(page: Any, dpi: int, part: Box | None = None) -> Image:
    """Draw a PDF page, as its own rotation mark says, or a part of it in pixels of the page drawn so.

    Raises:
        UnreadableFile: It cannot be drawn.
    """
    clip = None if part is None else tuple(side * 72 / dpi for side in part.as_list())
    try:
        pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False, clip=clip)
    except PDF_ERRORS as error:
        raise UnreadableFile from error
    if not pixels.width or not pixels.height:
        raise UnreadableFile
    rows = np.frombuffer(pixels.samples_mv, np.uint8).reshape(pixels.height, pixels.stride)
    return rows[:, : pixels.width * 3].reshape(pixels.height, pixels.width, 3).copy()


@contextmanager
def open_stored(path: Path, kind: FileKind, number: int) -> Iterator[Pictures.Image]:
    """Open a page of a picture file as it is stored, not decoded yet.

    Raises:
        CaptureError: It cannot be opened.
    """
    with open_plain(path) as file:
        yield _open_picture(file, path, kind, number)


def _open_picture(file: Any, path: Path, kind: FileKind, number: int) -> Pictures.Image:
    try:
        picture = Pictures.open(file, formats=(kind.name,))
        if kind is FileKind.TIFF:
            picture.seek(_tiff_index(file, number))
        elif number != 1:
            raise NoPages
    except PICTURE_ERRORS as error:
        raise UnreadableFile from error
    return picture


def _tiff_index(file: Any, number: int) -> int:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        pages = [directory.index for directory in tiff_directories(data) if not directory.reduced]
    if not 1 <= number <= len(pages):
        raise NoPages
    return pages[number - 1]


def _decode(picture: Pictures.Image) -> Pictures.Image:
    """Decode, set upright by the orientation mark, and make it RGB on white.

    Raises:
        UnreadableFile: The data is damaged.
    """
    try:
        picture.load()
        size = _square_size(picture)
        upright = _as_rgb(picture)
        if size != upright.size:
            upright = upright.resize(size, Pictures.Resampling.BILINEAR)
        if orientation(upright) != 1:
            ImageOps.exif_transpose(upright, in_place=True)
    except PICTURE_ERRORS as error:
        raise UnreadableFile from error
    return upright


def _as_rgb(picture: Pictures.Image) -> Pictures.Image:
    if picture.mode == "RGB":
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        return _deep_grey(picture)
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Pictures.new("RGB", picture.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        ground.info.update(_orientation(picture))
        return ground
    return picture.convert("RGB")


def _deep_grey(picture: Pictures.Image) -> Pictures.Image:
    """Bring 16 and 32 bits of grey down to 8."""
    values = np.asarray(picture).astype(np.float32)
    top = 65535.0 if values.max(initial=0) > 255 else 255.0
    grey = Pictures.fromarray(np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)).convert("RGB")
    grey.info.update(_orientation(picture))
    return grey


def orientation(picture: Pictures.Image) -> int:
    """Return the camera's orientation mark; 1, which is upright, where there is none or it is damaged."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except PICTURE_ERRORS:
        return 1


def _orientation(picture: Pictures.Image) -> dict[str, bytes]:
    exif = picture.info.get("exif")
    return {"exif": exif} if exif else {}


def _square_size(picture: Pictures.Image) -> tuple[int, int]:
    """Return the size of a picture, as stored, with pixels as high as wide: of a fax rows lie far apart.

    Standard faxes have 204 dots an inch and 98 rows. Of other pictures such a claim is nonsense.
    """
    if picture.mode != "1":
        return picture.size
    across, down = _claim(picture)
    finer = max(across, down)
    if not finer or not _LEAST_UNEVEN <= finer / max(1.0, min(across, down)) <= _MOST_UNEVEN:
        return picture.size
    size = round(picture.width * finer / across), round(picture.height * finer / down)
    return size if size[0] * size[1] <= _LARGEST_FAX else picture.size


def _claim(picture: Pictures.Image) -> tuple[float, float]:
    """Return the dots an inch that a file claims, across and down; 0 where it claims none."""
    try:
        across, down = (float(one) for one in picture.info.get("dpi") or (0, 0))
    except PICTURE_ERRORS:
        return 0.0, 0.0
    return across, down


def _dpi(picture: Pictures.Image) -> int | None:
    """Return the resolution the file claims, unless it is a screen's default or nonsense."""
    across, down = _claim(picture)
    claimed = max(across, down) if _square_size(picture) != picture.size else across
    dpi = round(claimed) if math.isfinite(claimed) else 0
    return dpi if dpi in _PLAUSIBLE_DPI else None


def turned(image: Image, rotation: int) -> Image:
    """Turn a picture clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(image, -rotation // 90)) if rotation else image
