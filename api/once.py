"""A form that is sent twice does its work once: the second sending gets the answer of the first.

Every form of the pages carries a random value of its own. Two requests of one browser with the same value
and the same words are one wish (a double click, an impatient second try): the later one waits for the
earlier and gets its answer. A refused form may be sent again; so may one whose words were changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.guard import media_type

FIELD = b"once="
PLAIN = "application/x-www-form-urlencoded"
IN_PLACE = "x-form"
"""What the pages' script sends with a form: it goes to the next page itself, named in ``x-go``."""
KEPT_SECONDS = 120.0
KEPT_FORMS = 1000
KEPT_BYTES = 256 * 1024
REDIRECTS = frozenset({302, 303})


@dataclass(frozen=True, slots=True)
class _Body:
    """A request's body, read once; ``refused`` is what the guard said of it."""

    data: bytes
    refused: HTTPException | None = None

    def replay(self, receive: Receive) -> Receive:
        """Return a ``receive`` that gives the body and then what else there is."""
        given = False

        async def again() -> Message:
            nonlocal given
            if self.refused is not None:
                raise self.refused
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": self.data, "more_body": False}

        return again


class Once:
    """ASGI layer that answers a form sent twice from what the first sending got."""

    def __init__(self, app: ASGIApp, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._answers: OrderedDict[bytes, tuple[float, asyncio.Future[list[Message] | None]]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        kind = _form_kind(scope)
        answer = _in_place(send) if kind and IN_PLACE in Headers(scope=scope) else send
        if kind != PLAIN:  # files are known again by their bytes
            await self._app(scope, receive, answer)
            return
        body = await _read(receive)
        if body is None:
            return  # the browser left in the middle: half a form is no form
        if body.refused is not None or FIELD not in body.data:
            await self._app(scope, body.replay(receive), answer)
            return
        await self._answer_once(scope, body, receive, answer)

    async def _answer_once(self, scope: Scope, body: _Body, receive: Receive, send: Send) -> None:
        key = _key(scope, body.data)
        self._forget()
        while known := self._answers.get(key):
            told = await asyncio.shield(known[1])
            if told is not None:
                for message in told:
                    await send(_copy(message))
                return
        future: asyncio.Future[list[Message] | None] = asyncio.get_running_loop().create_future()
        self._answers[key] = (self._clock() + KEPT_SECONDS, future)
        keeper = _Keeper(send)
        try:
            await self._app(scope, body.replay(receive), keeper)
        finally:
            kept = keeper.kept()
            if kept is None:
                self._answers.pop(key, None)
            future.set_result(kept)

    def _forget(self) -> None:
        now = self._clock()
        while self._answers and (
            len(self._answers) > KEPT_FORMS or next(iter(self._answers.values()))[0] <= now
        ):
            self._answers.popitem(last=False)


class _Keeper:
    """Sends an answer on, and keeps it when the wish was fulfilled and the answer is small."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._messages: list[Message] = []
        self._bytes = 0
        self._whole = False

    async def __call__(self, message: Message) -> None:
        self._bytes += len(message.get("body", b""))
        if self._bytes <= KEPT_BYTES:
            self._messages.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self._whole = True
        # The layers further out change the headers of what they send on; they get a list of their own.
        await self._send(_copy(message))

    def kept(self) -> list[Message] | None:
        if not self._whole or self._bytes > KEPT_BYTES or self._messages[0]["status"] >= 400:
            return None
        return self._messages


def _form_kind(scope: Scope) -> str:
    """Return the content type of a form of the pages, nothing for anything else."""
    if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].startswith("/api/"):
        return ""
    return media_type(scope)


async def _read(receive: Receive) -> _Body | None:
    parts = []
    while True:
        try:
            message = await receive()
        except HTTPException as error:
            return _Body(b"", error)
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return _Body(b"".join(parts))


def _copy(message: Message) -> Message:
    return {**message, "headers": list(message["headers"])} if "headers" in message else {**message}


def _key(scope: Scope, body: bytes) -> bytes:
    cookie = Headers(scope=scope).get("cookie", "")
    return hashlib.sha256(b"\0".join((scope["path"].encode(), cookie.encode(), body))).digest()


def _in_place(send: Send) -> Send:
    """Return a ``send`` that names the next page in a header, for a script cannot see where it is led."""

    async def led(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in REDIRECTS:
            message = {**message, "status": 200, "headers": list(message["headers"])}
            headers = MutableHeaders(scope=message)
            headers["x-go"] = headers["location"]
            del headers["location"]
        await send(message)

    return led
