"""The application: routes listed by hand, one guard around them, one form for every error."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.types import Scope

from api import deps, errors
from api.deps import ApiState, Visitor
from api.guard import Guard
from api.once import Once
from api.rest import routes as rest
from api.security import HostRule, LoginBrake
from api.web import labels
from api.web import routes as web
from api.web.pages import STATIC, Pages
from api.wording import language_of
from capture.errors import CaptureError
from dossier.errors import DossierError
from dossier.rejection import Explained
from dossier.running import Background
from dossier.wiring import Service
from storage.errors import StorageError

REST_PREFIX = "/api/"


def create_app(service: Service, background: Background | None = None) -> FastAPI:
    """Build the application over a running service; opens nothing itself.

    ``background`` are the service's workers in this process, to be woken when something arrives.
    """
    app = FastAPI(
        title="Dossier 卷宗",
        version=version("dossier"),
        openapi_url="/api/openapi.json",
        docs_url=None,  # the interactive pages load from other hosts
        redoc_url=None,
    )
    hosts = HostRule.for_address(service.settings.host, more=service.settings.host_names)
    wake = background.conductor.wake if background else _nothing_to_wake
    pace = background.conductor.pace if background else None
    app.state.dossier = ApiState(
        service=service, pages=Pages(), brake=LoginBrake(), wake=wake, pace=pace, background=background
    )
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    for router in (*rest.ROUTERS, *web.ROUTERS):
        app.include_router(router)
    for kind in (DossierError, CaptureError, errors.ApiError):
        app.add_exception_handler(kind, _known_error)
    app.add_exception_handler(StorageError, _storage_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid_input)
    app.add_middleware(Once)
    app.add_middleware(Guard, hosts=hosts, error_page=_Outside(app))
    return app


def _nothing_to_wake() -> None:
    """Workers of another process look at the ledger by themselves."""


class KeptFiles(StaticFiles):
    """Static files; their addresses carry a version, so browsers keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve one file."""
        response = await super().get_response(path, scope)
        kept = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response


class _Outside:
    """Renders what the guard refuses before any route has seen the request."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def __call__(self, request: Request, error: errors.ApiError) -> Response:
        request.scope["app"] = self._app
        return answer_error(request, error, None)


def answer_error(
    request: Request, error: Explained, visitor: Visitor | None, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an error as JSON, as a part for htmx or as a page, in the reader's language."""
    state = deps.state_of(request)
    language = language_of(request, state.service.settings.language.value)
    status = errors.status_of(error)
    for_program = request.url.path.startswith(REST_PREFIX)
    shaped = errors.reply(error if for_program else labels.by_label(error), language)
    extra = dict(headers or {})
    if isinstance(error, errors.TooManyAttempts):
        extra["retry-after"] = str(error.seconds)
    if for_program:
        if status == 401:
            extra["www-authenticate"] = "Bearer"
        return JSONResponse(shaped.model_dump(mode="json"), status_code=status, headers=extra)
    if status == 401:
        return _to_login(request)
    render = deps.Renderer(request, visitor or Visitor(None, language, None))
    part = "parts/problem.html" if _is_htmx(request) else "error.html"
    page = render(
        part,
        http_status=status,
        error=shaped.error,
        status_code=status,
        field=error.name if isinstance(error, errors.InvalidInput) else None,
    )
    page.headers.update(extra)
    return page


def _is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def _to_login(request: Request) -> Response:
    if _is_htmx(request):
        return Response(status_code=401, headers={"hx-redirect": "/login"})
    wish = deps.here(request) if request.method == "GET" else "/"
    return RedirectResponse(str(request.url_for("login_form").include_query_params(next=wish)), 303)


def _known_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DossierError | CaptureError | errors.ApiError)
    return answer_error(request, error, deps.visitor_of(request))


def _storage_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StorageError)
    return answer_error(request, errors.from_storage(error), deps.visitor_of(request))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    ours = errors.from_http(error.status_code, error.detail, request.method)
    return answer_error(request, ours, deps.visitor_of(request), error.headers)


def _invalid_input(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer_error(request, errors.from_validation(error.errors()), deps.visitor_of(request))
