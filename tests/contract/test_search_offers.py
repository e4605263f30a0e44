"""Both databases find the same and offer the same, and offer nobody what they may not see."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from bench.cluster import address
from classify.customers import fold_name
from dossier import find, nearest
from dossier.settings import read_settings
from dossier.wiring import Service, open_service
from storage.viewer import SYSTEM, Role, Viewer
from tests.contract.conftest import Office

FIRMS = (
    "深圳市宏达贸易有限公司",
    "深圳市宏图贸易有限公司",
    "绍兴越城长兴纺织有限公司",
    "成都锦程物流有限公司",
    "RöHM Elektronik GmbH",
)
HIDDEN = "唐山海港曹妃甸起重机械有限公司"
CLERK = Viewer(7, "周经办", Role.CLERK)
NUMBERS = ("HT-2026-{:04}", "XS/26/{:03}-A", "宏函[2026]{}号", "CG2026{:05}", "粤B·{:05}", "0571-8765{:04}")
SUMS = ("12,300.00", "10,000.00", "壹万贰仟元整", "3.5万元")
DAYS = ("2026年3月18日", "2026-03-18", "二〇二六年三月十八日", "2025.12.1")
TYPED = (
    *("洪达贸易", "宏达易贸", "宏贸易", "越城常兴纺织", "锦和物流", "客户:洪达贸易", "客户=宏达贸贸易"),
    *("洪达 2026.3.18 贸易", "洪达贸易 -作废", '洪达贸易 "交货 地点"', "rohm elektronic", "ROHM", "röhm"),
    *("2026.3.18", "20260318", "二〇二六年三月十八日", "1万", "10000", "12300", "3.5万", "35,000"),
    *("' OR 1=1", "%", "_", "\\", "NEAR(a b)", "a & !b | (c", "'a':*", '"', "-", "*", "()", "\u0000", "😀😀"),
    *("没有这些字", "作废 合同", "1a" * 20, "第" * 30, "曹妃甸起重机戒", "HG-2026-7789", "HG20267788"),
)


@pytest.fixture(scope="module")
def kinds(migrated_sqlite, postgres_folder, tmp_path_factory) -> Iterator[tuple[Service, Service]]:
    """The same papers in a database of either kind."""
    folder = tmp_path_factory.mktemp("kinds")
    shutil.copy(migrated_sqlite, folder / "dossier.db")
    urls = (f"sqlite:///{folder / 'dossier.db'}", "")
    with ExitStack() as ends:
        made = []
        for url in urls:
            place = url or ends.enter_context(_postgres(postgres_folder))
            settings = read_settings(folder / str(len(made)), database_url=place, reader="none", workers=1)
            made.append(ends.enter_context(open_service(settings)))
            _fill(made[-1], random.Random(4))
        yield made[0], made[1]


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    """Give the address of a migrated database of the cluster; it is dropped at the end."""
    administer = psycopg.connect(address(folder), autocommit=True)
    with closing(administer):
        administer.execute("CREATE DATABASE kinds")
        yield address(folder, "kinds")
        administer.execute("DROP DATABASE kinds WITH (FORCE)")


def _fill(service: Service, rng: random.Random) -> None:
    office = Office(service.database)
    with service.database.unit_of_work() as work:
        team = work.teams.create("二部").id
        firms = [
            work.customers.create(name, fold_name(name), service.profile.id, office.now, team_id=owner).id
            for name, owner in (*((one, None) for one in FIRMS), (HIDDEN, team))
        ]
    for at in range(60):
        number = NUMBERS[at % len(NUMBERS)].format(rng.randrange(10, 99_999) % 1000)
        lines = ("采购合同", f"编号 {number}", f"金额：￥{rng.choice(SUMS)}", f"日期：{rng.choice(DAYS)}")
        fields = {"contract_no": {"value": number}} if at % 2 else {}
        office.file(
            "\n".join((*lines, "交货 地点" if at % 3 else "作废")), customer=firms[at % 5], fields=fields
        )
    for at in range(4):
        number = f"HG-2026-778{at + 5}"
        fields = {"contract_no": {"value": number}} if at % 2 else {}
        office.file(f"采购合同\n编号 {number}\n密语相关", customer=firms[5], fields=fields)


def _mistyped(service: Service) -> Iterator[str]:
    """Yield numbers that stand on papers without their signs, and with one that is wrong."""
    rng = random.Random(11)
    with service.database.reading() as work:
        hits = work.search.find(SYSTEM, find.query_of(service, "编号"), limit=100).hits
    for hit in hits:
        number = hit.snippet.partition("编号 ")[2].split(" ")[0]
        yield "".join(sign for sign in number if sign.isalnum())
        at = rng.choice([at for at, sign in enumerate(number) if sign.isdigit()])
        yield number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]


def _found(service: Service, viewer: Viewer, text: str) -> list[tuple[int, str]]:
    """Return the documents that are found, each with what is shown of it."""
    with service.database.reading() as work:
        hits = work.search.find(viewer, find.query_of(service, text), limit=100).hits
    return sorted((hit.document_id, hit.snippet) for hit in hits)


@pytest.mark.parametrize("viewer", [SYSTEM, CLERK], ids=["sees all", "sees some"])
def test_both_databases_find_and_offer_the_same(kinds, viewer):
    asked = [*TYPED, *_mistyped(kinds[0])]
    assert len(asked) > 100
    helped = 0
    for text in asked:
        told = []
        for service in kinds:
            offers = nearest.nearest(service, viewer, text)
            told.append((_found(service, viewer, text), offers))
        assert told[0] == told[1], text
        helped += bool(told[0][1])
    assert helped > 20


def test_nobody_is_offered_what_they_may_not_see(kinds):
    """Names, numbers of fields and of texts of another team's dossier, however near they were typed."""
    near = ("HG-2026-7780", "HG20267780", "HG-2026-77855", "合同编号:HG-2026-7780")
    for service in kinds:
        for text in (*near, "曹妃甸起重机戒", "曹飞甸起重", "曹妃甸起重机械", "客户:曹妃甸起重机戒"):
            seen = nearest.nearest(service, SYSTEM, text)
            for viewer in (CLERK, Viewer(8, "吴复核", Role.CHECKER)):
                assert nearest.nearest(service, viewer, text) == []
                assert _found(service, viewer, text) == []
            assert seen or text == "曹妃甸起重机械", text
