"""What a refused form calls its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

import api.web
from api.errors import InvalidInput
from api.web.labels import LABELS, by_label
from api.web.routes import ROUTERS
from dossier.language import translate

WEB = Path(api.web.__file__).parent
CONTROL = re.compile(r"""<(?:input|select|textarea)\b[^>]*? name="([^"{]+)""")
CALLED = re.compile(r"""\btext\("(\w+)",""")
REFUSED = re.compile(r'InvalidInput\("([a-z_]+)"')
MACHINERY = {"csrf", "once"}
"""What every form carries without anybody having typed it."""
BY_BROWSER = {"was", "was_for", "before"}
"""Beside fields, what they were when the form was shown."""


def routes_of(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (held := getattr(route, "original_router", None)) is not None:
            yield from routes_of(held.routes)


def asked_for(dependant: Dependant) -> set[str]:
    """Return the form fields that a route and what it depends on ask for."""
    own = {field.alias for field in dependant.body_params}
    return own.union(*(asked_for(one) for one in dependant.dependencies))


def fields() -> set[str]:
    """Return every field of the pages' forms, by its name before the point."""
    found = {
        name
        for router in ROUTERS
        for route in routes_of(router.routes)
        for name in asked_for(route.dependant)
    }
    for path in WEB.rglob("*.html"):
        text = path.read_text("utf-8")
        found.update(name.partition(".")[0] for name in (*CONTROL.findall(text), *CALLED.findall(text)))
    for path in (*WEB.glob("*.py"), *WEB.parent.glob("*.py")):
        found.update(REFUSED.findall(path.read_text("utf-8")))
    return found - MACHINERY - BY_BROWSER


def test_every_field_of_a_form_has_a_label_for_its_errors():
    """Some forty were called by the names that programs use."""
    assert sorted(fields() - LABELS.keys()) == []


def test_no_label_is_of_a_field_that_is_gone():
    assert sorted(LABELS.keys() - fields()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("seed", "随机种子"), ("field.amount", "字段"), ("note.17", "说明"), ("team.0", "小组")],
)
def test_a_refusal_calls_a_field_by_its_label(name, said):
    told = by_label(InvalidInput(name, "?"))
    assert f"“{said}”" in translate(told.message, "zh_CN")
    assert told.name == name
