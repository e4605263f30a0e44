"""Every REST route has its line, and every line its route."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import FastAPI

from api.rest.routes import ROUTERS

PAGE = Path(__file__).parents[2] / "docs" / "rest.md"


def test_the_page_lists_the_routes_that_exist():
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router)
    paths = app.openapi()["paths"]
    routes = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    told = re.findall(r"^\| `([A-Z]+ /\S+)` \| \S", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(told) == routes
    assert len(told) == len(routes)
