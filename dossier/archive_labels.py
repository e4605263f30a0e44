"""Labels for the spines and faces of boxes, each on one page however long its names are."""

from __future__ import annotations

from collections.abc import Sequence

from capture.pages import Message
from dossier.archive_forms import Folder, retention_words
from dossier.fitting import fit
from dossier.language import translate
from dossier.printouts import MM, Align, Block, Column, Format, NewPage, Printout, QrCode, Table, Text

_SPINE_MARGIN, _BOX_MARGIN = 4.0, 5.0
_PADDING = 2.6 * MM


def spine_labels(folders: Sequence[Folder], language: str, width: float = 40.0) -> Printout:
    """Return spine labels of boxes (310 mm high; 20, 30, 40 or 50 mm wide), each with its code."""
    form = Format(width, 297.0, margin=_SPINE_MARGIN, numbered=False)
    blocks: list[Block] = []
    for place, folder in enumerate(folders):
        if place:
            blocks.append(NewPage())
        blocks += _spine(folder, language, form)
    return Printout(translate(Message("Spine labels"), language), blocks, language, form)


def _spine(folder: Folder, language: str, form: Format) -> list[Block]:
    inner = form.inner_width
    title, size = fit(folder.title, 12, inner, 12, 6)
    blocks: list[Block] = [Text(title, size, bold=True, align=Align.CENTRE, after=4)]
    rows = [
        (Message("Fonds"), folder.fonds, 5),
        (Message("Year"), folder.years, 1),
        (Message("Retention"), retention_words(folder.retention, language), 1),
        (Message("Class"), folder.category, 5),
        (Message("Documents"), _first_to_last(folder), 5),
    ]
    for name, value, most in rows:
        said, size = fit(value or "\n", 9, inner - _PADDING, most)
        blocks.append(Table([Column("")], [[translate(name, language)]], size=9, after=0))
        blocks.append(Table([Column("")], [[said]], size=size, after=1.5))
    if folder.number:
        number, size = fit(folder.number, 8, inner, 1 if len(folder.number) < 28 else 3, 6)
        blocks += [Text(number, size, align=Align.CENTRE), QrCode(folder.number, form.width - 10)]
    return blocks


def _first_to_last(folder: Folder) -> str:
    if not folder.entries:
        return ""
    first, last = (one.number or str(one.place) for one in (folder.entries[0], folder.entries[-1]))
    series, _, serial = first.rpartition("-")
    if last.rpartition("-")[0] == series:  # the number below says the rest
        return f"{serial} — {last.rpartition('-')[2]}"
    return f"{first}\n—\n{last}"


def box_labels(folders: Sequence[Folder], language: str) -> Printout:
    """Return labels for the face of boxes, one a page of 100 by 70 millimetres."""
    form = Format(100.0, 70.0, margin=_BOX_MARGIN, numbered=False)
    blocks: list[Block] = []
    for place, folder in enumerate(folders):
        if place:
            blocks.append(NewPage())
        title, size = fit(folder.title, 12, form.inner_width, 2, 7)
        blocks.append(Text(title, size, bold=True, align=Align.CENTRE, after=1))
        words = (folder.category, folder.years, retention_words(folder.retention, language))
        line, size = fit("  ".join(word for word in words if word), 9, form.inner_width, 2, 6)
        blocks.append(Text(line, size, align=Align.CENTRE, after=1))
        if folder.number:
            number, size = fit(folder.number, 9, form.inner_width, 2, 6)
            blocks.append(Text(number, size, align=Align.CENTRE, after=1))
            blocks.append(QrCode(folder.number, 28, after=0))
    return Printout(translate(Message("Box labels"), language), blocks, language, form)
