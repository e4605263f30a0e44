"""Printed catalogues, covers and remarks agree with each other and with the dossier on what is filed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pymupdf
from openpyxl import load_workbook

from dossier import filing, volumes
from storage.states import DocumentState
from storage.viewer import SYSTEM, Role, Viewer


def test_what_is_in_review_is_in_no_printed_catalogue_and_counted_on_no_cover(web):
    own = web.add_customer("承德待核矿业有限公司")
    web.add_paper("r1", "contract", ("合同",), customer=own, fields={"contract_no": "HT-11"})
    waiting = web.add_paper("r2", "business_licence", ("营业执照",), fields={"uscc": "91130800MA07TEST1X"})
    with web.service.database.unit_of_work() as work:
        document = work.documents.get(SYSTEM, waiting)
        work.documents.restore(replace(document, customer_id=own), web.service.now())
    page = f"/customers/{own}/archive"
    with web.signed_in("ada") as client:
        printed = {form: words(client.get(f"{page}/{form}.pdf").content) for form in ("catalogue", "cover")}
        book = load_workbook(io.BytesIO(client.get(f"{page}/catalogue.xlsx").content))
        package = zipfile.ZipFile(io.BytesIO(client.get(f"/customers/{own}/package.zip").content))
    assert "HT-11" in printed["catalogue"]
    assert "91130800MA07TEST1X" not in printed["catalogue"]
    assert "1 document, 1 page" in printed["catalogue"]
    assert "In review and not listed: 1." in printed["catalogue"]
    assert "1 / 1" in printed["cover"]
    assert [sheet["A4"].value for sheet in book] == ["1"]
    catalogue = package.read(f"dossier-{own}/data/catalogue.csv").decode("utf-8-sig").splitlines()
    assert ["待核" in line for line in catalogue[1:]] == [True, False]


def test_papers_of_one_type_are_told_apart_by_their_own_numbers(web):
    own = web.add_customer("张家口编号风电有限公司")
    for number in ("XS-071", "XS-072"):
        fields = {"slip_no": number, "contract_no": "HT-70"}
        web.add_paper(number, "delivery_slip", ("送货单",), customer=own, fields=fields)
    with web.signed_in("ada") as client:
        dossier = client.get(f"/customers/{own}").text
        catalogue = words(client.get(f"/customers/{own}/archive/catalogue.pdf").content)
        form = client.get(f"/customers/{own}/archive").text
    for number in ("XS-071", "XS-072"):
        assert number in dossier
        assert number in catalogue
        assert number in re.search(rf'name="shown".*?{number}.*?pages of the paper', form, re.DOTALL)[0]
    assert "HT-70" not in catalogue


def test_a_paper_of_a_closed_volume_that_is_in_review_again_is_counted_on_no_form(web):
    own = web.add_customer("承德案卷酿酒有限公司")
    for number, pages in (("HT-81", 1), ("HT-82", 2), ("HT-83", 4)):
        fields = {"contract_no": number}
        last = web.add_paper(number, "contract", ("合同",), customer=own, fields=fields, pages=pages)
    year = web.service.today().year - 1
    with web.service.database.unit_of_work() as work:
        for one in range(last - 2, last + 1):
            document = work.documents.get(SYSTEM, one)
            state = DocumentState.REVIEW if one == last - 1 else document.state
            dated = replace(document, date=dt.date(year, 3, 1), state=state)
            work.documents.restore(dated, web.service.now())
    zhao = Viewer(None, "zhao", Role.ADMINISTRATOR)
    filing.confirm(web.service, zhao, last - 1)
    volumes.close_year(web.service, zhao, str(own), year)
    filing.undo_last(web.service, zhao, last - 1)
    page = f"/customers/{own}/archive"
    with web.signed_in("ada") as client:
        said = {
            form: words(client.get(f"{page}/{form}.pdf").content)
            for form in ("catalogue", "cover", "remarks")
        }
    assert "2 documents, 5 pages" in said["catalogue"]
    assert "2 / 5" in said["cover"]
    assert "2 documents, 5 pages" in said["remarks"]
    assert "In review and not listed: 1." in said["remarks"]


def test_a_paper_of_a_type_the_profile_has_no_more_keeps_its_number_in_list_and_catalogue(web):
    own = web.add_customer("承德旧类粮油有限公司")
    paper = web.add_paper("o1", "delivery_slip", ("送货单",), customer=own, fields={"slip_no": "JD-0917"})
    with web.service.database.unit_of_work() as work:
        document = work.documents.get(SYSTEM, paper)
        work.documents.restore(replace(document, type="of_an_old_profile"), web.service.now())
    with web.signed_in("ada") as client:
        catalogue = words(client.get(f"/customers/{own}/archive/catalogue.pdf").content)
        dossier = client.get(f"/customers/{own}").text
    assert ["JD-0917" in text for text in (catalogue, dossier)] == [True, True]


def words(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return " ".join(" ".join(page.get_text() for page in document).split())
