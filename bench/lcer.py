"""How well the true lines of a page stand in the text that was read of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

#: signs that look the same in print: no reader can tell which of them was typed
_ALIKE = str.maketrans({
    "○": "〇", "—": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "‑": "-", "“": '"', "”": '"', "‘": "'",
    "’": "'", "•": "·", "・": "·", "、": ",", "。": ".", "∶": ":", "¥": "Y", "￥": "Y",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Wrong characters, of how many; exact lines, of how many."""

    edits: int = 0
    characters: int = 0
    exact: int = 0
    lines: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.edits + other.edits,
            self.characters + other.characters,
            self.exact + other.exact,
            self.lines + other.lines,
        )

    @property
    def lcer(self) -> float:
        """Wrong characters in percent; of no lines it is not a number."""
        return 100 * self.edits / self.characters if self.characters else float("nan")

    @property
    def exactly(self) -> float:
        """Exact lines in percent."""
        return 100 * self.exact / self.lines if self.lines else float("nan")


def flat(text: str) -> str:
    """Return what is compared: NFKC, no white space, signs that look alike made one.

    Letters and digits are never made one: ``O`` for ``0`` and ``l`` for ``1`` are mistakes.
    """
    return "".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).split())


def distance_to_best_stretch(line: str, text: str) -> int:
    """Return the least edit distance between a line and any stretch of a text, both flat.

    Insertions, deletions and replacements cost 1 each (Levenshtein); what stands before and behind the
    stretch costs nothing (Sellers 1980). Never more than the line is long.
    """
    if not line or line in text:
        return 0
    if not text:
        return len(line)
    read = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    places = np.arange(len(read) + 1)
    row = np.zeros(len(read) + 1, np.int64)
    for number, char in enumerate(line, 1):
        below = np.empty_like(row)
        below[0] = number
        below[1:] = np.minimum(row[:-1] + (read != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(below - places) + places  # inserted characters, all along the row at once
    return int(row.min())


def judge_lines(lines: Iterable[str], text: str) -> Tally:
    """Judge the true lines of one page against its text; the text's own line breaks count for nothing."""
    read, tally = flat(text), Tally()
    for line in map(flat, lines):
        if line:
            edits = min(distance_to_best_stretch(line, read), len(line))
            tally += Tally(edits, len(line), int(edits == 0), 1)
    return tally
