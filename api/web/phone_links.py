"""The page that shows a code for a phone, to whoever is signed in."""

from __future__ import annotations

import ipaddress
import socket
from typing import Annotated

import psutil
from fastapi import APIRouter, Path, Request, Response

from api.deps import Render, Renderer, SignedIn, TheService
from api.web.notices import go
from capture.codes.codewriter import code_outline
from dossier import phone
from dossier.loopback import is_loopback
from dossier.wiring import Service
from storage.viewer import Viewer

router = APIRouter(prefix="/intake/phone")

Number = Annotated[int, Path(ge=1)]


@router.get("")
def links(service: TheService, viewer: SignedIn, render: Render) -> Response:
    """Show the person's links that are still good."""
    return render("phone_links.html", links=phone.links_of(service, viewer), code=None)


@router.post("")
def open_link(request: Request, service: TheService, viewer: SignedIn, render: Render) -> Response:
    """Make a link and show its code, this once."""
    secret, link = phone.open_link(service, viewer)
    base = phone_address(request, service)
    address = f"{base or str(request.base_url).rstrip('/')}/phone/{secret}"
    size, outline = code_outline(address)
    return render(
        "phone_links.html",
        links=phone.links_of(service, viewer),
        link=link,
        code=outline,
        size=size,
        address=address,
        reachable=base is not None,
        secure=address.startswith("https:"),
    )


@router.get("/{link_id}/papers")
def papers(service: TheService, viewer: SignedIn, render: Render, link_id: Number) -> Response:
    """Show how many papers came by a link; a part that renews itself."""
    return _papers(service, viewer, render, link_id)


def _papers(service: Service, viewer: Viewer, render: Renderer, link_id: int) -> Response:
    found = next((one for one in phone.links_of(service, viewer) if one.id == link_id), None)
    return render("parts/phone_papers.html", link=found, link_id=link_id)


@router.post("/{link_id}/end")
def end_link(service: TheService, viewer: SignedIn, link_id: Number) -> Response:
    """Make a link worthless now."""
    phone.end_link(service, viewer, link_id)
    return go("/intake/phone", "link_ended")


def phone_address(request: Request, service: Service) -> str | None:
    """Return the address under which a phone reaches this service; None where only this machine does.

    Somebody who opened the page under an address of the network has it; on the service's own machine it is
    looked up.
    """
    host = request.url.hostname or ""
    if not is_loopback(host):
        return str(request.base_url).rstrip("/")
    listens = service.settings.host
    if is_loopback(listens):
        return None
    own = listens if not _is_any(listens) else _address_of_machine()
    if own is None:
        return None
    port = request.url.port
    return f"{request.url.scheme}://{own}" + (f":{port}" if port else "")


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _address_of_machine() -> str | None:
    """Return an address of this machine in a private network, the first one of an interface that is up."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        ipaddress.ip_address(one.address)
        for name, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if name in up and one.family == socket.AF_INET
    ]
    usable = [one for one in found if not one.is_loopback and not one.is_link_local]
    usable.sort(key=lambda one: not one.is_private)
    return str(usable[0]) if usable else None
