"""Copies pages from one PDF to another, form fields with their link to the form they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

_DEEPEST = 20


def copy_pages(pdf: pikepdf.Pdf, source: pikepdf.Pdf, indices: Sequence[int]) -> list[pikepdf.Page]:
    """Append pages of a source, counted from 0, and return them; form fields keep working.

    A signature's value stays behind: it vouches for the original's bytes, not for a copy's.
    """
    start = len(pdf.pages)
    try:
        pdf.add_pages_from(source, indices)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        # a form in circles or of wrong kinds: the pages count, not what can be typed into them
        while len(pdf.pages) > start:
            del pdf.pages[-1]
        pdf.add_pages_from(source, indices, forms="strip")
    _unsign(pdf)
    return [pdf.pages[start + offset] for offset in range(len(indices))]


def _unsign(pdf: pikepdf.Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    for field in _fields(form.get("/Fields"), 0):
        if field.get("/FT") == pikepdf.Name.Sig and "/V" in field:
            del field["/V"]
    if "/SigFlags" in form:
        del form["/SigFlags"]


def _fields(kids: object, depth: int) -> Iterator[pikepdf.Dictionary]:
    if not isinstance(kids, pikepdf.Array) or depth > _DEEPEST:
        return
    for field in kids:
        if isinstance(field, pikepdf.Dictionary):
            yield field
            yield from _fields(field.get("/Kids"), depth + 1)
