"""How much of a request is read before anybody knows who sends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.errors import ApiError, status_of
from api.guard import PHOTO_BODY, SMALL_BODY, Guard
from api.once import Once
from api.security import HostRule

PIECE = bytes(256 * 1024)
PATHS = ("/intake/upload", "/api/v1/scans", "/phone/secret")


async def count(request: Request) -> Response:
    """Read a body piece by piece, as the parser of files does."""
    seen = 0
    async for piece in request.stream():
        seen += len(piece)
    return PlainTextResponse(str(seen))


def refuse(request: Request, error: ApiError) -> Response:
    return PlainTextResponse(error.code, status_code=status_of(error))


def too_large(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse("too large", status_code=error.status_code)


INNER = Starlette(
    routes=[Route(path, count, methods=["POST"]) for path in PATHS],
    exception_handlers={HTTPException: too_large},
)
DOOR = Guard(Once(INNER), hosts=HostRule.for_address("127.0.0.1"), error_page=refuse)


def send(path: str, kind: str, size: int) -> tuple[int, int]:
    """Send a body that names no length; return the status and how many bytes were asked for."""
    sent = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < size:
            sent += len(PIECE)
            yield PIECE

    async def post() -> int:
        transport = httpx.ASGITransport(app=DOOR)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await client.post(path, content=body(), headers={"content-type": kind})
            return answer.status_code

    return asyncio.run(post()), sent


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "Application/X-WWW-Form-URLEncoded; a=b"]
)
def test_a_form_of_a_stranger_is_not_read_without_limit_where_files_are_taken(path, kind):
    status, sent = send(path, kind, 2 * PHOTO_BODY)
    assert status == 413
    assert sent <= SMALL_BODY + 2 * len(PIECE)


@pytest.mark.parametrize("path", PATHS)
def test_files_may_be_long_where_they_are_taken(path):
    assert send(path, "multipart/form-data; boundary=x", 2 * SMALL_BODY)[0] == 200


def test_a_photo_of_a_phone_is_not_without_limit():
    assert send("/phone/secret", "multipart/form-data; boundary=x", 2 * PHOTO_BODY)[0] == 413
