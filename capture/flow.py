"""Whether lines below each other are one text: sentences end where lines end early, and go on elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"[。；：！？.;:!?…][”’」』）)\"']*\s*$")
_ENDED, _UNENDED = 0.35, 0.6
"""Of the lines that end elsewhere that share ends a sentence at least; of the full ones, less than this."""
_MANY = 0.2
"""Where fewer of the lines than that share end elsewhere, these tell nothing."""
_SENTENCE = re.compile(r"[。；！？]|[^\W\d_][.;!?](?!\w)")
_SENTENCES = 0.08
"""On that share of the lines a sentence or a part of one ends somewhere."""


def is_one_text(full: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether lines are of running text, not entries of a list that happen to be of one length.

    ``full`` are the lines that reach the end of their column, ``others`` those that do not.
    """
    if _ended(full) > _UNENDED * len(full):
        return False
    if sum(_SENTENCE.search(text) is not None for text in (*full, *others)) < _SENTENCES * len(
        (*full, *others)
    ):
        return False
    return len(others) < _MANY * (len(full) + len(others)) or _ended(others) >= _ENDED * len(others)


def _ended(texts: Sequence[str]) -> int:
    return sum(_END.search(text) is not None for text in texts)
