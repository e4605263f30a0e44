"""Pages as text, so that a page once read is never read again."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter

from capture.pages import Line, Page

_PAGE: TypeAdapter[Page] = TypeAdapter(Page)
_LINE: TypeAdapter[Line] = TypeAdapter(Line)


def page_to_json(page: Page) -> str:
    """Return the page as one JSON text."""
    return _PAGE.dump_json(page).decode()


def page_from_json(text: str) -> Page:
    """Return the page that `page_to_json` wrote."""
    return _PAGE.validate_json(text)


def lines_from_json(text: str, wanted: Collection[int]) -> tuple[int, int, dict[int, Line]]:
    """Return width, height and some lines, counted from 0, of a page that `page_to_json` wrote.

    Several times as quick as the whole page; lines that are not there are left out.
    """
    page = json.loads(text)
    lines = page["lines"]
    found = {number: _LINE.validate_python(lines[number]) for number in wanted if number < len(lines)}
    return page["width"], page["height"], found


def warning_codes(page: Page) -> list[str]:
    """Return the codes of what is wrong with a page's scan, for whoever counts them without the page."""
    return sorted({warning.code for warning in page.warnings})


def seal_rows(page: Page) -> list[dict[str, Any]]:
    """Return a page's seals as JSON values of box and kind, for whoever asks for seals without the page."""
    return [{"box": seal.box.as_list(), "kind": seal.kind} for seal in page.seals]
