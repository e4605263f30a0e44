"""All settings, read once from the environment and an optional ``dossier.env`` in the data folder."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from dossier.errors import SettingInvalid

PREFIX = "DOSSIER_"
SETTINGS_FILE = "dossier.env"


class ReaderChoice(StrEnum):
    """Which reader reads the pages."""

    AUTO = "auto"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    BOTH = "rapidocr+tesseract"
    NONE = "none"


class Language(StrEnum):
    """Language of messages where no browser says which."""

    ZH_CN = "zh_CN"
    EN = "en"


class LogFormat(StrEnum):
    """How log lines look."""

    TEXT = "text"
    JSON = "json"


class Polling(StrEnum):
    """Whether inboxes are polled; auto polls network shares only."""

    AUTO = "auto"
    YES = "yes"
    NO = "no"


def _split(value: Any, separator: str) -> Any:
    if isinstance(value, str):
        return [part.strip() for part in value.split(separator) if part.strip()]
    return value


class Settings(BaseSettings):
    """Every setting of the service; ``docs/configuration.md`` tells them to users."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data: Path = Path("data")
    inbox: Annotated[tuple[Path, ...], NoDecode] = ()
    host: str = "127.0.0.1"
    host_names: Annotated[tuple[str, ...], NoDecode] = ()
    port: int = Field(default=8420, ge=0, le=65535)
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1",)
    own_company: Annotated[tuple[str, ...], NoDecode] = ()
    profile: str = "manufacturing"
    reader: ReaderChoice = ReaderChoice.AUTO
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    max_pixels: int = Field(default=300_000_000, ge=1_000_000)
    max_pages: int = Field(default=2000, ge=1)
    page_seconds: int = Field(default=120, ge=1)
    page_memory_mb: int = Field(default=4096, ge=512)
    worker_memory_mb: int = Field(default=1400, ge=256)
    settle_seconds: float = Field(default=1.5, ge=0.1, le=3600)
    patience_seconds: float = Field(default=120.0, ge=1)
    rescan_seconds: float = Field(default=1.0, ge=0.1)
    inbox_poll: Polling = Polling.AUTO
    database_url: str = ""
    language: Language = Language.ZH_CN
    log_format: LogFormat = LogFormat.TEXT
    empty_done_after_days: int = Field(default=0, ge=0)

    @field_validator("inbox", mode="before")
    @classmethod
    def _split_paths(cls, value: Any) -> Any:
        return _split(value, os.pathsep)

    @field_validator("tls_certificate", "tls_key", mode="after")
    @classmethod
    def _is_file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("there is no such file")
        return value

    @field_validator("own_company", "host_names", "trusted_proxies", mode="before")
    @classmethod
    def _split_names(cls, value: Any) -> Any:
        return _split(value, ";")

    @property
    def inboxes(self) -> tuple[Path, ...]:
        """The inbox folders, ``DATA/inbox`` when none is set."""
        return self.inbox or (self.data / "inbox",)

    @property
    def scheme(self) -> str:
        """``https`` where the service has a certificate of its own."""
        return "https" if self.tls_certificate else "http"

    @property
    def database(self) -> str:
        """The database's URL, an SQLite file in the data folder when none is set."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'dossier.db'}"


def data_folder(data: Path | str | None = None) -> Path:
    """Return the data folder: what is given, else what the environment names, else ``data``."""
    return Path(data or os.environ.get(PREFIX + "DATA") or "data")


def read_settings(data: Path | None = None, **given: Any) -> Settings:
    """Read the settings: what is given, else the environment, else ``DATA/dossier.env``, else defaults.

    Raises:
        SettingInvalid: a value is not allowed; names the setting, the value, its place and what is allowed.
    """
    if data is not None:
        given["data"] = data
    env_file = data_folder(given.get("data")) / SETTINGS_FILE
    try:
        return Settings(_env_file=env_file if env_file.is_file() else None, **given)  # type: ignore[call-arg]  # pydantic-settings takes it
    except ValidationError as error:
        raise _explain(error, given, env_file) from error


def _explain(error: ValidationError, given: dict[str, Any], env_file: Path) -> SettingInvalid:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else "?"
    name = PREFIX + field.upper()
    if field in given:
        place = "command line"
    elif name in os.environ:
        place = "environment"
    else:
        place = str(env_file)
    return SettingInvalid(name, str(first.get("input", "")), place, str(first["msg"]))
