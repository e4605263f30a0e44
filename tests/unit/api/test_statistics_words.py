"""Every code that a page may bear has a name on the statistics page."""

from __future__ import annotations

from collections.abc import Iterator

from api.web.statistics import WARNINGS
from capture.errors import CaptureError


def _kinds(kind: type[CaptureError]) -> Iterator[type[CaptureError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)


def test_a_page_given_up_was_told_by_its_code_alone() -> None:
    codes = {one.code for one in _kinds(CaptureError)}
    assert codes
    assert codes <= WARNINGS.keys()
