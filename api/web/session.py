"""Pages for coming and going: sign in, first account, sign out, language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.deps import Language, Render, TheService, check_form, set_cookie, state_of
from api.errors import ApiError, InvalidInput, TooManyAttempts, reply, status_of
from api.security import LANGUAGE_COOKIE, SESSION_COOKIE, inner_path, is_about, login_keys
from api.web.labels import by_label
from capture.pages import Message
from dossier import access, accounts
from dossier.errors import DossierError
from dossier.language import LANGUAGES
from dossier.wiring import Service

router = APIRouter(dependencies=[Depends(check_form)], include_in_schema=False)

YEAR = 365 * 24 * 3600
Text = Annotated[str, Form(max_length=500)]


@router.get("/login")
def login_form(
    service: TheService, render: Render, next: Annotated[str, Query(max_length=2000)] = "/"
) -> Response:
    """Ask for name and password."""
    return render("login.html", error=None, next=inner_path(next), name="", no_account=_nobody_yet(service))


def _nobody_yet(service: Service) -> bool:
    with service.database.reading() as work:
        return work.users.count() == 0


@router.post("/login")
def log_in(
    request: Request, render: Render, language: Language, name: Text, password: Text, next: Text = "/"
) -> Response:
    """Sign in, unless there were too many wrong tries."""
    state = state_of(request)
    keys = login_keys(name, request.client.host if request.client else "?")
    try:
        wait = state.brake.wait(keys)
        if wait:
            raise TooManyAttempts(wait)
        session = accounts.login(state.service, name, password).secret
    except (DossierError, ApiError) as error:
        if not isinstance(error, TooManyAttempts):
            state.brake.failed(keys)
            # An address is braked, too; that locks no account, however real the name just tried is.
            if locked := state.brake.wait([key for key in keys if is_about(key, name)]):
                access.note_lock(state.service, name, locked)
        said = reply(error, language).error
        return render(
            "login.html",
            http_status=status_of(error),
            error=said,
            next=inner_path(next),
            name=name,
            no_account=False,
        )
    state.brake.succeeded(keys)
    answer = RedirectResponse(inner_path(next), status_code=303)
    set_cookie(request, answer, SESSION_COOKIE, session)
    return answer


@router.get("/first-account/{token}")
def first_account_form(render: Render, token: str) -> Response:
    """Ask for the first account's name and password."""
    return render("first.html", error=None, token=token, name="")


@router.post("/first-account/{token}")
def make_first_account(
    request: Request,
    service: TheService,
    render: Render,
    language: Language,
    token: str,
    name: Text,
    password: Text,
    again: Text,
) -> Response:
    """Open the account that the one-time link is for, and sign in."""
    try:
        if password != again:
            raise InvalidInput("again", Message("the two are not the same"))
        session = accounts.accept_invitation(service, token, name, password).secret
    except (DossierError, ApiError) as error:
        said = reply(by_label(error), language).error
        return render("first.html", http_status=status_of(error), error=said, token=token, name=name)
    answer = RedirectResponse("/", status_code=303)
    set_cookie(request, answer, SESSION_COOKIE, session)
    return answer


@router.post("/logout")
def log_out(request: Request, service: TheService) -> Response:
    """Sign out."""
    session = request.cookies.get(SESSION_COOKIE)
    if session:
        accounts.logout(service, session)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(SESSION_COOKIE, path="/")
    return answer


@router.get("/favicon.ico")
def icon() -> Response:
    """Give files opened in a tab of their own, such as PDFs, the icon of the pages."""
    return RedirectResponse("/static/icon.svg", status_code=308)


@router.get("/language/{language}")
def choose_language(
    request: Request, language: str, next: Annotated[str, Query(max_length=2000)] = "/"
) -> Response:
    """Remember the language for this browser; nothing of the account is changed by a link."""
    answer = RedirectResponse(inner_path(next), status_code=303)
    if language in LANGUAGES:
        set_cookie(request, answer, LANGUAGE_COOKIE, language, max_age=YEAR)
    return answer
