"""PDF/A-2: files are made ready for it, and nothing is called so that did not pass the check.

The check is pikepdf's list of what is allowed, built on the rules of veraPDF for level 2b (ISO 19005-2):
each object, content stream, font program, colour profile, annotation and metadata packet of the written file
must be of a known, permitted form. It may refuse a file that conforms; it names the rule and the place.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import pdfa

from capture.pdfwriting import jpx

FLAVOUR = "2b"
CLAIM = "PDF/A-2b by our checks"
_WHY_NOT = pikepdf.Name("/DossierNotPDFA")
_PROGRAM = "Dossier (卷宗)"
_MOST_FAULTS = 12
_JPX = "/JPXDecode"
_UNJUDGED = "JPEG 2000 images are not supported"
"""What pikepdf says of such a picture; under another name the fault would stand."""

logging.getLogger("fontTools").setLevel(logging.ERROR)  # its remarks on other people's fonts help nobody


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a file from being PDF/A-2b: rule (of ISO 19005-2, as veraPDF counts), place, sentence."""

    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.place}): {self.message}"


def check_pdfa(source: Path | io.BytesIO) -> tuple[Fault, ...]:
    """Return what keeps a written PDF from being PDF/A-2b; nothing means that it passed every check.

    Looked at: file structure and trailer with its ID, no encryption; catalogue, name trees and actions (no
    JavaScript, launching or embedded files); XMP metadata with part and level, equal to the document's
    information; the output intent and its profile, every colour space used; filters (no LZW), pictures
    and JPEG 2000; transparency; annotations and form fields; content streams, operator by operator; each
    font used: embedded, its widths, encoding and character map.
    """
    report = pdfa.validate_written(source, FLAVOUR)
    unjudged = [found for found in report.findings if found.message == _UNJUDGED]
    judged = unjudged if unjudged and _jpeg2000_is_archival(source) else []
    faults = (
        Fault(found.rule, found.where, found.message) for found in report.findings if found not in judged
    )
    return tuple(dict.fromkeys(faults))[:_MOST_FAULTS]


def _jpeg2000_is_archival(source: Path | io.BytesIO) -> bool:
    """Return whether all JPEG 2000 pictures may stand in PDF/A-2, which pikepdf leaves open."""
    with pikepdf.open(source) as pdf:
        pictures = [
            item for item in pdf.objects if isinstance(item, pikepdf.Stream) and _JPX in _filters(item)
        ]
        return all(_filters(item) == [_JPX] and jpx.is_archival(item.read_raw_bytes()) for item in pictures)


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    return [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)]


def mark_program(pdf: pikepdf.Pdf) -> None:
    """Say in a new PDF what wrote it and when."""
    now = dt.datetime.now(dt.UTC)
    pdf.docinfo[pikepdf.Name.Creator] = pikepdf.String(_PROGRAM)
    pdf.docinfo[pikepdf.Name.CreationDate] = pikepdf.String(f"D:{now:%Y%m%d%H%M%S}Z")


def save_archival(pdf: pikepdf.Pdf, out: Path) -> tuple[Fault, ...]:
    """Write a PDF as PDF/A-2b; where that cannot be had nothing is written, and the reasons come back.

    The document in memory is changed: profile, metadata and what may be left out without a loss.
    """
    _name_maps(pdf)
    try:
        pdfa.prepare(pdf, FLAVOUR)
        written = io.BytesIO()
        pdf.save(written, **pdfa.resolve_save_kwargs(FLAVOUR))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        return (Fault("pikepdf:internal", "file", f"{type(error).__name__}: {error}"),)
    faults = check_pdfa(io.BytesIO(written.getvalue()))
    if not faults:
        out.write_bytes(written.getvalue())
    return faults


def save_plain(pdf: pikepdf.Pdf, out: Path, faults: Iterable[Fault]) -> None:
    """Write a PDF that is no PDF/A, with the reasons inside it."""
    why = "\n".join(map(str, faults)).encode("utf-8", "replace").decode()  # names in it may be no text
    pdf.docinfo[_WHY_NOT] = pikepdf.String(why)
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)


def why_not_archival(path: Path) -> tuple[str, ...]:
    """Return why a PDF is no PDF/A-2b: noted when it was written, else checked now; nothing if it is."""
    try:
        with pikepdf.open(path) as pdf:
            noted = str(pdf.docinfo.get(_WHY_NOT, ""))
    except pikepdf.PdfError as error:
        return (str(error),)
    return tuple(noted.splitlines()) or tuple(map(str, check_pdfa(path)))


def _name_maps(pdf: pikepdf.Pdf) -> None:
    """Write down that glyphs are numbered like characters where a font leaves it unsaid (6.2.11.3.2)."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Subtype") != pikepdf.Name.CIDFontType2:
            continue
        descriptor = item.get("/FontDescriptor")
        if isinstance(descriptor, pikepdf.Dictionary) and "/FontFile2" in descriptor:
            item.CIDToGIDMap = item.get("/CIDToGIDMap", pikepdf.Name.Identity)
