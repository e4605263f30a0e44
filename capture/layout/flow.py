"""Whether lines below each other are one text: sentences end where lines end early, and go on elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from capture.characters.spaces import is_han

_END = re.compile(r"[。；：！？.;:!?…][”’」』）)\"']*\s*$")
_ENDED, _UNENDED = 0.35, 0.6
"""Of the lines that end elsewhere that share ends a sentence at least; of the full ones, less than this."""
_MANY = 0.2
"""Where fewer of the lines than that share end elsewhere, these tell nothing."""
_SENTENCE = re.compile(r"[。；！？]|[^\W\d_][.;!?](?!\w)")
_SENTENCES = 0.08
"""On that share of lines in Han a sentence or a part of one ends somewhere."""


def is_one_text(full: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether lines are of running text, not entries of a list that happen to be of one length.

    ``full`` are the lines that reach the end of their column, ``others`` those that do not.
    """
    if _ended(full) > _UNENDED * len(full):
        return False
    lines = (*full, *others)
    ends = sum(_SENTENCE.search(text) is not None for text in lines)
    if ends < _SENTENCES * len(lines) and 2 * sum(map(is_han, "".join(lines))) > len("".join(lines)):
        return False
    return len(others) < _MANY * len(lines) or _ended(others) >= _ENDED * len(others)


def _ended(texts: Sequence[str]) -> int:
    return sum(_END.search(text) is not None for text in texts)
