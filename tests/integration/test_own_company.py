"""Who we are: papers that come before anybody said so, and what happens once it is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.documents import candidates, document_detail
from dossier import company, health
from dossier.commands.serve import copy_samples
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.states import DocumentState
from storage.viewer import SYSTEM
from tests.acceptance.desk_room import OWN, Sheet, contract, open_dossier, put_in

OF_SAMPLES = "沧州青池铸造有限公司"
BUYER = "丹东鸭绿江泵业有限公司"
LINES = contract("HT-2026-0318", "2026年3月18日", BUYER)
CONTRACT = [Sheet([*LINES[:2], f"出卖人（甲方）：{OWN}", f"买受人（乙方）：{BUYER}", *LINES[4:]])]
ODD = [Sheet(["食堂菜单", "星期一 红烧肉", "星期二 清蒸鱼", "星期三 炒青菜"])]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service that takes us for somebody else, as it does while the sample papers' company stands there."""
    settings = read_settings(tmp_path / "data", reader="none", workers=1, own_company=(OF_SAMPLES,))
    with open_service(settings) as service:
        yield service


def why(service: Service, document: int) -> list[str]:
    return document_detail(service, SYSTEM, document, "en").review_reasons


def test_a_contract_of_two_whole_names_was_said_to_lack_a_whole_name(service: Service) -> None:
    (paper,) = put_in(service, "contract", CONTRACT)
    assert why(service, paper) == [f"Neither {OWN} nor {BUYER} is surely our own company."]


def test_where_nobody_said_who_we_are_the_clerk_was_not_told_to_say_it(service: Service) -> None:
    company.set_own_company(service, SYSTEM, [])
    nobody = Service(
        read_settings(service.settings.data, reader="none", workers=1),
        *(getattr(service, part) for part in ("database", "files", "plan", "limits", "probe", "drawer")),
    )
    (paper,) = put_in(nobody, "contract", CONTRACT)
    assert "Write our own company under Administration" in why(nobody, paper)[0]


def test_a_known_party_is_offered_before_a_dossier_for_ourselves(service: Service) -> None:
    buyer = open_dossier(service, BUYER)
    (paper,) = put_in(service, "contract", CONTRACT)
    likeliest = candidates(service, SYSTEM, paper).likeliest
    assert likeliest is not None
    assert likeliest.id == buyer


def test_waiting_contracts_are_decided_once_it_is_said_who_we_are(service: Service) -> None:
    (paper,) = put_in(service, "contract", CONTRACT)
    company.set_own_company(service, SYSTEM, [OWN])
    with service.database.reading() as work:
        filed = work.documents.get(SYSTEM, paper)
        assert filed.state is DocumentState.FILED
        assert work.customers.get(SYSTEM, filed.customer_id).name == BUYER
        told = [entry for entry in work.audit.of_document(paper, limit=9) if entry.verb == "document.placed"]
        assert [entry.payload["state"] for entry in told] == ["filed", "review"]


def test_a_paper_that_still_waits_is_offered_to_the_other_party(service: Service) -> None:
    (paper,) = put_in(service, "contract", [Sheet(CONTRACT[0].lines, faint={3: 0.5})])
    company.set_own_company(service, SYSTEM, [OWN])
    detail = document_detail(service, SYSTEM, paper, "en")
    assert detail.state == "review"
    assert detail.suggested_customer is not None
    assert detail.suggested_customer.name == BUYER


def test_a_dossier_that_was_opened_for_us_is_named(service: Service) -> None:
    ours = open_dossier(service, OWN)
    open_dossier(service, BUYER)
    assert company.dossiers_of_ours(service, SYSTEM) == []
    company.set_own_company(service, SYSTEM, [OWN])
    assert [one.id for one in company.dossiers_of_ours(service, SYSTEM)] == [ours]


def test_the_company_of_the_samples_passed_for_ours(service: Service, tmp_path: Path) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "manifest.yaml").write_text(f"own_company: {{name: {OF_SAMPLES}}}\n", encoding="utf-8")
    assert not company.is_of_samples(service)
    copy_samples(service, samples)
    assert company.is_of_samples(service)
    found = {one.check.template: one.standing for one in health.examine(service, SYSTEM, None)}
    assert found["Our own company"] is health.Standing.WARN
    company.set_own_company(service, SYSTEM, [OWN])
    assert not company.is_of_samples(service)


def test_a_paper_of_no_type_filed_itself_where_its_folder_named_a_customer(service: Service) -> None:
    open_dossier(service, BUYER)
    (paper,) = put_in(service, "menu", ODD, folder=BUYER)
    assert document_detail(service, SYSTEM, paper, "en").state == "review"
    assert why(service, paper) == ["No type of the profile fits this paper."]
