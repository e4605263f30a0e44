"""Every setting has its line in both languages, with the default it really has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.settings import PREFIX, Settings

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(rf"^\| `({PREFIX}[A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
COMPUTED = {"inbox", "host_names", "own_company", "workers", "database_url", "trusted_proxies"}
PAGES = ("configuration.md", "configuration.zh.md")


def rows(page: str) -> dict[str, tuple[str, str]]:
    found = ROW.findall((DOCS / page).read_text(encoding="utf-8"))
    return {name: (default, text) for name, default, text in found}


@pytest.mark.parametrize("page", PAGES)
def test_the_page_lists_the_settings_that_exist(page):
    assert list(rows(page)) == [PREFIX + name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", [name for name in Settings.model_fields if name not in COMPUTED])
def test_the_default_on_the_page_is_the_default(page, name):
    default = rows(page)[PREFIX + name.upper()][0]
    assert default == f"`{Settings.model_fields[name].default}`"


@pytest.mark.parametrize("page", PAGES)
def test_every_allowed_word_is_named(page):
    told = rows(page)
    for name, field in Settings.model_fields.items():
        allowed = getattr(field.annotation, "__members__", {})
        missing = [
            word for word in allowed.values() if f"`{word}`" not in " ".join(told[PREFIX + name.upper()])
        ]
        assert not missing
