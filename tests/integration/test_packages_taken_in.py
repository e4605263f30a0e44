"""Packages taken in elsewhere: whose they are, tried without effect, lists as long as they were signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from typer.testing import CliRunner

from dossier import (
    accounts,
    archive_prints,
    checking,
    collecting,
    filing,
    handover,
    merging,
    numbering,
    shelf,
    takeover,
    voiding,
)
from dossier.cli import app
from dossier.errors import NotFound
from dossier.handover_record import of_customer
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.viewer import SYSTEM, Role, Viewer

COLLECTOR = Viewer(None, "王收集", Role.CLERK)
CHECKER = Viewer(None, "李检查", Role.CHECKER)
ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
PAPER = shelf.ShelfPaper("contract", 3, reference="HT-1")


@pytest.fixture(scope="module")
def written(web, tmp_path_factory) -> Path:
    """The package of a merged dossier whose list was sent back, one paper of it moved away since."""
    service = web.service
    gone, kept, other = (web.add_customer(f"承德{name}轴承有限公司") for name in ("并入", "存续", "别家"))
    for customer in (gone, kept, kept):
        paper = shelf.add(service, SYSTEM, str(customer), PAPER)
        numbering.number_dossier(service, ARCHIVIST, str(customer))
    merging.merge(service, ARCHIVIST, str(gone), str(kept))
    listed = collecting.collect(service, COLLECTOR, str(kept))
    checking.send_back(service, CHECKER, listed.id, "少一页")
    filing.move(service, ARCHIVIST, paper.id, other)
    return handover.export(service, ARCHIVIST, str(kept), tmp_path_factory.mktemp("out") / "package")


@pytest.fixture
def house(tmp_path) -> Iterator[Service]:
    """An empty service elsewhere, with a team."""
    with open_service(read_settings(tmp_path, reader="none", workers=1)) as service:
        accounts.create_team(service, SYSTEM, "北组")
        yield service


def test_a_package_was_taken_in_by_a_dry_run_and_for_every_team(house, written, tmp_path):
    def taken(*options: str) -> tuple[int | None, int, list[int | None]]:
        command = ["import", str(written), *options, "--json", "--data", str(tmp_path)]
        answer = json.loads(CliRunner().invoke(app, command).stdout)
        with house.database.reading() as work:
            here = work.customers.browse(SYSTEM, limit=9).items
            teams = [work.customers.get(SYSTEM, one.id).team_id for one in here]
        return answer["customer"]["id"], answer["documents"], teams

    assert taken("--dry-run", "--team", "北组") == (None, 2, [])
    with pytest.raises(NotFound, match="南组"):
        takeover.take_over(house, ARCHIVIST, written, "南组")
    assert taken("--team", "北组") == (1, 2, [1])


def test_a_list_that_was_signed_for_three_papers_came_back_as_a_list_of_two(house, written):
    takeover.take_over(house, ARCHIVIST, written)
    [listed] = of_customer(house, SYSTEM, "1")[0]
    assert (listed.documents, listed.pages, len(listed.lines)) == (3, 9, 2)
    with pymupdf.open("pdf", archive_prints.handover_list(house, SYSTEM, listed.id, "en")) as printed:
        assert "1 more paper was on this list" in printed[0].get_text()


def test_voiding_the_number_of_a_merged_dossier_took_the_standing_number_away(house, written):
    takeover.take_over(house, ARCHIVIST, written)
    with house.database.reading() as work:
        number = work.customers.get(SYSTEM, 1).number
        [other] = [
            one.number
            for one in work.catalogues.numbers(SYSTEM, 1)
            if one.document_id is None and one.number != number
        ]
    voiding.void_number(house, ARCHIVIST, other, "并入")
    with house.database.reading() as work:
        assert work.customers.get(SYSTEM, 1).number == number
