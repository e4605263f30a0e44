"""The bar that long commands show: pages done, of how many, and how long the rest will take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dossier.adding import PageProgress
from dossier.commands.options import ERR

_SPEED_OVER_SECONDS = 120


@contextmanager
def page_bar(title: str) -> Iterator[PageProgress]:
    """Show a bar over pages on stderr until the block ends; gives what moves it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=ERR, transient=True, speed_estimate_period=_SPEED_OVER_SECONDS
    ) as progress:
        bar = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
