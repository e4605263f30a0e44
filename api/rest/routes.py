"""All REST routers, listed by hand."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from api.deps import check_form, signed_in
from api.rest import archive, completeness, customers, documents, people, rules, scans, search, statistics
from dossier.shapes import ErrorReply

PREFIX = "/api/v1"
WRONG: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorReply},
    401: {"model": ErrorReply},
    403: {"model": ErrorReply},
    404: {"model": ErrorReply},
    409: {"model": ErrorReply},
    422: {"model": ErrorReply},
}


def _guarded() -> APIRouter:
    router = APIRouter(prefix=PREFIX, dependencies=[Depends(signed_in), Depends(check_form)], responses=WRONG)
    for part in (
        archive.router,
        search.router,
        customers.router,
        completeness.router,
        scans.router,
        documents.router,
        people.router,
        rules.router,
        statistics.router,
    ):
        router.include_router(part)
    return router


ROUTERS = (_guarded(),)
