"""Files of known formats that are not read: what they are, and what to do with them instead."""

from __future__ import annotations

import codecs
import mmap
import re

from capture.errors import (
    CaptureError,
    LockedDocument,
    MailFile,
    PackedFile,
    PlainText,
    UnsupportedFormat,
    WrongFormat,
)
from capture.formats.pictures import zip_format
from capture.pages import Message

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .doc, .xls, .ppt, .wps and .et begin, and any file of an office program locked with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_PACKED = {
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b\x08": "GZ",
    b"\xfd7zXZ\x00": "XZ",
    b"BZh": "BZ2",
    b"PK\x03\x04": "ZIP",
}
_TAR = b"ustar"
_TAR_PLACE = 257
_MAGIC = (
    (b"GIF8", "GIF"),
    (OLD_OFFICE, Message("Word, Excel or PowerPoint (old)")),
    (b"{\\rtf", "RTF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"AT&TFORM", "DjVu"),
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"AC10", "DWG"),
    (b"CAJ\x00", "CAJ"),
    (b"KDH ", "KDH"),
)
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_OF_MAIL = re.compile(
    rb"^(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version):", re.MULTILINE | re.IGNORECASE
)
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)


def foreign_file(data: mmap.mmap) -> CaptureError:
    """Return the error that says what a file is that is not read.

    Raises:
        TruncatedFile: It is a ZIP without its list of parts.
    """
    head = data[:1024]
    if head.startswith(OLD_OFFICE) and data.find(_LOCKED) >= 0:
        return LockedDocument()
    packed = packed_format(head)
    if packed == "ZIP" and (name := zip_format(data)) != packed:
        return UnsupportedFormat(format=name)
    if packed:
        return PackedFile(format=packed)
    if _is_mail(head) or (head.startswith(OLD_OFFICE) and data.find(_OUTLOOK) >= 0):
        return MailFile(format=Message("mail"))
    named = _named(head)
    if named is not None:
        return UnsupportedFormat(format=named)
    return PlainText() if _is_text(head) else WrongFormat()


def packed_format(head: bytes) -> str:
    """Return what packs the files in a file, by its first bytes; nothing where it is no packed folder."""
    if head.startswith(_TAR, _TAR_PLACE):
        return "TAR"
    return next((name for magic, name in _PACKED.items() if head.startswith(magic)), "")


def _named(head: bytes) -> str | Message | None:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return Message("AVIF or video")
    if b"<?mso-application" in head:
        return Message("Word or Excel XML (2003)")
    if b"urn:oasis:names:tc:opendocument" in head:
        return "ODF"
    if b"<svg" in head:
        return "SVG"
    # what exports of other programs are, whatever their name says: report.xls, contract.doc
    if _WEB_PAGE.search(head) or b"multipart/related" in head:
        return Message("web page")
    return "XML" if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") else None


def _is_text(head: bytes) -> bool:
    """Tell whether a file begins as words do, in any encoding that offices use."""
    if head.startswith(_TWO_BYTES):
        return True
    if _CONTROL.search(head):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # the last character may be cut
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _is_mail(head: bytes) -> bool:
    return bool(_HEADERS.match(head) and _OF_MAIL.search(head)) and b"multipart/related" not in head
