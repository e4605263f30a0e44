"""The page of the profile: what is in effect, and what another one would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.deps import Language, Render, Renderer, SignedIn, TheService
from capture.pages import Message
from classify.profile import load_profile, parse_profile, profile_names
from classify.profiles.plan import Category, DocumentType, Profile, RequirementRule
from classify.profiles.profile_file import ProfileError
from dossier import profile_change
from dossier.cataloguing import title_of
from dossier.errors import BadRequest
from dossier.rights import may
from dossier.wiring import Service

router = APIRouter(prefix="/admin/profile")

TRIED = 2000
"""A page waits for so many of the newest papers; the command line tries them all."""
Name = Annotated[str, Form(max_length=80)]
Text = Annotated[str, Form(max_length=500_000)]


@dataclass(frozen=True, slots=True)
class Section:
    """A category with its types and requirements; None is what belongs to no category."""

    category: Category | None
    types: list[DocumentType]
    requirements: list[RequirementRule]


def sections(profile: Profile) -> list[Section]:
    """Return the profile in filing order."""
    categories: list[Category | None] = [*profile.categories, None]
    return [
        Section(
            one,
            [kind for kind in profile.types.values() if kind.category == (one.number if one else None)],
            [line for line in profile.requirements if line.category == (one.number if one else None)],
        )
        for one in categories
    ]


@router.get("")
def show_profile(service: TheService, viewer: SignedIn, language: Language, render: Render) -> Response:
    """Show the profile in effect."""
    may(viewer, "rules.change")
    return _page(service, language, render)


def _page(
    service: Service,
    language: str,
    render: Renderer,
    change: profile_change.ProfileChange | None = None,
    given: tuple[str, str] = ("", ""),
) -> Response:
    known = service.profile if change is None else change.profile
    titles = {name: title_of(known, name, "", language) for name in known.types}
    titles |= {name: title_of(service.profile, name, "", language) for name in service.profile.types}
    return render(
        "profile.html",
        profile=service.profile,
        sections=sections(service.profile),
        names=[name for name in profile_names() if name != service.profile.id],
        change=change,
        given=given,
        titles=titles,
    )


@router.post("/try")
def try_profile(
    service: TheService,
    viewer: SignedIn,
    language: Language,
    render: Render,
    name: Name = "",
    text: Text = "",
) -> Response:
    """Check another profile, and show what it would change on the archive."""
    may(viewer, "rules.change")
    other = _read(name, text)
    change = profile_change.compare(service, viewer, other, limit=TRIED)
    return _page(service, language, render, change, (name, text))


def _read(name: str, text: str) -> Profile:
    """Return a profile that comes with the product, or one that was written into the form.

    Raises:
        BadRequest: none was named, there is none of that name, or it is wrong; with its line and what is
            allowed.
    """
    try:
        if text.strip():
            return parse_profile(text, "profile")
        if name not in profile_names():
            raise _unknown(name)
        return load_profile(name)
    except ProfileError as error:
        raise BadRequest(error.message, error.hint) from error


def _unknown(name: str) -> BadRequest:
    """Say that a name is none of a profile; a path would open any file of the machine."""
    known = Message("Those that come with Dossier: {names}.", {"names": ", ".join(profile_names())})
    if not name:
        return BadRequest(Message("No profile was chosen."), known)
    return BadRequest(Message("There is no profile “{name}”.", {"name": name}), known)
