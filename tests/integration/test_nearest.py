"""Where next to nothing is found, what was perhaps meant is offered, as something else."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from typer.testing import CliRunner

from dossier.cli import app
from dossier.nearest import nearest
from storage.viewer import SYSTEM

FIRM, SOUNDS = "深圳市宏达贸易有限公司", "成都锦程物流有限公司"


@pytest.fixture(scope="module")
def papers(web) -> dict[str, int]:
    found = {}
    for name, number in (
        (FIRM, "HT-2026-0318"),
        (SOUNDS, "HT-2026-7755"),
        ("绍兴越城长兴纺织有限公司", "QK/88/0417"),
    ):
        found[name] = web.add_customer(name)
        lines = ("采购合同", f"合同编号：{number}", f"乙方：{name}", "交货地点 仓库")
        fields = {"contract_no": number}
        web.add_paper(
            f"near-{number}".replace("/", "-"), "contract", lines, customer=found[name], fields=fields
        )
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("洪达贸易", FIRM),  # sounds the same
        ("深圳市弘达贸易有限公司", FIRM),
        ("宏贸易", FIRM),  # one sign missing
        ("宏达的贸易", FIRM),  # one too many
        ("宏达易贸", FIRM),  # swapped
        ("宏达贸 易公司", FIRM),  # a blank inside, and another ending
        ("宏达公司", FIRM),
        ("锦和物流", SOUNDS),  # one sign is another
        ("越城常兴纺织", "绍兴越城长兴纺织有限公司"),  # a sign that is read in two ways
        ("客户:洪达贸易", FIRM),
        ("洪达贸易 采购合同", FIRM),
        ("HT-2026-0319", "HT-2026-0318"),
        ("HT20260381", "HT-2026-0318"),
        ("HT2026318", "HT-2026-0318"),
        ("QK880471", "QK/88/0417"),
    ],
)
def test_what_was_mistyped_is_offered_and_finds_its_papers(web, papers, typed, meant):
    offers = nearest(web.service, SYSTEM, typed)
    assert meant in [offer.meant for offer in offers]
    with web.program("ada") as client:
        hits = client.get("/api/v1/search", params={"q": typed}).json()
        assert hits["total"] == 0
        [offer] = [one for one in offers if one.meant == meant]
        instead = client.get("/api/v1/search", params={"q": offer.query}).json()
    assert instead["total"] == offer.total > 0


@pytest.mark.parametrize(
    "typed",
    [
        "宏达贸易",
        "HT-2026-0318",
        "HT20260318",
        "XZ-2031-9921",
        "广州白云机场",
        "13911112222",
        "2031.5.6",
        "宏图",
        "-洪达贸易",
    ],
)
def test_what_is_right_or_near_to_nothing_gets_no_offer(web, papers, typed):
    assert nearest(web.service, SYSTEM, typed) == []


def test_offers_are_only_what_the_viewer_may_see(web, papers):
    with web.service.database.unit_of_work() as work:
        viewer = work.users.viewer(work.users.by_name("carl").id)
    seen = [one.meant for one in nearest(web.service, viewer, "洪达贸易")]
    with web.service.database.reading() as work:
        found = work.search.customers(viewer, FIRM, FIRM)
    assert seen == [one.name for one in found]


def test_page_rest_and_command_say_that_it_is_something_else(web, papers):
    with web.program("ada", "zh-CN") as client:
        [offer] = client.get("/api/v1/search/nearest", params={"q": "洪达贸易"}).json()
        assert (offer["meant"], offer["likeness"], offer["why"]) == (FIRM, "sound", "读音相同")
        assert offer["customer_id"] == papers[FIRM]
    with web.freshly_signed_in("ada") as ada:
        assert "/search/nearest?q=" in ada.get("/search?q=洪达贸易").text
        part = ada.get("/search/nearest?q=洪达贸易").text
        assert all(words in part for words in ("Did you mean", "something else", FIRM))
        assert "Did you mean" not in ada.get("/search/nearest?q=宏达贸易").text
    data = ["--data", str(web.service.settings.data)]
    plain = CliRunner().invoke(app, ["search", "HT-2026-0319", *data])
    assert plain.exit_code == 0
    assert "HT-2026-0318" in plain.output
    told = json.loads(CliRunner().invoke(app, ["search", "洪达贸易", "--json", *data]).stdout)
    assert (told["total"], [one["meant"] for one in told["nearest"]]) == (0, [FIRM])


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("洪达 2026.3.18 贸易", None),  # words that do not stand behind one another stopped it
        ("洪达 -作废 贸易", f"{FIRM} -作废 贸易"),
        ('洪达贸易 -"作废"', f'{FIRM} -"作废"'),  # what was left out was asked for instead
        ('洪达贸易 -"作 废"', f'{FIRM} -"作 废"'),
        ('合同编号:"HT-2026-0319"', "合同编号:HT-2026-0318"),  # the field was lost
        ('洪达贸易 "交货地点 仓库"', f'{FIRM} "交货地点 仓库"'),  # a phrase fell apart
        ('洪达贸易 2026 年 3 月 18 日 "仓库"', None),
        ("洪达“贸易”", FIRM),
        ('"洪达贸易', FIRM),
    ],
)
def test_what_stands_beside_a_mistyped_name_was_lost_or_stopped_the_search(web, papers, typed, query):
    with web.program("ada") as client:
        answer = client.get("/api/v1/search/nearest", params={"q": typed})
    assert answer.status_code == 200
    assert [one["query"] for one in answer.json()] == ([query] if query else [])


def test_a_pasted_text_was_looked_through_part_by_part(web, papers):
    """A page of numbers asked the index for each of them, and again for one that stood there often."""
    asked = 0

    def count(*_what) -> None:
        nonlocal asked
        asked += 1

    def statements(text: str) -> int:
        nonlocal asked
        asked = 0
        nearest(web.service, SYSTEM, text)
        return asked

    event.listen(Engine, "before_cursor_execute", count)
    try:
        one = statements("HT-2027-0310")
        assert statements(" ".join(f"HT-2027-03{n}" for n in range(10, 50))) <= 2 * 40 + 2 * one
        assert statements(" ".join(["HT-2027-0310"] * 38)) <= 2 * one
        assert statements(" ".join(["洪达贸易"] * 90)) <= 2 * statements("洪达贸易")
    finally:
        event.remove(Engine, "before_cursor_execute", count)
