"""Wishes of Word and Excel: elements and attributes that say how something is to be."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def value_of(holder: Element | None, name: str) -> str | None:
    """Return the value of one wish among others."""
    found = holder.find(name) if holder is not None else None
    return found.get("val") if found is not None else None


def is_on(wish: Element | None) -> bool:
    """Return whether a wish for yes or no is there and says yes."""
    return wish is not None and says_yes(wish.get("val", "true"))


def says_yes(value: str | None) -> bool:
    """Return whether an attribute for yes or no is there and says yes."""
    return value is not None and value not in ("0", "false", "off", "none")
