"""Pictures become PDF pages, pixels as received: compressed data is taken over wherever a PDF can."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image as Pictures

from capture.errors import UnreadableFile
from capture.probe import FileKind, Limits
from capture.raster import draw_page, open_stored, orientation

_EXIF_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
_QUALITY = 90
_PHOTOS = frozenset({FileKind.JPEG, FileKind.HEIF, FileKind.JPEG2000, FileKind.WEBP})


@dataclass(frozen=True, slots=True)
class Embedded:
    """A picture as a PDF object, its size as stored, and the clockwise turn its file asks for."""

    stream: pikepdf.Stream
    width: int
    height: int
    turn: int


def embed_picture(pdf: pikepdf.Pdf, path: Path, kind: FileKind, number: int) -> Embedded:
    """Bring a page of a picture file into a PDF.

    Raises:
        CaptureError: The page cannot be read.
    """
    with open_stored(path, kind, number) as picture:
        turn = _EXIF_TURNS.get(orientation(picture))
        size = picture.size
        plain = picture.mode in ("L", "RGB")
        jpeg_inside = picture.info.get("compression") == "jpeg"
        bilevel = picture.mode == "1"
    if turn is not None and kind is FileKind.JPEG and plain:
        return Embedded(_jpeg(pdf, path.read_bytes(), size, picture.mode), *size, turn)
    if turn is not None and kind is FileKind.PNG:
        stream = _png(pdf, path.read_bytes())
        if stream is not None:
            return Embedded(stream, *size, turn)
    if bilevel and turn is not None:
        with open_stored(path, kind, number) as picture:
            return Embedded(_fax(pdf, picture), *size, turn)
    # mirrored, transparent, in inks or otherwise beyond a PDF's means: the upright pixels are taken
    image = draw_page(path, kind, number, Limits()).image
    upright = Pictures.fromarray(image)
    return Embedded(_pixels(pdf, upright, lossy=jpeg_inside or kind in _PHOTOS), *upright.size, 0)


def _pixels(pdf: pikepdf.Pdf, picture: Pictures.Image, *, lossy: bool) -> pikepdf.Stream:
    out = io.BytesIO()
    if lossy:
        picture.save(out, "JPEG", quality=_QUALITY)
        return _jpeg(pdf, out.getvalue(), picture.size, picture.mode)
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


def _jpeg(pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], mode: str) -> pikepdf.Stream:
    space = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB
    return _image(pdf, data, size, 8, ColorSpace=space, Filter=pikepdf.Name.DCTDecode)


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
