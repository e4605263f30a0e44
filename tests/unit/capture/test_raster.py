from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from capture.errors import CaptureError
from capture.probe import FileKind, Limits
from capture.raster import draw_page, page_picture

_ORIENTATION = 0x0112


def _corner(mode: str = "RGB") -> Image.Image:
    """A white picture, 60 x 40, with a dark top left corner."""
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste((0, 0, 0), (0, 0, 20, 10))
    return picture.convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind", "form"),
    [
        ("RGB", FileKind.JPEG, "JPEG"),
        ("L", FileKind.JPEG, "JPEG"),
        ("CMYK", FileKind.JPEG, "JPEG"),
        ("P", FileKind.PNG, "PNG"),
        ("1", FileKind.TIFF, "TIFF"),
        ("LA", FileKind.PNG, "PNG"),
        ("RGBA", FileKind.PNG, "PNG"),
        ("RGB", FileKind.BMP, "BMP"),
    ],
)
def test_every_colour_mode_becomes_rgb(tmp_path: Path, mode: str, kind: FileKind, form: str) -> None:
    path = tmp_path / "picture"
    _corner(mode).save(path, form)
    image = draw_page(path, kind, 1, Limits()).image
    assert image.shape == (40, 60, 3)
    assert image.dtype == np.uint8
    assert image[3, 5].max() < 40
    assert image[30, 50].min() > 215


def test_sixteen_bits_of_grey_become_eight(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    Image.fromarray(np.full((20, 30), 32768, np.uint16)).save(path)
    assert abs(int(draw_page(path, FileKind.PNG, 1, Limits()).image[0, 0, 0]) - 127) <= 1


def test_transparent_ground_is_white(tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(path)
    assert draw_page(path, FileKind.PNG, 1, Limits()).image.min() == 255


@pytest.mark.parametrize(
    ("claim", "shape", "dpi"),
    [((204, 98), (83, 60), 204), ((204, 196), (40, 60), 204), ((0, 0), (40, 60), None)],
)
def test_a_fax_of_few_rows_an_inch_was_read_squashed(
    tmp_path: Path, claim: tuple[int, int], shape: tuple[int, int], dpi: int | None
) -> None:
    path = tmp_path / "fax.tif"
    _corner("1").save(path, compression="group3", dpi=claim)
    page = draw_page(path, FileKind.TIFF, 1, Limits())
    assert (page.image.shape[:2], page.dpi) == (shape, dpi)


@pytest.mark.parametrize(("mark", "dark"), [(1, (0, 0)), (3, (1, 1)), (6, (0, 1)), (8, (1, 0))])
def test_the_orientation_mark_of_a_camera_is_honoured(
    tmp_path: Path, mark: int, dark: tuple[int, int]
) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[_ORIENTATION] = mark
    _corner().save(path, exif=exif)
    image = draw_page(path, FileKind.JPEG, 1, Limits()).image
    rows, columns = image.shape[:2]
    assert (rows > columns) == (mark in (6, 8))
    assert image[3 if dark[0] == 0 else rows - 4, 3 if dark[1] == 0 else columns - 4].max() < 60


@pytest.mark.parametrize(("claimed", "found"), [((300, 300), 300), ((72, 72), None), (None, None)])
def test_resolution_is_taken_from_the_file_when_it_means_something(
    tmp_path: Path, claimed: tuple[int, int] | None, found: int | None
) -> None:
    path = tmp_path / "scan.jpg"
    _corner().save(path, **({"dpi": claimed} if claimed else {}))
    assert draw_page(path, FileKind.JPEG, 1, Limits()).dpi == found


def test_pdf_pages_are_drawn_at_300_dpi(digital_pdf: Path) -> None:
    page = draw_page(digital_pdf, FileKind.PDF, 2, Limits())
    assert page.dpi == 300
    assert abs(page.image.shape[1] - 420 / 72 * 300) <= 1


def test_a_large_sheet_is_drawn_at_less_than_the_limit(digital_pdf: Path) -> None:
    page = draw_page(digital_pdf, FileKind.PDF, 1, Limits(max_pixels=1_500_000))
    assert page.image.shape[0] * page.image.shape[1] <= 1_500_000


def test_pages_of_a_tiff_are_told_apart_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    Image.new("L", (8, 8), 10).save(path, save_all=True, append_images=[Image.new("L", (8, 8), 200)])
    assert draw_page(path, FileKind.TIFF, 2, Limits()).image[0, 0, 0] == 200
    with pytest.raises(CaptureError):
        draw_page(path, FileKind.TIFF, 3, Limits())


def test_damaged_data_is_unreadable(tmp_path: Path) -> None:
    out = io.BytesIO()
    _corner().save(out, "PNG")
    data = bytearray(out.getvalue())
    data[60:90] = bytes(30)
    path = tmp_path / "damaged.png"
    path.write_bytes(data)
    with pytest.raises(CaptureError) as caught:
        draw_page(path, FileKind.PNG, 1, Limits())
    assert caught.value.code == "unreadable"


def test_pictures_for_the_screen_are_turned_and_small(tmp_path: Path, digital_pdf: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("RGB", (600, 200), "white").save(path)
    shown = Image.open(io.BytesIO(page_picture(path, FileKind.PNG, 1, 90, 300)))
    assert shown.size == (100, 300)
    drawn = Image.open(io.BytesIO(page_picture(digital_pdf, FileKind.PDF, 1, 0, 400)))
    assert max(drawn.size) <= 400
    assert max(drawn.size) > 380


def test_a_huge_picture_that_claims_to_be_a_fax_is_not_drawn_larger(tmp_path: Path) -> None:
    """Pixels are bounded before they are decoded: a claim of few rows an inch may not raise them fourfold."""
    path = tmp_path / "huge.tif"
    Image.new("1", (6000, 5000), 1).save(path, dpi=(408, 98), compression="group4")
    assert draw_page(path, FileKind.TIFF, 1, Limits()).image.shape[:2] == (5000, 6000)
