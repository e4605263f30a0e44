"""Takes somebody else's hidden text off a scanned PDF page, so that every word stands there once.

What the page draws is closed in itself besides: a scale that a scanner's program left behind must not move
the text that is written after it.
"""

from __future__ import annotations

import re
from contextlib import suppress

import pikepdf

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_DEEPEST = 4
_DRAWN = re.compile(rb"(/[^\s/<>\[\](){}%]+)\s+Do\b")
_MOST_BYTES = 8 * 1024 * 1024
"""Of drawing commands: parsed they take a hundred times as much memory, and a second for each megabyte."""


def is_drawn_at_length(page: pikepdf.Page) -> bool:
    """Return whether a page and the forms it draws have more drawing commands than can be looked through."""
    own = _commands(page.obj.get("/Contents"))
    size = sum(map(len, own))
    if size > _MOST_BYTES:
        return True
    resources = page.obj.get("/Resources")
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return False
    # programs that put pages together let all of them share the names of what any of them draws
    for name in {found for part in own for found in _DRAWN.findall(part)}:
        form = named.get(name.decode("latin-1"))
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == pikepdf.Name.Form:
            size += sum(map(len, _commands(form)))
        if size > _MOST_BYTES:
            return True
    return False


def _commands(content: pikepdf.Object | None) -> list[bytes]:
    """Return the streams of commands; one that cannot be unpacked is not parsed either."""
    found = []
    for part in content if isinstance(content, pikepdf.Array) else (content,):
        if isinstance(part, pikepdf.Stream):
            with suppress(pikepdf.PdfError, ValueError, RuntimeError):
                found.append(part.read_bytes())
    return found


def without_hidden_text(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Drop the text of a page that is written but not shown; a page that cannot be parsed keeps it."""
    try:
        stream, changed = (b"", False) if is_drawn_at_length(page) else _filtered(pdf, page.obj, 0)
    except (pikepdf.PdfError, ValueError, TypeError, IndexError, RuntimeError):
        # names that are no text, missing operands, streams that cannot be unpacked
        changed = False
    if changed:
        page.obj.Contents = pdf.make_stream(stream)
    page.contents_add(b"q", prepend=True)
    page.contents_add(b"Q")


def _filtered(pdf: pikepdf.Pdf, content: pikepdf.Object, depth: int) -> tuple[bytes, bool]:
    """Return the drawing commands without hidden text, and whether there was any."""
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    modes = [0]
    changed = False
    for command in pikepdf.parse_content_stream(content):
        operator = str(command.operator)
        if operator == "q":
            modes.append(modes[-1])
        elif operator == "Q":
            if len(modes) == 1:  # it closes what was never opened
                changed = True
                continue
            modes.pop()
        elif operator == "Tr":
            modes[-1] = int(command.operands[0])
        elif operator in _SHOWING and modes[-1] == _INVISIBLE:
            changed = True
            continue
        elif operator == "Do" and depth < _DEEPEST:
            _filter_form(pdf, content, command.operands[0], depth)
        kept.append(command)
    left_open = len(modes) - 1
    return pikepdf.unparse_content_stream(kept) + b"\nQ" * left_open, changed or left_open > 0


def _filter_form(pdf: pikepdf.Pdf, content: pikepdf.Object, name: pikepdf.Object, depth: int) -> None:
    """Do the same inside a form that the content draws."""
    found: object = content
    for key in ("/Resources", "/XObject", str(name)):
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            return  # damaged: what should hold something is a number or a name
        found = found.get(key)
    if not isinstance(found, pikepdf.Stream) or found.get("/Subtype") != pikepdf.Name.Form:
        return
    form = found
    stream, changed = _filtered(pdf, form, depth + 1)
    if changed:
        form.write(stream)
