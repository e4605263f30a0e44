"""A page of an OFD becomes a PDF page: the same boxes, the same characters, pictures, rules and seals."""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from capture.errors import CaptureError, TooLarge, TooManyParts
from capture.formats.pdf import LEAST_DPI, READABLE_DPI
from capture.formats.pictures import Measure
from capture.ofd.canvas import Canvas
from capture.ofd.document import Layers, OfdFile, Stamp
from capture.ofd.notation import UNIT, Area, area, matrix, moved, times
from capture.ofd.paths import path
from capture.ofd.sealpicture import seal_picture
from capture.ofd.style import BLACK, style_of, written
from capture.ofd.text import TextWriter

MOST_OBJECTS = 100_000
MOST_STEPS = 200_000
LONGEST_PATH = 30_000
MOST_STAMPS = 200
DEEPEST = 12
_NOWHERE = Area(0, 0, 0, 0)
_SEAL_DPI = 400
_SEAL_PIXELS = 4_000_000


def measure_ofd(source: BinaryIO, max_pixels: int) -> Measure:
    """Count the pages of an OFD; only its list of parts and pages is opened.

    Raises:
        CaptureError: It is locked, damaged, has no pages, or pages too large to be drawn.
    """
    ofd = OfdFile(source)
    for page in ofd.pages:
        _check_size(ofd.box(page), max_pixels)
    return Measure(len(ofd.pages), 0)


def draw_ofd_page(source: BinaryIO, number: int, max_pixels: int, *, seals: bool = True) -> Any:
    """Return a page as a PDF document of one page.

    Raises:
        CaptureError: It cannot be drawn.
    """
    ofd = OfdFile(source)
    layers = ofd.layers(number)
    _check_size(layers.box, max_pixels)
    canvas = Canvas(layers.box, max_pixels)
    try:
        pen = _Pen(ofd, layers, canvas)
        pen.draw_layers()
        if seals:
            if len(layers.stamps) > MOST_STAMPS:
                raise TooManyParts(allowed=MOST_STAMPS)
            for stamp in layers.stamps:
                pen.draw_stamp(stamp)
        return canvas.finish()
    except BaseException:
        canvas.document.close()
        raise


def _check_size(box: Area, max_pixels: int) -> None:
    pixels = round(box.width * box.height * (READABLE_DPI / 25.4) ** 2)
    if pixels > max_pixels:
        raise TooLarge(pixels=pixels, allowed=max_pixels)


class _Pen:
    """Draws the objects of one page."""

    def __init__(self, ofd: OfdFile, layers: Layers, canvas: Canvas) -> None:
        self._package = ofd.package
        self._layers = layers
        self._shared = layers.shared
        self._canvas = canvas
        self._text = TextWriter(canvas, ofd.package, layers.shared)
        self._budget = MOST_OBJECTS
        self._steps = MOST_STEPS
        self._open: set[str] = set()
        self._seals: dict[str, str | None] = {}

    def draw_layers(self) -> None:
        """Draw templates, the page itself and what annotations lay over it."""
        for layer in self._layers.layers:
            self._draw_all(layer, layer, 0)
        for appearance in self._layers.appearances:
            box = _place(appearance)
            if box is not None:
                self._canvas.add("q")
                self._canvas.transform(moved(UNIT, box.x, box.y))
                self._draw_all(appearance, None, 0)
                self._canvas.add("Q")

    def _draw_all(self, holder: Element, layer: Element | None, depth: int) -> None:
        for thing in holder:
            self._budget -= 1
            if self._budget < 0:
                raise TooManyParts(allowed=MOST_OBJECTS)
            if thing.tag == "PageBlock":  # no deeper than the part that holds it
                self._draw_all(thing, layer, depth)
            elif thing.tag in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._draw(thing, layer, depth)

    def _draw(self, thing: Element, layer: Element | None, depth: int) -> None:
        box = _place(thing)
        if box is None or thing.get("Visible") == "false":
            return
        canvas = self._canvas
        style = style_of(thing, layer, self._shared)
        canvas.add("q")
        canvas.shade(style.alpha("FillColor"), thing.get("BlendMode", ""))
        canvas.transform(moved(UNIT, box.x, box.y))
        self._clip(thing)
        if thing.tag == "ImageObject":
            self._draw_picture(thing, box)
        else:
            canvas.transform(matrix(thing.get("CTM")))
            if thing.tag == "TextObject":
                self._text.write(thing, style)
            elif thing.tag == "PathObject":
                self._draw_path(thing, layer)
            else:
                self._draw_group(thing, layer, depth)
        canvas.add("Q")

    def _clip(self, thing: Element) -> None:
        """Let an object show within the outlines it names; within letters is too rare to be drawn."""
        for clip in thing.findall("Clips/Clip"):
            steps: list[str] = []
            for part in clip.findall("Area"):
                outline = part.find("Path")
                if outline is None:
                    steps = []
                    break  # showing too much is better than too little
                steps += self._outline(part, outline)
            if steps:
                self._canvas.add(*steps, "W n")

    def _outline(self, part: Element, outline: Element) -> list[str]:
        box = _place(outline) or _NOWHERE
        by = times(matrix(outline.get("CTM")), moved(matrix(part.get("CTM")), box.x, box.y))
        steps = self._spent(path(outline.findtext("AbbreviatedData"), by))
        if steps and steps[0].endswith("m"):
            return steps
        if box.width <= 0:
            return []
        corners = f"M 0 0 L {box.width} 0 L {box.width} {box.height} L 0 {box.height} C"
        return list(path(corners, by))

    def _spent(self, outline: Iterator[str]) -> list[str]:
        """Return the steps of a path, which are taken off what the page may have in all."""
        steps = list(islice(outline, LONGEST_PATH))
        self._steps -= len(steps)
        if self._steps < 0:
            raise TooManyParts(allowed=MOST_STEPS)
        return steps

    def _draw_path(self, thing: Element, layer: Element | None) -> None:
        style = style_of(thing, layer, self._shared)
        steps = self._spent(path(thing.findtext("AbbreviatedData")))
        ink = style.colour("FillColor")  # none is no ink, unlike that of text and of lines
        fill, stroke = style.flag("Fill", False) and ink is not None, style.flag("Stroke", True)
        if not steps or not steps[0].endswith("m") or not (fill or stroke):
            return
        self._canvas.add(written(ink or BLACK, "rg"))
        self._canvas.add(written(style.colour("StrokeColor") or BLACK, "RG"), style.pen())
        paint = {(True, True): "B", (True, False): "f"}.get((fill, stroke), "S")
        even_odd = "*" if fill and style.text("Rule") == "Even-Odd" else ""
        self._canvas.add(*steps, paint + even_odd)

    def _draw_picture(self, thing: Element, box: Area) -> None:
        place = self._shared.pictures.get(thing.get("ResourceID", ""))
        if place is None:
            return
        try:
            data = self._package.part(place)
        except CaptureError:
            return
        name = self._canvas.picture(place, data)
        if name is None:
            return
        wanted = matrix(thing.get("CTM")) if thing.get("CTM") else (box.width, 0, 0, box.height, 0, 0)
        self._canvas.transform(wanted)
        self._canvas.add(f"1 0 0 -1 0 1 cm /{name} Do")

    def _draw_group(self, thing: Element, layer: Element | None, depth: int) -> None:
        name = thing.get("ResourceID", "")
        group = self._shared.groups.get(name)
        content = group.find("Content") if group is not None else None
        if content is None or name in self._open or depth >= DEEPEST:
            return  # a group may hold itself
        self._open.add(name)
        self._draw_all(content, layer, depth + 1)
        self._open.remove(name)

    def draw_stamp(self, stamp: Stamp) -> None:
        """Draw a seal as a picture that lets the words below shine through; a damaged one is left out."""
        if stamp.part not in self._seals:  # one seal is pressed many times
            self._seals[stamp.part] = self._seal(stamp.part)
        name = self._seals[stamp.part]
        if name is None:
            return
        self._canvas.add("q")
        self._canvas.shade(1.0, "Multiply")
        self._canvas.transform(moved(UNIT, stamp.box.x, stamp.box.y))
        if stamp.clip is not None:
            self._canvas.clip(stamp.clip)
        self._canvas.transform((stamp.box.width, 0, 0, stamp.box.height, 0, 0))
        self._canvas.add(f"1 0 0 -1 0 1 cm /{name} Do", "Q")

    def _seal(self, part: str) -> str | None:
        try:
            found = seal_picture(self._package.part(part))
            if found is None:
                return None
            kind, data = found
            return self._canvas.picture(part, _picture_of_ofd(data) if kind == "ofd" else data)
        except CaptureError:
            return None


def _place(thing: Element) -> Area | None:
    """Return the box of an object; one without any stands where the page begins."""
    text = thing.get("Boundary")
    return _NOWHERE if text is None else area(text) or _point(text)


def _point(text: str) -> Area | None:
    """Return the place of a box without extent: a rule may have one."""
    values = text.split()
    filled = area(" ".join([*values[:2], "1", "1"]))
    return Area(filled.x, filled.y, 0, 0) if filled is not None and len(values) >= 2 else None


def _picture_of_ofd(data: bytes) -> bytes:
    """Draw a seal that is itself an OFD; its own seals are not looked for, so there is no circle."""
    document = draw_ofd_page(io.BytesIO(data), 1, _SEAL_PIXELS, seals=False)
    try:
        page = document[0]
        inches = page.rect.width * page.rect.height / 72**2
        dpi = max(LEAST_DPI, min(_SEAL_DPI, int((_SEAL_PIXELS / max(inches, 1e-6)) ** 0.5)))
        picture: bytes = page.get_pixmap(dpi=dpi, alpha=True).tobytes("png")
        return picture
    except (RuntimeError, ValueError) as error:
        raise TooLarge(pixels=0, allowed=_SEAL_PIXELS) from error
    finally:
        document.close()
