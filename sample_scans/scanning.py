"""From drawn papers to the bytes of files: scanned pages as JPEG, PNG, BMP, TIFF and PDF."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pymupdf
from PIL import Image

from sample_scans.case import Drawn
from sample_scans.degrade import Level, Scan, degrade
from sample_scans.paper import Paper
from sample_scans.render import line_boxes, pdf_of, rasterise
from sample_scans.wear import wear_scan, wear_sheet

#: kind of file -> its suffix; ``born`` is a PDF with a text layer, ``tifbw`` a fax-like TIFF
SUFFIXES = {
    "jpg": ".jpg",
    "png": ".png",
    "bmp": ".bmp",
    "tif": ".tif",
    "tifbw": ".tif",
    "pdf": ".pdf",
    "born": ".pdf",
}


def scan_paper(paper: Paper, level: Level, rng: random.Random, *, dpi: int = 200, worn: bool = False) -> Scan:
    """Scan one sheet; ``worn`` as it comes out of an office, not out of the printer."""
    image, lines = rasterise(paper, dpi), line_boxes(paper, dpi)
    if not worn:
        return degrade(image, lines, dpi, level, rng)
    hand = random.Random(rng.getrandbits(64))
    scan = degrade(wear_sheet(image, lines, dpi, level, hand), lines, dpi, level, rng)
    return wear_scan(scan, level, hand)


def scan_all(
    drawn: Sequence[Drawn], level: Level, rng: random.Random, *, dpi: int = 200, worn: bool = False
) -> list[Scan]:
    """Scan all sheets of these papers, in order."""
    return [scan_paper(paper, level, rng, dpi=dpi, worn=worn) for one in drawn for paper in one.pages]


def file_bytes(scans: Sequence[Scan], kind: str, *, turned: int = 0, grey: bool = False) -> bytes:
    """Write scanned pages as one file; ``turned`` is how far clockwise the sheets lay in the scanner."""
    images = [_laid(scan.image, turned, grey) for scan in scans]
    first = scans[0]
    stream = io.BytesIO()
    dpi = (first.dpi, first.dpi)
    match kind:
        case "jpg":
            return _jpeg(images[0], first)
        case "png":
            images[0].quantize(64, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True, dpi=dpi)
        case "bmp":
            images[0].convert("L").save(stream, "BMP", dpi=dpi)
        case "tif":
            images[0].save(
                stream,
                "TIFF",
                save_all=True,
                append_images=images[1:],
                compression="jpeg",
                quality=60,
                dpi=dpi,
            )
        case "tifbw":
            black = [
                image.convert("L").point(lambda value: 255 if value > 150 else 0).convert("1")
                for image in images
            ]
            black[0].save(
                stream, "TIFF", save_all=True, append_images=black[1:], compression="group4", dpi=dpi
            )
        case "pdf":
            return _image_pdf(images, scans)
        case _:
            raise ValueError(f"no kind of file {kind}")
    return stream.getvalue()


def born_digital(drawn: Sequence[Drawn]) -> bytes:
    """Print the papers straight to a PDF with a text layer."""
    return pdf_of([paper for one in drawn for paper in one.pages])


def _laid(image: Image.Image, turned: int, grey: bool) -> Image.Image:
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    if turned:
        image = image.transpose(turns[turned])
    return image.convert("L") if grey else image


def _jpeg(image: Image.Image, scan: Scan) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=scan.quality, dpi=(scan.dpi, scan.dpi), optimize=True)
    return stream.getvalue()


def _image_pdf(images: Sequence[Image.Image], scans: Sequence[Scan]) -> bytes:
    document = pymupdf.open()
    for image, scan in zip(images, scans, strict=True):
        k = 72 / scan.dpi
        page = document.new_page(width=image.width * k, height=image.height * k)
        page.insert_image(page.rect, stream=_jpeg(image, scan))
    document.set_metadata({"producer": "Scan to PDF", "creationDate": "D:20260301090000+08'00'"})
    data: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    document.close()
    return data
