"""Files of known formats that are not read: what they are, and what to do with them instead."""

from __future__ import annotations

import mmap
import re

from capture.errors import (
    CaptureError,
    EncryptedFile,
    MailFile,
    PackedFile,
    UnsupportedFormat,
    WrongFormat,
)
from capture.formats import zip_format
from capture.pages import Message

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .doc, .xls, .ppt, .wps and .et begin, and any file of an office program locked with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_PACKED = {b"Rar!": "RAR", b"7z\xbc\xaf\x27\x1c": "7z"}
_MAGIC = (
    (b"GIF8", "GIF"),
    (_OLD_OFFICE, Message("Word, Excel or PowerPoint (old)")),
    (b"{\\rtf", "RTF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"AT&TFORM", "DjVu"),
    (b"%!PS", "PostScript"),
)
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_OF_MAIL = re.compile(
    rb"^(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version):", re.MULTILINE | re.IGNORECASE
)
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)


def foreign_file(data: mmap.mmap) -> CaptureError:
    """Return the error that says what a file is that is not read.

    Raises:
        TruncatedFile: It is a ZIP without its list of parts.
    """
    head = data[:1024]
    if head.startswith(_OLD_OFFICE) and data.find(_LOCKED) >= 0:
        return EncryptedFile()
    for magic, packed in _PACKED.items():
        if head.startswith(magic):
            return PackedFile(format=packed)
    if head.startswith(b"PK\x03\x04"):
        name = zip_format(data)
        return PackedFile(format=name) if name == "ZIP" else UnsupportedFormat(format=name)
    if _is_mail(head) or (head.startswith(_OLD_OFFICE) and data.find(_OUTLOOK) >= 0):
        return MailFile(format=Message("mail"))
    named = _named(head)
    return WrongFormat() if named is None else UnsupportedFormat(format=named)


def _named(head: bytes) -> str | Message | None:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[4:8] == b"ftyp":
        return Message("AVIF or video")
    if b"<?mso-application" in head:
        return Message("Word or Excel XML (2003)")
    # what exports of other programs are, whatever their name says: report.xls, contract.doc
    return Message("web page") if _WEB_PAGE.search(head) or b"multipart/related" in head else None


def _is_mail(head: bytes) -> bool:
    return bool(_HEADERS.match(head) and _OF_MAIL.search(head)) and b"multipart/related" not in head
