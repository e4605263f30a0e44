"""``dossier run`` and ``dossier demo``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
import yaml
from uvicorn.importer import import_from_string

from dossier import accounts, adding, completeness, overview
from dossier.commands.dossiers import print_requirements
from dossier.commands.options import OUT, DataOption
from dossier.commands.progress import page_bar
from dossier.commands.service import command_line_viewer
from dossier.logs import set_up_logs
from dossier.own_company import SAMPLES_MARK as SAMPLES_OWN_MARK
from dossier.running import working
from dossier.settings import Settings, read_settings
from dossier.wiring import Service, open_service

WEB = "api.app:create_app"
"""The web shell, named and not imported: imports go from api to dossier only."""

SAMPLES_MARK = "samples_copied"
SCANS, MANIFEST = "scans", "manifest.yaml"


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
    settings = _settings(data, samples, **{name: value for name, value in given.items() if value is not None})
    set_up_logs(settings.log_format)
    with open_service(settings) as service, working(service) as background:
        if samples is not None:
            copy_samples(service, samples)
        app = import_from_string(WEB)(service, background)
        server = uvicorn.Server(server_config(app, settings))
        _greet(service)
        server.run()


def server_config(app: Any, settings: Settings) -> uvicorn.Config:
    """Return how the web server listens: with a certificate of its own, or behind a proxy that is trusted."""
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
    )


def _greet(service: Service) -> None:
    address = f"{service.settings.scheme}://{service.settings.host}:{service.settings.port}"
    OUT.print(f"Dossier (卷宗)  {address}")
    token = accounts.first_link(service)
    if token is not None:
        OUT.print(f"First account (once): {address}/first-account/{token}", soft_wrap=True)


def copy_samples(service: Service, samples: Path) -> None:
    """Copy sample scans into the first inbox, once in the life of a data folder."""
    own = list(own_company_of(samples))
    with service.database.reading() as work:
        copied, known = work.marks.get(SAMPLES_MARK), work.marks.get(SAMPLES_OWN_MARK)
    if own != known:
        with service.database.unit_of_work() as work:
            work.marks.set(SAMPLES_OWN_MARK, own, service.now())
    if copied:
        return
    target = service.settings.inboxes[0]
    folder = samples / SCANS if (samples / SCANS).is_dir() else samples
    for path in sample_files(samples):
        place = target / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    with service.database.unit_of_work() as work:
        work.marks.set(SAMPLES_MARK, True, service.now())


def _settings(data: Path | None, samples: Path | None, **given: Any) -> Settings:
    """Read the settings; where nobody said who we are, the samples' own company is."""
    settings = read_settings(data, **given)
    if samples is None or settings.own_company:
        return settings
    return read_settings(data, **given, own_company=own_company_of(samples))


def own_company_of(samples: Path) -> tuple[str, ...]:
    """Return name and code of the company whose papers the samples are, as their manifest says."""
    manifest = samples / MANIFEST
    if not manifest.is_file():
        return ()
    own = yaml.safe_load(manifest.read_text("utf-8")).get("own_company", {})
    return tuple(own[part] for part in ("name", "uscc") if own.get(part))


def sample_files(samples: Path) -> list[Path]:
    """Return the scans of a folder of samples (or of any folder of scans), in their order."""
    folder = samples / SCANS if (samples / SCANS).is_dir() else samples
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def demo(
    samples: Annotated[Path, typer.Argument(help="Folder of sample scans.")],
    data: DataOption = None,
) -> None:
    """Process sample scans in a fresh data folder; print each customer's dossier and what is missing."""
    folder = data or Path(tempfile.mkdtemp(prefix="dossier-demo-"))
    viewer = command_line_viewer()
    with open_service(_settings(folder, samples)) as service:
        files = sample_files(samples)
        with page_bar("demo") as progress:
            adding.add_files(service, viewer, files, progress)
        for checked in completeness.check(service, viewer).customers:
            shown = completeness.show(service, viewer, str(checked.customer.id))
            OUT.print(f"\n[bold]{checked.customer.name}[/bold]  {checked.customer.uscc or ''}")
            for category in shown.categories:
                for document in category.documents:
                    OUT.print(f"   {category.number}. {document.date or '–':10}  {document.title}")
            print_requirements(checked.requirements, service.settings.language)
        OUT.print("\n" + "  ".join(f"{k} {v}" for k, v in overview.status(service).model_dump().items()))
        OUT.print(f"{folder}")
