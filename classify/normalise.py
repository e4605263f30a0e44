"""Text as the rules see it: one form for values, one for matching, with the way back to what stood there.

Three forms of a text:

* *tidy*: NFKC, single spaces, none between Han characters. Values are stored so.
* *plain*: tidy, simplified characters, upper case, no spaces except between Latin letters and digits.
* *folded*: plain with characters that readers confuse (未/末, 己/已, 0/O …) made one. Only for matching.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from opencc import OpenCC

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_PUNCTUATION = "，。、；：？！（）《》【】“”‘’()"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_SPACE = re.compile(r"\s+")
_SPACE_AT_HAN = re.compile(f"(?<=[{HAN}{_HAN_PUNCTUATION}]) (?=[{HAN}{_HAN_PUNCTUATION}])")
_SIMPLIFIER = OpenCC("t2s")
_FORM_LIMIT = 4
_LINE = 200

_LOOK_ALIKES = {
    "O": "0",
    "○": "0",
    "〇": "0",
    "I": "1",
    "L": "1",
    "|": "1",
    "末": "未",
    "曰": "日",
    "己": "已",
    "巳": "已",
    "入": "人",
    "八": "人",
    "土": "士",
    "夭": "天",
    "千": "干",
    "于": "干",
    "戌": "戊",
    "戍": "戊",
    "侯": "候",
    "拆": "折",
    "亳": "毫",
    "园": "圆",
    "籍": "藉",
    "钧": "钩",
    "暖": "暧",
    "治": "冶",
    "洒": "酒",
    "祟": "崇",
    "免": "兔",
    "乌": "鸟",
    "刺": "剌",
    "库": "厍",
    "薄": "簿",
    "帐": "账",
    "货": "贷",
}
_PUNCTUATION = {
    "—": "-",
    "–": "-",
    "―": "-",
    "─": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "【": "[",
    "】": "]",
    "〔": "(",
    "〕": ")",
    "［": "[",
    "］": "]",
    "﹕": ":",
    "∶": ":",
    "︰": ":",
    "．": ".",
    "·": ".",
    "•": ".",
    "・": ".",
    "￥": "¥",
    **dict.fromkeys("√✓✔", ""),  # ticks that a hand set before what it checked
}


def tidy(text: str) -> str:
    """Return ``text`` in the form values are stored in: NFKC, single spaces, none between Han characters."""
    text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    text = unicodedata.normalize("NFKC", text)
    text = _SPACE.sub(" ", text).strip()
    return _SPACE_AT_HAN.sub("", text)


def tidy_name(text: str) -> str:
    """Return a name as stored: tidy, round brackets full width."""
    return re.sub(r"\s*\)", "）", re.sub(r"\(\s*", "（", tidy(text))).replace(" （", "（").strip()


class _Simplified(dict[int, str]):
    """The simplified form of each character, one for one; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        form = str(_SIMPLIFIER.convert(chr(code))) if _HAN_CHARACTER.match(chr(code)) else chr(code)
        self[code] = form if len(form) == 1 else chr(code)
        return self[code]


_SIMPLIFIED = _Simplified()
_OF_NAMES = "昇湧樑淩甦穀濛脩氾"


def simplified(text: str) -> str:
    """Return a text as long as it was, its traditional characters simplified: 機械廠 as 机械厂."""
    return text.translate(_SIMPLIFIED)


def is_mixed(text: str) -> bool:
    """Tell whether a text is simplified but for single traditional characters, as seals are misread.

    Characters that simplified writing has as well are none: 乾 of 乾元 is no 干, 昇 of a name no 升.
    """
    pairs = zip(text, simplified(text), strict=True)
    traditional = sum(one != other and not _is_written_today(one) for one, other in pairs)
    written_otherwise = sum(_is_simplified(c) for c in text)
    return 0 < traditional < written_otherwise


@cache
def _is_written_today(character: str) -> bool:
    """Tell whether a character stands in GB/T 2312, or is one that names of today are written with."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in _OF_NAMES
    return True


@cache
def _is_simplified(character: str) -> bool:
    """Tell whether a character has another form in traditional writing."""
    return has_han(character) and str(_traditionaliser().convert(character)) != character


@cache
def _traditionaliser() -> OpenCC:
    return OpenCC("s2t")


def has_han(text: str) -> bool:
    """Tell whether there is a Han character."""
    return _HAN_CHARACTER.search(text) is not None


def han_count(text: str) -> int:
    """Count the Han characters."""
    return len(_HAN_CHARACTER.findall(text))


@cache
def _plain_character(character: str) -> str:
    form = character
    for _ in range(_FORM_LIMIT):
        new = unicodedata.normalize("NFKC", form).upper()
        new = "".join(
            "" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and not c.isspace() else c for c in new
        )
        new = "".join(_PUNCTUATION.get(c, c) for c in new)
        if has_han(new):
            new = str(_SIMPLIFIER.convert(new))
        if new == form:
            break
        form = new
    return form


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in its matching forms; ``origin`` leads from each character back to ``raw``."""

    raw: str
    plain: str
    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in ``raw``."""
        if start >= end or not self.origin:
            at = self.origin[start] if start < len(self.origin) else len(self.raw)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def cut(self, start: int, end: int) -> str:
        """Return the piece of ``raw`` behind ``text[start:end]``."""
        first, last = self.span(start, end)
        return self.raw[first:last]


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def fold(raw: str) -> Folded:
    """Return ``raw`` with its matching forms."""
    # a line is asked for by many rules, and again when papers are compared; whole pages are too large to keep
    return _fold_line(raw) if len(raw) <= _LINE else _fold(raw)


@lru_cache(maxsize=4096)
def _fold_line(raw: str) -> Folded:
    return _fold(raw)


def _fold(raw: str) -> Folded:
    plain: list[str] = []
    origin: list[int] = []
    gap = False
    for index, character in enumerate(raw):
        for form in _plain_character(character):
            if form.isspace():
                gap = True
                continue
            if gap and plain and _is_word(plain[-1]) and _is_word(form):
                plain.append(" ")
                origin.append(index - 1)
            gap = False
            plain.append(form)
            origin.append(index)
    return Folded(raw, "".join(plain), "".join(_LOOK_ALIKES.get(c, c) for c in plain), tuple(origin))


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Return the matching form of a short text: a phrase, a label, a name."""
    return fold(text).text


def without_accents(text: str) -> str:
    """Return Latin letters bare: specks above them are read as dots and accents, Unit as Ünit.

    No part of folding: customers' names are stored as they were folded, and Müller is a name.
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def join_texts(parts: Iterable[str]) -> str:
    """Join pieces read one after the other: without a space between Han characters, else with one."""
    joined = ""
    for part in (p.strip() for p in parts):
        if not part:
            continue
        spaced = joined and _is_word(joined[-1]) and _is_word(part[0])
        joined += (" " if spaced else "") + part
    return joined
