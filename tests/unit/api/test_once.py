"""A form that is sent twice does its work once, and a refused one may be sent again."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from api.once import Once


class Desk:
    """A page whose form counts what was done; the word ``bad`` is refused, ``slow`` takes a moment."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.app = Once(Starlette(routes=[Route("/form", self.take, methods=["POST"])]))

    async def take(self, request: Request) -> Response:
        word = str((await request.form())["word"])
        if word == "slow":
            await asyncio.sleep(0.05)
        if word == "bad":
            self.done.append(word)
            return PlainTextResponse("no", status_code=422)
        self.done.append(word)
        if word == "page":
            return JSONResponse({"secret": len(self.done)})
        return RedirectResponse("/next?said=saved", status_code=303)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def send(desk: Desk, *forms: dict[str, str], headers: dict[str, str] | None = None) -> list[httpx.Response]:
    """Send forms all at once."""

    async def all_at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=desk.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return await asyncio.gather(*(client.post("/form", data=one, headers=headers) for one in forms))

    return asyncio.run(all_at_once())


def test_a_double_click_does_the_work_once(desk):
    answers = send(desk, *[{"once": "a", "word": "slow"}] * 3)
    assert desk.done == ["slow"]
    assert {answer.headers["location"] for answer in answers} == {"/next?said=saved"}


def test_a_later_second_sending_gets_the_first_answer(desk):
    first = send(desk, {"once": "a", "word": "page"})[0].json()
    assert send(desk, {"once": "a", "word": "page"})[0].json() == first
    assert desk.done == ["page"]


def test_other_words_and_other_forms_are_other_wishes(desk):
    send(desk, {"once": "a", "word": "x"})
    send(desk, {"once": "a", "word": "y"})
    send(desk, {"once": "b", "word": "x"})
    send(desk, {"word": "x"})
    send(desk, {"word": "x"})
    assert desk.done == ["x", "y", "x", "x", "x"]


def test_another_browser_is_never_given_the_answer(desk):
    send(desk, {"once": "a", "word": "page"}, headers={"cookie": "session=1"})
    send(desk, {"once": "a", "word": "page"}, headers={"cookie": "session=2"})
    assert desk.done == ["page", "page"]


def test_a_refused_form_may_be_sent_again(desk):
    assert [one.status_code for one in send(desk, *[{"once": "a", "word": "bad"}] * 2)] == [422, 422]
    assert desk.done == ["bad", "bad"]


def test_a_script_is_told_where_to_go(desk):
    answer = send(desk, {"once": "a", "word": "x"}, headers={"x-form": "1"})[0]
    assert answer.status_code == 200
    assert answer.headers["x-go"] == "/next?said=saved"
    assert "location" not in answer.headers


def test_half_a_form_is_no_form(desk):
    """The browser went away in the middle of the body: nothing is done."""
    sent: list[object] = []
    messages = iter(
        [
            {"type": "http.request", "body": b"once=a&word=x", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive():
        return next(messages)

    async def keep(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/form",
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
    }
    asyncio.run(desk.app(scope, receive, keep))
    assert desk.done == []
    assert sent == []
