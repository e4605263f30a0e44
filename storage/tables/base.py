"""What all tables share: names of constraints and three column types."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, TypeVar

import orjson
from sqlalchemy import DateTime, Dialect, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = dict[str, Any]


def dump_json(value: object) -> str:
    """Write JSON as it stands in columns.

    Raises:
        TypeError: a value, or a lone surrogate, that JSON cannot hold.
    """
    return orjson.dumps(value).decode()


def load_json(text: str | bytes | float) -> Any:
    """Read JSON of a column. A bare number comes as one: SQLite keeps it so, whatever was written."""
    return orjson.loads(text) if isinstance(text, str | bytes) else text


E = TypeVar("E", bound=StrEnum)

_SURROGATES = {code: 0x100000 + code for code in range(0xDC80, 0xDD00)}
_BACK = {private: code for code, private in _SURROGATES.items()}


class Instant(TypeDecorator[dt.datetime]):
    """A moment with its time zone, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse moments without a time zone; SQLite keeps UTC without saying so."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Give the time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class FileText(TypeDecorator[str]):
    """A file name as the system gave it, also one that is not valid UTF-8.

    Undecodable bytes are lone surrogates in Python, which no database takes; they travel
    as private characters and come back as they were.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make undecodable bytes storable."""
        return None if value is None else value.translate(_SURROGATES)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give undecodable bytes back."""
        return None if value is None else value.translate(_BACK)


class State(TypeDecorator[E]):
    """A StrEnum kept as its value."""

    impl = String(20)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        """Refuse what is not one of the enum."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Give the enum back."""
        return None if value is None else self.kind(value)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)
