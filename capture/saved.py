"""Pages as text, so that a page once read is never read again."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from capture.pages import Page

_PAGE: TypeAdapter[Page] = TypeAdapter(Page)


def page_to_json(page: Page) -> str:
    """Return the page as one JSON text."""
    return _PAGE.dump_json(page).decode()


def page_from_json(text: str) -> Page:
    """Return the page that `page_to_json` wrote."""
    return _PAGE.validate_json(text)


def warning_codes(page: Page) -> list[str]:
    """Return the codes of what is wrong with a page's scan, for whoever counts them without the page."""
    return sorted({warning.code for warning in page.warnings})


def seal_rows(page: Page) -> list[dict[str, Any]]:
    """Return a page's seals as JSON values of box and kind, for whoever asks for seals without the page."""
    return [{"box": seal.box.as_list(), "kind": seal.kind} for seal in page.seals]
