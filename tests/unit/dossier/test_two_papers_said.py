"""That a page bears two papers is known again from the stored doubt, in whatever words it was said."""

from __future__ import annotations

from capture.pages import Message
from dossier.digitise import _bear_two, pages_with_two


def test_papers_that_waited_before_sheets_could_be_cut_still_say_which_pages_bear_two():
    before = Message(
        "Page {pages} bears two papers. Please scan each by itself, or file the page as the first.",
        {"pages": "2, 10"},
    )
    other = Message("Page {pages} could not be read.", {"pages": "3"})
    assert pages_with_two([other, before]) == [2, 10]
    assert pages_with_two([_bear_two("1")]) == [1]
    assert pages_with_two([other]) == []
