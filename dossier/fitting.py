"""Making a text fit a label: set smaller, and where that is not enough, cut with an ellipsis."""

from __future__ import annotations

from dossier.printouts import wrap

SMALLEST = 5.0
_STEP = 0.5


def fit(text: str, size: float, width: float, rows: int, smallest: float = SMALLEST) -> tuple[str, float]:
    """Return a text and the size at which it takes no more than so many rows; size and width are points."""
    while len(wrap(text, size, width)) > rows and size > smallest:
        size = max(smallest, size - _STEP)
    set_rows = wrap(text, size, width)
    if len(set_rows) <= rows:
        return text, size
    whole = "".join(set_rows[:rows])
    while whole and len(wrap(whole + "…", size, width)) > rows:
        whole = whole[:-1]
    return whole + "…", size
