"""Writing XML whose text comes from papers: what XML does not allow is left out."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put(parent: ET.Element, tag: str, text: object = None, **attributes: str) -> ET.Element:
    """Add an element below another; nothing is written for an empty text."""
    child = ET.SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    if text not in (None, ""):
        child.text = clean(str(text))
    return child


def clean(text: str) -> str:
    """Return text without the characters XML 1.0 does not allow."""
    return _NOT_ALLOWED.sub("", text)


def write(root: ET.Element, path: Path) -> None:
    """Write a document, indented, in UTF-8."""
    path.write_bytes(to_bytes(root))


def to_bytes(root: ET.Element) -> bytes:
    """Return a document as bytes, indented, in UTF-8."""
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"
