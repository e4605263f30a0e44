"""Han characters among others: what they are, how they stand, and spaces between them that go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

HAN = re.compile(r"[\u3400-\u9fff]")
"""A Han character of names and words: no radical, no punctuation, none beyond the basic plane."""
SPACED = 1.3
"""A row of text is this much higher than its characters are wide."""
_RANGES = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x303F),  # CJK punctuation
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF0F),  # full-width punctuation, not full-width digits and letters
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFE0, 0xFFE6),
    (0x20000, 0x323AF),
)


@lru_cache(maxsize=8192)
def is_han(char: str) -> bool:
    """Return whether a character is Han, or punctuation set among Han."""
    code = ord(char)
    return code >= 0x2E80 and any(low <= code <= high for low, high in _RANGES)


def kept_characters(text: str) -> list[int]:
    """Return the indices of the characters that stay.

    A run of white space becomes one space; at both ends and between two Han characters it goes.
    """
    kept: list[int] = []
    gap = -1
    for index, char in enumerate(text):
        if char.isspace() or char == "​":
            gap = index if gap < 0 else gap
            continue
        if gap >= 0 and kept and not (is_han(text[kept[-1]]) and is_han(char)):
            kept.append(gap)
        gap = -1
        kept.append(index)
    return kept


def close_spaces(text: str) -> str:
    """Return the text without spaces between Han characters."""
    return "".join(" " if text[index].isspace() else text[index] for index in kept_characters(text))


def close_spaces_with_edges(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[int, ...]]:
    """Return the text without spaces between Han, and the x edges that bound its characters.

    ``spans`` holds for each character of ``text`` where it begins and ends.
    """
    kept = kept_characters(text)
    if not kept:
        return "", ()
    clean = "".join(" " if text[index].isspace() else text[index] for index in kept)
    inner = [(spans[a][1] + spans[b][0]) // 2 for a, b in pairwise(kept)]
    return clean, tuple(accumulate((spans[kept[0]][0], *inner, spans[kept[-1]][1]), max))
