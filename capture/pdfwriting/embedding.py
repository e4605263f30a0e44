"""Pictures become PDF pages, pixels as received: compressed data is taken over wherever a PDF can."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pikepdf
from PIL import Image as Pictures

from capture.errors import UnreadableFile
from capture.pdfwriting.inkprofile import ink_profile
from capture.pdfwriting.jpx import boxed
from capture.pdfwriting.tiffjpeg import jpeg_of_tiff
from capture.probe import FileKind, Limits, open_plain
from capture.raster import PICTURE_ERRORS, draw_page, open_stored, orientation

_MARKS = {
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}
"""For each orientation mark: whether the stored picture is mirrored, left to right, then turned clockwise."""
_QUALITY = 90
_PHOTOS = frozenset({FileKind.JPEG, FileKind.HEIF, FileKind.JPEG2000, FileKind.WEBP})
_PLAIN = {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as a PDF object, pixels as stored, and how its file asks for it to be shown.

    It is mirrored first, left to right, where ``mirrored`` says so, then turned clockwise by ``turn``.
    """

    stream: pikepdf.Stream
    turn: int
    mirrored: bool = False


def embed_picture(pdf: pikepdf.Pdf, path: Path, kind: FileKind, number: int) -> Embedded:
    """Bring a page of a picture file into a PDF.

    Raises:
        CaptureError: The page cannot be read.
    """
    with open_plain(path) as file, open_stored(path, kind, number) as picture:
        mirrored, turn = _MARKS.get(orientation(picture), (False, 0))
        lossy = picture.info.get("compression") == "jpeg" or kind in _PHOTOS
        try:
            stream = _as_stored(pdf, picture, file, kind)
        except PICTURE_ERRORS:
            stream = None  # what is damaged may be more than has to be right for it to be drawn
    if stream is not None:
        return Embedded(stream, turn, mirrored)
    # damaged, transparent or in a form that no PDF has: the upright pixels are taken
    upright = Pictures.fromarray(draw_page(path, kind, number, Limits()).image)
    stream = _encoded(pdf, upright) if lossy else _lossless(pdf, upright)
    return Embedded(stream, 0)


def _as_stored(
    pdf: pikepdf.Pdf, picture: Pictures.Image, file: BinaryIO, kind: FileKind
) -> pikepdf.Stream | None:
    """Take the compressed data over, or the pixels without loss; nothing where a PDF can hold neither."""
    if kind is FileKind.JPEG:
        return _jpeg(pdf, file.read(), picture)
    if kind is FileKind.PNG:
        return _png(pdf, file.read())
    if kind is FileKind.JPEG2000:
        return _jpeg2000(pdf, file.read(), picture)
    if kind is FileKind.TIFF and picture.info.get("compression") == "jpeg":
        data = jpeg_of_tiff(picture, file)
        return None if data is None else _jpeg(pdf, data, picture)
    if kind not in (FileKind.TIFF, FileKind.BMP) or "transparency" in picture.info:
        return None
    if picture.mode == "1":
        return _fax(pdf, picture)
    if picture.mode == "CMYK":
        return _ink_rows(pdf, picture)
    deep = picture.mode == "I;16" and _top(picture) > 255  # less is 8 bits in a wide coat
    return _lossless(pdf, picture) if deep or picture.mode in ("L", "P", "RGB") else None


def _top(picture: Pictures.Image) -> float:
    return float(picture.getextrema()[1])  # type: ignore[arg-type]  # one colour: two numbers


def _encoded(pdf: pikepdf.Pdf, picture: Pictures.Image) -> pikepdf.Stream:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    stream = _jpeg(pdf, out.getvalue(), picture)
    if stream is None:
        raise UnreadableFile
    return stream


def _lossless(pdf: pikepdf.Pdf, picture: Pictures.Image) -> pikepdf.Stream:
    out = io.BytesIO()
    if picture.mode == "RGB":
        red, green, blue = picture.split()
        if red.tobytes() == green.tobytes() == blue.tobytes():
            picture = red
    picture.save(out, "PNG")
    stream = _png(pdf, out.getvalue())
    if stream is None:
        raise UnreadableFile
    return stream


def _image(pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], bits: int, **more: Any) -> pikepdf.Stream:
    entries = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        BitsPerComponent=bits,
        **more,
    )
    return pikepdf.Stream(pdf, data, entries)


def _jpeg(pdf: pikepdf.Pdf, data: bytes, picture: Pictures.Image) -> pikepdf.Stream | None:
    if picture.mode == "CMYK":  # who writes such files writes them inverted, as Adobe began it
        space, inverted = _inks(pdf, picture), [1, 0] * 4
        return _image(
            pdf, data, picture.size, 8, ColorSpace=space, Filter=pikepdf.Name.DCTDecode, Decode=inverted
        )
    if picture.mode not in _PLAIN:
        return None
    plain = _PLAIN[picture.mode]
    return _image(pdf, data, picture.size, 8, ColorSpace=plain, Filter=pikepdf.Name.DCTDecode)


def _inks(pdf: pikepdf.Pdf, picture: Pictures.Image) -> pikepdf.Array:
    """Return the colour space of a picture in four inks: its own profile's, or the plain one's."""
    own = picture.info.get("icc_profile") or b""
    profile = pikepdf.Stream(pdf, own if own[16:20] == b"CMYK" else ink_profile(), N=4)
    return pikepdf.Array([pikepdf.Name.ICCBased, pdf.make_indirect(profile)])


def _ink_rows(pdf: pikepdf.Pdf, picture: Pictures.Image) -> pikepdf.Stream:
    """Hold four inks without loss, each row as the difference to the one above (PNG's filter "up")."""
    rows = np.asarray(picture).reshape(picture.height, -1)
    filtered = np.full((picture.height, rows.shape[1] + 1), 2, np.uint8)
    filtered[:, 1:] = rows - np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    parameters = pikepdf.Dictionary(Predictor=15, Colors=4, BitsPerComponent=8, Columns=picture.width)
    return _image(
        pdf,
        zlib.compress(filtered.tobytes()),
        picture.size,
        8,
        ColorSpace=_inks(pdf, picture),
        Filter=pikepdf.Name.FlateDecode,
        DecodeParms=parameters,
    )


def _jpeg2000(pdf: pikepdf.Pdf, data: bytes, picture: Pictures.Image) -> pikepdf.Stream | None:
    if picture.mode not in _PLAIN or "transparency" in picture.info:
        return None
    data = boxed(data, picture.size, len(picture.getbands()))
    return _image(pdf, data, picture.size, 8, ColorSpace=_PLAIN[picture.mode], Filter=pikepdf.Name.JPXDecode)


def _png(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream | None:
    """Take over the compressed rows of a PNG; nothing when a PDF cannot hold them as they are."""
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    if interlaced or kind not in (0, 2, 3):
        return None
    rows, palette, position = b"", b"", 8
    tag = b""
    while tag != b"IEND" and position + 8 <= len(data):
        length, tag = struct.unpack(">I4s", data[position : position + 8])
        part = data[position + 8 : position + 8 + length]
        if tag == b"tRNS":
            return None
        rows, palette = rows + (part if tag == b"IDAT" else b""), part if tag == b"PLTE" else palette
        position += 12 + length
    colours = 3 if kind == 2 else 1
    space: object = pikepdf.Name.DeviceRGB if kind == 2 else pikepdf.Name.DeviceGray
    if kind == 3:
        last = len(palette) // 3 - 1
        space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, last, pikepdf.String(palette)])
    parameters = pikepdf.Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=width)
    return _image(
        pdf,
        rows,
        (width, height),
        bits,
        ColorSpace=space,
        Filter=pikepdf.Name.FlateDecode,
        DecodeParms=parameters,
    )


def _fax(pdf: pikepdf.Pdf, picture: Pictures.Image) -> pikepdf.Stream:
    """Hold a black-and-white picture as fax group 4, without loss."""
    out = io.BytesIO()
    bare = picture.convert("1")
    bare.save(out, "TIFF", compression="group4", tiffinfo={278: bare.height})
    with Pictures.open(io.BytesIO(out.getvalue())) as written:
        offset, size = written.tag_v2[273][0], written.tag_v2[279][0]  # type: ignore[attr-defined]  # TIFF only
        white_is_zero = written.tag_v2[262] == 0  # type: ignore[attr-defined]  # TIFF only
    data = out.getvalue()[offset : offset + size]
    parameters = pikepdf.Dictionary(K=-1, Columns=bare.width, Rows=bare.height, BlackIs1=not white_is_zero)
    return _image(
        pdf,
        data,
        bare.size,
        1,
        ColorSpace=pikepdf.Name.DeviceGray,
        Filter=pikepdf.Name.CCITTFaxDecode,
        DecodeParms=parameters,
    )
