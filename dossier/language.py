"""Chinese and English: catalogues compiled in memory from the .po files when first used.

English templates are the gettext ids, so English needs no catalogue to be complete; its file only
exists so that tools list it. See docs/decisions/0003.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from capture.pages import Message

LANGUAGES = ("zh_CN", "en")
TRANSLATIONS = Path(__file__).parent / "translations"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; of an unknown one, the one that changes nothing."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if language == "en" or language not in LANGUAGES or not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def gettext_for(language: str) -> Callable[[str], str]:
    """Return the function that translates plain sentences into a language."""
    return catalogue(language).gettext


def translate(message: Message, language: str) -> str:
    """Return a message's sentence in a language."""
    values = {
        name: translate(value, language) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return catalogue(language).gettext(message.template).format(**values)


def count(n: int, one: str, many: str) -> Message:
    """Return a sentence about a number of things, in English of one or of several."""
    return Message(one if n == 1 else many, {"n": n})


def documents_and_pages(documents: int, pages: int) -> Message:
    """Return how many documents there are and how many pages they have."""
    return Message(
        "{documents}, {pages}",
        {
            "documents": count(documents, "{n} document", "{n} documents"),
            "pages": count(pages, "{n} page", "{n} pages"),
        },
    )


class Titled(Protocol):
    """What a profile names in both languages: a type, a field, a requirement, a fact."""

    @property
    def title(self) -> str:
        """Its name in Chinese."""

    @property
    def title_en(self) -> str:
        """Its name in English."""


def title_in(named: Titled, language: str) -> str:
    """Return the title of something in a language."""
    return named.title if language == "zh_CN" else named.title_en


def worded(titles: Mapping[str, str], language: str) -> str:
    """Return a title as it is stored, by language, in one of them; in Chinese where that is missing."""
    return titles.get(language) or titles["zh_CN"]


def pick_language(accept_language: str | None, default: str = "zh_CN") -> str:
    """Choose from an ``Accept-Language`` header the first language that there is."""
    wishes: list[tuple[float, str]] = []
    for part in (accept_language or "").split(","):
        tag, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.strip().removeprefix("q=")) if rest else 1.0
        except ValueError:
            continue
        wishes.append((-quality, tag.lower()))
    for _, tag in sorted(wishes, key=lambda wish: wish[0]):
        if tag.startswith("zh"):
            return "zh_CN"
        if tag.startswith("en"):
            return "en"
    return default
