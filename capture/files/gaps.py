"""Pages that a paper counts but that did not arrive: “第 2 页 共 5 页” promises five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capture.cut import PagePlace, page_place
from capture.pages import Page

_MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class PageGap:
    """A paper says it has ``of`` pages; those of ``missing`` are not there."""

    of: int
    missing: tuple[int, ...]

    @property
    def listed(self) -> str:
        """The missing pages as people list them: ``2, 4–7``."""
        runs: list[list[int]] = []
        for number in self.missing:
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        return ", ".join(f"{low}" if low == high else f"{low}–{high}" for low, high in runs)


def find_gaps(pages: Sequence[Page]) -> tuple[PageGap, ...]:
    """Return what the pages of one document promise and do not keep, by each total they name.

    A page that bears no number, or none that could be read, stands for the one due in its place: only what
    certainly is not there is missing. Blank backs are not counted by anybody.
    """
    places = [page_place(page) for page in pages if not page.blank]
    totals = dict.fromkeys(place.of for place in places if place is not None and place.of is not None)
    gaps = [PageGap(total, _missing(total, places)) for total in totals if total <= _MOST_PAGES]
    return tuple(gap for gap in gaps if gap.missing)


def _missing(total: int, places: Sequence[PagePlace | None]) -> tuple[int, ...]:
    counted = {index: place.number for index, place in enumerate(places) if place and place.of == total}
    unsure = {index for index, place in enumerate(places) if place is None or place.of is None}
    there = set(counted.values())
    for index, number in counted.items():
        there |= {number + other - index for other in unsure}
    return tuple(number for number in range(1, total + 1) if number not in there)
