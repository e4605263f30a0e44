"""The outermost layer: host names, body size, response headers, and the last net for faults."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import ApiError, BodyTooLarge, ForeignHost, Internal
from api.security import HEADERS, SAFE_METHODS, HostRule, same_origin

log = structlog.get_logger(__name__)

SMALL_BODY = 2 * 1024 * 1024
FILES = "multipart/form-data"
UPLOADS = frozenset({"/intake/upload", "/api/v1/scans"})
PHONE = "/phone/"
PHOTO_BODY = 40 * 1024 * 1024
"""One photo of a phone; whoever sends it has no account, so it is not without limit."""

ErrorPage = Callable[[Request, ApiError], Response]


class Guard:
    """ASGI layer around everything; renders its own refusals through ``error_page``."""

    def __init__(self, app: ASGIApp, *, hosts: HostRule, error_page: ErrorPage) -> None:
        self._app = app
        self._hosts = hosts
        self._error_page = error_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(6)
        answer = _Answer(send, request_id)
        refusal = self._refuse(scope)
        if refusal is not None:
            await self._error_page(Request(scope), refusal)(scope, receive, answer)
            return
        most = _most_bytes(scope)
        limited = receive if most is None else _Limited(receive, most)
        try:
            await self._app(scope, limited, answer)
        except Exception:  # the HTTP edge: a fault becomes one answer and one log line, the service goes on
            log.exception("request.failed", request_id=request_id, method=scope["method"])
            await self._fail(scope, receive, answer, Internal(request_id))

    async def _fail(self, scope: Scope, receive: Receive, answer: _Answer, error: ApiError) -> None:
        if not answer.started:
            await self._error_page(Request(scope), error)(scope, receive, answer)

    def _refuse(self, scope: Scope) -> ApiError | None:
        headers = Headers(scope=scope)
        host = headers.get("host")
        if not self._hosts.allows(host):
            return ForeignHost(host or "")
        if scope["method"] not in SAFE_METHODS and not same_origin(headers.get("origin"), host):
            return ForeignHost(headers.get("origin", ""))
        length = headers.get("content-length", "0")
        most = _most_bytes(scope)
        if most is not None and length.isdigit() and int(length) > most:
            return BodyTooLarge()
        return None


def media_type(scope: Scope) -> str:
    """Return the type of a request's body as the form parsers see it: small letters, no parameters."""
    return Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()


def _most_bytes(scope: Scope) -> int | None:
    """Return how large a request's body may be; None for files of people who are signed in.

    Only files are let through at length: their parts go to the disk as they come. Everything else is held
    in memory, and read before anybody knows who sends it.
    """
    if media_type(scope) != FILES:
        return SMALL_BODY
    if scope["path"] in UPLOADS:
        return None
    return PHOTO_BODY if scope["path"].startswith(PHONE) else SMALL_BODY


class _Answer:
    """Adds the headers to whatever is sent."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
            headers["x-request-id"] = self._request_id
        await self._send(message)


class _Limited:
    """Stops a body that goes on after the limit, also one that names no length."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._most = most
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            raise HTTPException(413)  # the only error that the body parsers let through
        return message
