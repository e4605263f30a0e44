"""The lines of a picture, by a reader: what crosses them is read apart, days and page numbers once more."""

from __future__ import annotations

from capture.clean import CleanPage
from capture.engines.base import Engine, Layout
from capture.lines.days import with_whole_days
from capture.lines.leaders import without_leaders
from capture.lines.pagenumbers import with_page_number
from capture.lines.specks import look_past_specks
from capture.lines.watermark import seen_either_way, without_watermark
from capture.pages import Line
from capture.quality.legibility import count_unread


def read_lines(clean: CleanPage, reader: Engine, layout: Layout | None) -> tuple[tuple[Line, ...], int]:
    """Read the lines of a page, and tell how many could not be; what runs across at an angle comes last."""
    known = with_quads(clean, reader, layout)
    quads = known.quads or ()
    plain = without_watermark(clean, quads)
    if plain is None:
        lines = reader.read(clean.image, known, clean.soft())
        if not quads:
            return lines, 0  # only a reader that seeks lines first can be told where to read
        bare = without_leaders(clean.image, lines)
        if bare is not None:
            again = reader.look(bare, upright=True)
            quads, lines = again.quads or (), reader.read(bare, again)
        unread = count_unread(quads, lines)
        return with_page_number(clean.image, with_whole_days(clean.image, lines, reader), reader), unread
    level, slanted = seen_either_way(quads, reader.look(plain.image, upright=True).quads or ())
    across = reader.read(clean.image, Layout(0, tuple(slanted)))
    found = Layout(0, tuple(level))
    # where nothing crosses it, pale print is read better with all its strokes
    whole = {line.box: line for line in reader.read(clean.image, found)}
    best = [max(line, whole.get(line.box, line), key=_sureness) for line in reader.read(plain.image, found)]
    return (*best, *across), count_unread(level, best)


def with_quads(clean: CleanPage, reader: Engine, layout: Layout | None) -> Layout:
    """Return where the lines of an upright page are, which is sought where ``layout`` does not tell."""
    if layout is not None and layout.quads is not None:
        return layout
    return look_past_specks(clean.image, reader, upright=True)


def _sureness(line: Line) -> float:
    return line.confidence
