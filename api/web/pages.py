"""Templates: one environment per language, made once at start."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api import wording
from capture.pages import Message
from dossier.language import LANGUAGES, count, documents_and_pages, gettext_for, translate

HERE = Path(__file__).parent
STATIC = HERE / "static"
TEMPLATES = HERE / "templates"


def static_version() -> str:
    """Return a short digest of all static files, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _say(language: str, template: str, **params: str | int | float) -> str:
    return translate(Message(template, params), language)


def _count(language: str, n: int, one: str, many: str) -> str:
    return translate(count(n, one, many), language)


def _papers(language: str, documents: int, pages: int) -> str:
    return translate(documents_and_pages(documents, pages), language)


def environment(language: str, version: str) -> Environment:
    """Make the template environment of one language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        _=gettext_for(language),
        say=partial(_say, language),
        count=partial(_count, language),
        papers=partial(_papers, language),
        language=language,
        html_language="zh-CN" if language == "zh_CN" else "en",
        version=version,
        once=partial(secrets.token_urlsafe, 12),
    )
    made.filters.update(
        sentence=partial(_sentence, language),
        moment=lambda value: wording.moment(value, language),
        day=lambda value: wording.day(value, language),
        month=lambda value: wording.month(value, language),
        amount=lambda value: wording.amount(value, language),
        percent=wording.percent,
        duration=lambda value: wording.duration(value, language),
    )
    return made


def _sentence(language: str, message: Message) -> str:
    return translate(message, language)


class Pages:
    """Renders templates in the reader's language."""

    def __init__(self) -> None:
        version = static_version()
        self._environments = {language: environment(language, version) for language in LANGUAGES}

    def render(
        self, template: str, language: str, values: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """Return a page or a part of one."""
        text = self._environments[language].get_template(template).render(values)
        return HTMLResponse(text, status_code=status, headers={"cache-control": "no-store"})
