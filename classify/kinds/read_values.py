"""A value as it is read from a stretch of text, before it is anybody's field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classify.values import Check


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value read from a stretch; ``span`` is where it stood in the stretch's folded text."""

    value: str
    quality: float = 1.0
    checks: tuple[Check, ...] = ()
    extra: Mapping[str, str] | None = None
    span: tuple[int, int] | None = None
