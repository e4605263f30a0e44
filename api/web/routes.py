"""All routers of pages, listed by hand."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.deps import check_form, signed_in
from api.web import (
    admin,
    archive,
    archive_files,
    customer_names,
    customers,
    documents,
    gaps,
    handovers,
    intake,
    old_catalogue,
    pagework,
    rules,
    samplings,
    search,
    session,
    today,
)


def _guarded() -> APIRouter:
    router = APIRouter(dependencies=[Depends(signed_in), Depends(check_form)], include_in_schema=False)
    for part in (
        today.router,
        intake.router,
        documents.router,
        pagework.router,
        archive.router,
        archive_files.router,
        handovers.router,
        samplings.router,
        old_catalogue.router,
        customer_names.router,
        gaps.router,
        customers.router,
        search.router,
        rules.router,
        admin.router,
    ):
        router.include_router(part)
    return router


ROUTERS = (session.router, _guarded())
