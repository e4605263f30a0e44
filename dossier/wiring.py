"""The one place where settings become parts: database, files, profile, limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from capture.pages import Message
from capture.probe import Limits
from capture.workers.drawer import Drawer
from capture.workers.prober import Prober
from classify.profile import Profile, load_profile
from dossier.errors import StoreUnavailable
from dossier.freshness import Fresh
from dossier.namebook import NameBook
from dossier.own_company import own_in_effect
from dossier.rules_plan import PlanInEffect, with_local_file
from dossier.settings import Settings
from storage.database import Database
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class Service:
    """Everything a verb needs; handed in, never looked up."""

    settings: Settings
    database: Database
    files: FileStore
    plan: PlanInEffect
    limits: Limits
    probe: Prober
    drawer: Drawer
    names: NameBook = field(init=False, compare=False)
    company: Fresh[Sequence[str]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", NameBook(self.database))  # frozen: set once, here
        object.__setattr__(self, "company", own_in_effect(self.database, self.settings.own_company))

    @property
    def profile(self) -> Profile:
        """The profile with what the office laid over it."""
        return self.plan.current()

    @property
    def own(self) -> Sequence[str]:
        """Names and credit codes of our own company."""
        return self.company.current()

    @property
    def derived(self) -> Path:
        """Where what can be made again is kept: searchable PDFs, pictures."""
        return self.settings.data / "derived"

    def now(self) -> dt.datetime:
        """Return this moment, in UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """Return the office's own day."""
        return dt.date.today()  # papers carry local days


def limits_of(settings: Settings) -> Limits:
    """Return the limits that protect reading."""
    return Limits(
        max_pixels=settings.max_pixels,
        max_pages=settings.max_pages,
        page_seconds=settings.page_seconds,
        page_memory_mb=settings.page_memory_mb,
        worker_memory_mb=settings.worker_memory_mb,
    )


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Open the data folder, bring the database up to date, close everything at the end.

    Raises:
        StoreUnavailable: the data folder cannot be made or written.
        classify.profile.ProfileError: the profile, or what is laid over it, is wrong.
    """
    profile = with_local_file(load_profile(settings.profile), settings.data)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        files = FileStore(settings.data / "originals")
        files.prepare()
    except OSError as error:
        raise StoreUnavailable(
            Message(
                "The data folder {path} cannot be written: {why}.",
                {"path": str(settings.data), "why": str(error)},
            ),
            Message("Give the service a folder it may write to with --data or DOSSIER_DATA."),
        ) from error
    database = Database(settings.database)
    limits = limits_of(settings)
    prober, drawer = Prober(limits), Drawer(limits)
    try:
        database.migrate()
        plan = PlanInEffect(profile, database)
        plan.check()
        yield Service(settings, database, files, plan, limits, prober, drawer)
    finally:
        drawer.close()
        prober.close()
        database.close()
