"""All routers of pages, listed by hand."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.deps import check_form, signed_in
from api.web import (
    archive,
    archive_files,
    audit,
    care,
    customer_names,
    customers,
    desk_pages,
    documents,
    dossier,
    gaps,
    handovers,
    intake,
    old_catalogue,
    pagework,
    people,
    phone,
    phone_links,
    profiles,
    review,
    rules,
    samplings,
    search,
    session,
    statistics,
    today,
    together,
)


def _guarded() -> APIRouter:
    router = APIRouter(dependencies=[Depends(signed_in), Depends(check_form)], include_in_schema=False)
    for part in (
        today.router,
        phone_links.router,
        statistics.router,
        intake.router,
        review.router,
        together.router,
        desk_pages.router,
        documents.router,
        pagework.router,
        archive.router,
        archive_files.router,
        handovers.router,
        samplings.router,
        old_catalogue.router,
        customer_names.router,
        gaps.router,
        dossier.router,
        customers.router,
        search.router,
        rules.router,
        audit.router,
        people.router,
        care.router,
        profiles.router,
    ):
        router.include_router(part)
    return router


ROUTERS = (session.router, phone.router, _guarded())
