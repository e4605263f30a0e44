"""What a reader shows before it gets to work: that it reads a Chinese sample."""

from __future__ import annotations

from difflib import SequenceMatcher

import numpy as np
import pymupdf

from capture.engines.base import EngineMissing, Image
from capture.engines.table import engine
from capture.pages import Message

SAMPLE = ("营业执照统一社会信用代码", "工业品买卖合同编号2024", "送货单收货单位盖章")
_RIGHT = 0.9
_SHEET = (224, 544)


def self_test(reader: str) -> Message | None:
    """Let a reader read a small sheet with a Chinese sample; return what is wrong with it, if anything."""
    try:
        chosen = engine(reader)
    except EngineMissing as error:
        return Message("The reader {reader} cannot run: {why}", {"reader": reader, "why": str(error)})
    if chosen.name == "none":
        if reader == "none":
            return None  # as was asked
        return Message("No reader is installed: papers are taken in and wait, unread. Call make setup again.")
    read = "".join(line.text for line in chosen.read(_sheet()))
    likeness = [_likeness(sentence, read) for sentence in SAMPLE]
    if min(likeness) >= _RIGHT:
        return None
    return Message(
        "The reader {reader} does not read its sample: instead of “{expected}” it read “{read}”. Papers will "
        "be read wrongly. Call make setup again.",
        {"reader": chosen.name, "expected": SAMPLE[likeness.index(min(likeness))], "read": read[:60]},
    )


def _likeness(sentence: str, read: str) -> float:
    """Return how much of a sentence stands in what was read, in order."""
    blocks = SequenceMatcher(None, sentence, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(sentence)


def _sheet() -> Image:
    """Draw the sample, grey at 144 dpi: no larger than it must be, for a service is not ready before."""
    with pymupdf.open() as document:  # type: ignore[no-untyped-call]  # it has no types
        page = document.new_page(width=_SHEET[1] / 2, height=_SHEET[0] / 2)
        for row, sentence in enumerate(SAMPLE):
            page.insert_text((30, 38 + row * 32), sentence, fontname="china-s", fontsize=16)
        pixels = page.get_pixmap(dpi=144, colorspace=pymupdf.csGRAY)
        drawn = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.stride)
        return np.ascontiguousarray(drawn[:, : pixels.width])
