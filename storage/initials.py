"""Pinyin initials: 宏达贸易有限公司 is found by ``hdmy``."""

from __future__ import annotations

_LONGEST = 40


def initials(name: str) -> str:
    """Return the first letter of every Han character's pinyin, and letters and figures as they are."""
    from pypinyin import Style, lazy_pinyin  # a tenth of a second that no other command needs

    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=lambda other: other)
    return "".join(c for c in "".join(letters).lower() if c.isascii() and c.isalnum())[:_LONGEST]
