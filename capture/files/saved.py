"""Pages as text, so that a page once read is never read again."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter

from capture.pages import Line, Page

_PAGE: TypeAdapter[Page] = TypeAdapter(Page)
_LINE: TypeAdapter[Line] = TypeAdapter(Line)
_HEAD = re.compile(r'\{"number":\d+,"width":(\d+),"height":(\d+),"rotation":\d+,"lines":\[')
_LINE_BEGINS = '{"text":'
_DECODER = json.JSONDecoder()


def page_to_json(page: Page) -> str:
    """Return the page as one JSON text."""
    return _PAGE.dump_json(page).decode()


def page_from_json(text: str) -> Page:
    """Return the page that `page_to_json` wrote."""
    return _PAGE.validate_json(text)


def lines_from_json(text: str, wanted: Collection[int]) -> tuple[int, int, dict[int, Line]]:
    """Return width, height and some lines, counted from 0, of a page that `page_to_json` wrote.

    Only these lines are read of the text, which is many times as quick as the whole page; lines that are not
    there are left out.
    """
    head = _HEAD.match(text)
    if head is None:
        page = json.loads(text)
        rows = dict(enumerate(page["lines"]))
        width, height = page["width"], page["height"]
    else:
        width, height = int(head[1]), int(head[2])
        rows = _rows(text, head.end(), wanted)
    return width, height, {number: _LINE.validate_python(rows[number]) for number in wanted if number in rows}


def _rows(text: str, begin: int, wanted: Collection[int]) -> dict[int, Any]:
    """Decode some members of the list that begins there."""
    found: dict[int, Any] = {}
    last = max(wanted, default=-1)
    at = begin
    for number in range(last + 1):
        if not text.startswith(_LINE_BEGINS, at):
            break
        if number in wanted:
            found[number], end = _DECODER.raw_decode(text, at)
        else:
            # no string holds this mark as it is: in one, quotation marks are escaped
            end = text.find("," + _LINE_BEGINS, at)
            end = len(text) if end < 0 else end
        at = end + 1
    return found


def warning_codes(page: Page) -> list[str]:
    """Return the codes of what is wrong with a page's scan, for whoever counts them without the page."""
    return sorted({warning.code for warning in page.warnings})


def seal_rows(page: Page) -> list[dict[str, Any]]:
    """Return a page's seals as JSON values of box and kind, for whoever asks for seals without the page."""
    return [{"box": seal.box.as_list(), "kind": seal.kind} for seal in page.seals]
