"""How a picture was digitised: colour and compression, for the record (DA/T 46-2009 数字化属性)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, UnidentifiedImageError

from capture.probe import FileKind

_COLOURS = {"1": "二值", "L": "灰度", "LA": "灰度", "I;16": "灰度", "I": "灰度", "F": "灰度"}
_PDF_COLOURS = {"/DeviceGray": "灰度", "/CalGray": "灰度"}
_FILTERS = {
    "/DCTDecode": "JPEG",
    "/JPXDecode": "JPEG 2000",
    "/CCITTFaxDecode": "CCITT",
    "/JBIG2Decode": "JBIG2",
    "/FlateDecode": "Deflate",
    "/LZWDecode": "LZW",
}
_NATIVE = {FileKind.JPEG: "JPEG", FileKind.PNG: "Deflate", FileKind.JPEG2000: "JPEG 2000"}
_TIFF = {"raw": "none", "tiff_lzw": "LZW", "tiff_deflate": "Deflate", "tiff_adobe_deflate": "Deflate"}


@dataclass(frozen=True, slots=True)
class Digitised:
    """Colour mode in the standard's words, and how the pixels are packed; empty where that is not known."""

    colour: str = ""
    compression: str = ""


def digitised(path: Path, kind: FileKind, number: int) -> Digitised:
    """Tell how a page was digitised; nothing is decoded, a page without a picture gives empty words."""
    try:
        if kind is FileKind.PDF:
            return _in_pdf(path, number)
        if kind in (FileKind.JPEG, FileKind.PNG, FileKind.TIFF, FileKind.BMP, FileKind.JPEG2000):
            return _in_picture(path, kind, number)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, pikepdf.PdfError, EOFError):
        return Digitised()
    return Digitised()


def _in_picture(path: Path, kind: FileKind, number: int) -> Digitised:
    with Image.open(path) as picture:
        if kind is FileKind.TIFF:
            picture.seek(number - 1)
        packed = str(picture.info.get("compression", ""))
        if kind is FileKind.TIFF:
            compression = _TIFF.get(packed, packed.upper().replace("GROUP", "CCITT G"))
        else:
            compression = _NATIVE.get(kind, "none")
        return Digitised(_COLOURS.get(picture.mode, "彩色"), compression)


def _in_pdf(path: Path, number: int) -> Digitised:
    with pikepdf.open(path) as pdf:
        pictures = list(pdf.pages[number - 1].get_images().values()) if number <= len(pdf.pages) else []
        if not pictures:
            return Digitised()
        largest = max(pictures, key=lambda one: int(one.get("/Width", 0)) * int(one.get("/Height", 0)))
        packed = largest.get("/Filter", "")
        names = [str(name) for name in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
        space = str(largest.get("/ColorSpace", ""))
        mask = bool(largest.get("/ImageMask", False)) or int(largest.get("/BitsPerComponent", 8)) == 1
        colour = "二值" if mask else _PDF_COLOURS.get(space, "彩色")
        return Digitised(colour, _FILTERS.get(names[-1], names[-1].lstrip("/")))
