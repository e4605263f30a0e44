"""Templates: every sentence translated, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from babel.messages.extract import extract_python
from jinja2.ext import babel_extract

from api.web.pages import HERE, STATIC, TEMPLATES
from api.web.search import crop
from api.wording import VERBS, amount, day, moment, month
from dossier.language import catalogue

PAGES = sorted(TEMPLATES.rglob("*.html"))
MODULES = sorted(HERE.parent.rglob("*.py"))


def sentences_of_pages() -> set[str]:
    found: set[str] = set()
    for path in PAGES:
        with path.open("rb") as source:
            for _, function, words, _ in babel_extract(source, ("_", "say", "count"), [], {}):
                many = words if isinstance(words, tuple) else (words,)
                found |= {word for word in (many[1:3] if function == "count" else many[:1]) if word}
    return found


def sentences_of_code() -> set[str]:
    found: set[str] = set()
    for path in MODULES:
        with path.open("rb") as source:
            for _, _, words, _ in extract_python(source, ("Message",), [], {}):
                first = words[0] if isinstance(words, tuple) else words
                found |= {first} if first else set()
    return found


def test_every_sentence_has_its_chinese():
    chinese = catalogue("zh_CN")
    sentences = sentences_of_pages() | sentences_of_code()
    assert len(sentences) > 200
    assert not sorted(text for text in sentences if chinese.gettext(text) == text)


def test_translations_keep_the_values():
    chinese = catalogue("zh_CN")
    values = re.compile(r"\{(\w*)\}")
    wrong = [
        text
        for text in sentences_of_pages() | sentences_of_code()
        if sorted(values.findall(text)) != sorted(values.findall(chinese.gettext(text)))
    ]
    assert not wrong


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_hold_no_inline_style_or_script_and_nothing_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(src|href|action)=\"(https?:)?//", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_form_that_changes_something_carries_the_token(path):
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
        if 'method="post"' in form:
            assert "csrf()" in form


def test_every_entry_of_the_audit_log_has_words():
    modules = (HERE.parents[1] / "dossier").rglob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in modules)
    written = set(re.findall(r'audit\.append\(\s*[^"]*?"((?:\w+)\.(?:\w+))"', code))
    written |= {f"document.{verb}" for verb in re.findall(r'changing\(\w+, \w+, "(\w+)"', code)}
    written |= set(re.findall(r'_change_user\(service, actor, user_id, "([\w.]+)"', code))
    assert len(written) > 20
    assert written <= VERBS.keys()


def test_vendored_files_are_listed_with_their_digest():
    listed = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    for path in (STATIC / "vendor").glob("*.js"):
        assert path.name in listed
        assert hashlib.sha256(path.read_bytes()).hexdigest() in listed


@pytest.mark.parametrize("boxes", [[], [[10, 10, 50, 30]], [[900, 1200, 1000, 1240]], [[0, 0, 1000, 1400]]])
def test_a_crop_stays_on_the_page_and_holds_the_hits_middle(boxes):
    left, top, width, height = crop(1000, 1400, boxes)
    assert left >= 0
    assert top >= 0
    assert left + width <= 1001
    assert top + height <= 1401
    for x0, y0, x1, y1 in boxes:
        assert left <= (x0 + x1) / 2 <= left + width
        assert top <= (y0 + y1) / 2 <= top + height


def test_dates_are_written_as_the_reader_writes_them():
    assert day("2024-03-05", "zh_CN") == "2024年3月5日"
    assert day("2024-03-05", "en") == "5 Mar 2024"
    assert day("长期", "zh_CN") == "长期"
    assert moment(None, "en") == "–"
    assert [month(dt.date(2024, 3, 1), one) for one in ("zh_CN", "en")] == ["2024年3月", "Mar 2024"]


def test_sums_are_written_as_the_reader_writes_them():
    assert [amount("1234567.5", one) for one in ("zh_CN", "en")] == ["1,234,567.50"] * 2
    assert [amount(one, "en") for one in ("0.125", "", "壹佰元")] == ["0.125", "", "壹佰元"]
