"""What a file holds beside what its pages show: a PDF portfolio is a cover sheet with papers attached to it.

It is not read, but a person is told of it. Data made for programs, as the XML of an electronic invoice,
says what the page says.
"""

# mypy: allow-untyped-calls
# PyMuPDF carries half of its types

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from capture.errors import CaptureError
from capture.formats.pdf import PDF_ERRORS
from capture.ofd.document import OfdFile
from capture.office.oldcells import has_drawings
from capture.pages import Message, PageWarning
from capture.probe import OFFICE, FileKind, open_plain

_FOR_PROGRAMS = frozenset({".xml", ".json", ".xbrl", ".p7s", ".sig", ".css"})
_MOST_NAMED, _LONGEST = 3, 60
_FILE_ATTACHMENT = 17
"""PyMuPDF's number of the annotation that a file hangs on."""


def told_of_unread(path: Path, kind: FileKind, page: Any, number: int) -> tuple[PageWarning, ...]:
    """Return a warning that names what is attached to a page, on the first page also to the whole file.

    Of an old workbook it says that something lies over its cells.
    """
    if kind in OFFICE:
        return _told_of_drawings(path) if kind is FileKind.XLS and number == 1 else ()
    try:
        names = _of_ofd(path, number) if kind is FileKind.OFD else _of_pdf(page, number)
    except (CaptureError, *PDF_ERRORS):
        return ()
    papers = [name for name in names if PurePosixPath(name.lower()).suffix not in _FOR_PROGRAMS]
    if not papers:
        return ()
    shown = ", ".join(name[:_LONGEST] for name in papers[:_MOST_NAMED])
    shown += " …" if len(papers) > _MOST_NAMED else ""
    told = Message(
        "Attached to the file and not read, {count} in all: {names}. Save them from it into the folder.",
        {"count": len(papers), "names": shown},
    )
    return (PageWarning("attached_files", told),)


def _told_of_drawings(path: Path) -> tuple[PageWarning, ...]:
    with open_plain(path) as source:
        if not has_drawings(source):
            return ()
    told = Message(
        "Pictures, text boxes or charts lie over the cells of this old Excel file, and are neither shown nor "
        "read. Save it as XLSX or PDF and drop that into the folder."
    )
    return (PageWarning("not_shown", told),)


def _of_pdf(page: Any, number: int) -> list[str]:
    names: list[str] = []
    if number == 1:
        whole = (page.parent.embfile_info(place) for place in range(page.parent.embfile_count()))
        names = [_plain(one.get("ufilename") or one.get("filename") or one.get("name")) for one in whole]
    hanging: Iterable[Any] = page.annots(types=[_FILE_ATTACHMENT]) or ()
    return [*names, *(_plain(one.file_info.get("filename", "")) for one in hanging)]


def _plain(name: str) -> str:
    """Return a name whose bytes PyMuPDF took for characters one by one."""
    try:
        data = name.encode("latin-1")
        return data.decode("utf-16" if data.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8")
    except UnicodeError:
        return name


def _of_ofd(path: Path, number: int) -> list[str]:
    if number != 1:
        return []
    with open_plain(path) as source:
        return OfdFile(source).attached()
