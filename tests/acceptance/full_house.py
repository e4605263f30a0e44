"""A house in which every page has something to show, and what to fill into the pages' addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from capture.files.saved import page_from_json
from dossier import (
    accounts,
    adding,
    collecting,
    company,
    customers,
    filing,
    phone,
    sampling,
    sampling_judging,
    saved_searches,
)
from dossier.wiring import Service
from storage.states import SampleVerdict
from storage.viewer import SYSTEM
from tests.acceptance.desk_papers import FAINT, PAIRS
from tests.acceptance.desk_room import OWN, Sheet, contract, open_dossier, put_in, slip
from tests.acceptance.office import NAME, PASSWORD, ROOT

READY, USCC = "沧州运河轴承有限公司", "91130900MA07XKQ25J"
LICENCE = (
    "营业执照",
    f"统一社会信用代码 {USCC}",
    f"名称 {READY}",
    "类型 有限责任公司",
    "法定代表人 赵志强",
    "注册资本 伍佰万元整",
    "成立日期 2015年6月8日",
    "营业期限 2015年6月8日至长期",
    "住所 河北省沧州市运河区解放路18号",
)


def furnish(service: Service, folder: Path) -> Mapping[str, str]:
    """Fill the house; returns by a parameter's name what a page's address is filled with."""
    accounts.accept_invitation(service, accounts.first_link(service), NAME, PASSWORD)
    ada = accounts.viewer_named(service, NAME)
    company.set_own_company(service, ada, [OWN])
    customer = open_dossier(service, READY, USCC)
    filed = [
        *put_in(service, "营业执照", [Sheet(LICENCE)]),
        *put_in(service, "送货单 01", [Sheet(slip("SH20260077", "2026年4月2日", READY))]),
    ]
    for document in filed:
        filing.file(service, ada, document, customer_id=customer)
    customers.set_fact(service, ada, customer, "arrears", True)
    handover = collecting.collect(service, ada, str(customer))
    _bring_bad_ones(service, folder)
    waiting = _papers_in_doubt(service)
    drawn = sampling.draw(service, ada, [str(customer)], percent=100, seed="2026")
    sampling_judging.judge(
        service, ada, drawn.id, 1, sampling_judging.Judged({1: SampleVerdict.SKEWED}, agrees=True)
    )
    saved_searches.keep_search(service, ada, "四月的送货单", "送货单")
    secret, link = phone.open_link(service, ada)
    with service.database.reading() as work:
        [scan] = {page.scan_id for page in work.documents.get(SYSTEM, waiting).pages}
    return {
        "customer_id": str(customer),
        "document_id": str(filed[1]),
        "waiting_id": str(waiting),
        "scan_id": str(scan),
        "handover_id": str(handover.id),
        "sampling_id": str(drawn.id),
        "position": "1",
        "link_id": str(link.id),
        "secret": secret,
        "token": "used-up",
        "number": "4",
    }


def _bring_bad_ones(service: Service, folder: Path) -> None:
    """Take in a locked file, an empty one, and one that came before."""
    bad = ROOT / "sample_scans" / "bad"
    again = folder / "again.pdf"
    again.write_bytes((bad / "encrypted.pdf").read_bytes())
    files = [bad / "encrypted.pdf", bad / "empty.pdf", again]
    adding.add_files(service, SYSTEM, files, lambda _done, _total: None)


def _papers_in_doubt(service: Service) -> int:
    """Take in slips whose customer is one of two, and a contract; returns the slip that came first."""
    for name in PAIRS[0]:
        open_dossier(service, name)
    buyer = PAIRS[0][0]
    sheets = [Sheet(slip(f"SH2026030{n}", f"2026年3月{n}日", buyer), {}, {3: FAINT}) for n in range(1, 6)]
    sheets.append(Sheet(contract("HT-2026-140", "2026年2月3日", buyer), {}, {1: FAINT}))
    papers = [put_in(service, f"待核 {n}", [sheet])[0] for n, sheet in enumerate(sheets, 1)]
    return papers[0]


def said_by_papers(service: Service) -> Iterator[str]:
    """Yield what is data, not words of ours: names, and every line of every page."""
    with service.database.reading() as work:
        yield from (one.name for one in work.customers.known(0))
        for scan in work.scans.browse(SYSTEM, limit=200).items:
            yield scan.file_name
            for saved in work.pages.results(scan.id).values():
                yield from (line.text for line in page_from_json(saved).lines)
    yield from (OWN, "四月的送货单")
