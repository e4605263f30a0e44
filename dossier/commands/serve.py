"""``dossier run`` and ``dossier demo``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from rich.progress import Progress
from uvicorn.importer import import_from_string

from dossier import accounts, adding, completeness, overview
from dossier.commands.dossiers import print_requirements
from dossier.commands.options import ERR, OUT, DataOption
from dossier.commands.service import command_line_viewer
from dossier.logs import set_up_logs
from dossier.running import working
from dossier.settings import read_settings
from dossier.wiring import Service, open_service

WEB = "api.app:create_app"
"""The web shell, named and not imported: imports go from api to dossier only."""

SAMPLES_MARK = "samples_copied"


def run(
    data: DataOption = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback by default.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    inbox: Annotated[list[Path] | None, typer.Option(help="Watched folder; may be repeated.")] = None,
    samples: Annotated[
        Path | None, typer.Option(help="Copy these scans into the inbox on the first start.")
    ] = None,
) -> None:
    """Run the service: web, watcher and workers in one command."""
    given: dict[str, Any] = {"host": host, "port": port, "inbox": tuple(inbox) if inbox else None}
    settings = read_settings(data, **{name: value for name, value in given.items() if value is not None})
    set_up_logs(settings.log_format)
    with open_service(settings) as service, working(service) as background:
        if samples is not None:
            copy_samples(service, samples)
        app = import_from_string(WEB)(service, background)
        server = uvicorn.Server(
            uvicorn.Config(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)
        )
        _greet(service)
        server.run()


def _greet(service: Service) -> None:
    address = f"http://{service.settings.host}:{service.settings.port}"
    OUT.print(f"Dossier (卷宗)  {address}")
    token = accounts.first_link(service)
    if token is not None:
        OUT.print(f"First account (once): {address}/first-account/{token}", soft_wrap=True)


def copy_samples(service: Service, samples: Path) -> None:
    """Copy sample scans into the first inbox, once in the life of a data folder."""
    with service.database.reading() as work:
        if work.marks.get(SAMPLES_MARK):
            return
    target = service.settings.inboxes[0]
    for path in sample_files(samples):
        place = target / path.relative_to(samples)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    with service.database.unit_of_work() as work:
        work.marks.set(SAMPLES_MARK, True, service.now())


def sample_files(samples: Path) -> list[Path]:
    """Return the scans below a folder, in their order."""
    return sorted(path for path in samples.rglob("*") if path.is_file() and not path.is_symlink())


def demo(
    samples: Annotated[Path, typer.Argument(help="Folder of sample scans.")],
    data: DataOption = None,
) -> None:
    """Process sample scans in a fresh data folder; print each customer's dossier and what is missing."""
    folder = data or Path(tempfile.mkdtemp(prefix="dossier-demo-"))
    viewer = command_line_viewer()
    with open_service(read_settings(folder)) as service:
        files = sample_files(samples)
        with Progress(console=ERR, transient=True) as progress:
            bar = progress.add_task("demo", total=len(files))
            adding.add_files(service, viewer, files, lambda count: progress.update(bar, completed=count))
        for checked in completeness.check(service, viewer).customers:
            shown = completeness.show(service, viewer, str(checked.customer.id))
            OUT.print(f"\n[bold]{checked.customer.name}[/bold]  {checked.customer.uscc or ''}")
            for category in shown.categories:
                for document in category.documents:
                    OUT.print(f"   {category.number}. {document.date or '–':10}  {document.title}")
            print_requirements(checked.requirements)
        OUT.print("\n" + "  ".join(f"{k} {v}" for k, v in overview.status(service).model_dump().items()))
        OUT.print(f"{folder}")
