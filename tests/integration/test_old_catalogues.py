"""Old catalogues from Excel: no paper twice, none in another's dossier, no day that nobody wrote."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import Workbook

from dossier import old_catalogue
from dossier.cataloguing import dossier_entries
from storage.viewer import SYSTEM, Role, Viewer

ARCHIVIST = Viewer(None, "赵档案", Role.ARCHIVIST)
HEAD = ("客户", "文种", "题名", "日期", "页数", "文号")


def taken_in(web, *rows):
    """Take a list in; returns the outcome and reason of each row."""
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    done = old_catalogue.import_catalogue(web.service, ARCHIVIST, stream, language="en")
    return [(row.outcome, row.reason or "") for row in done.rows]


def entries(web, customer):
    with web.service.database.reading() as work:
        return dossier_entries(work, web.service.profile, SYSTEM, customer)


def test_a_list_without_numbers_taken_in_twice_doubled_every_paper(web):
    name = "衡水旧目机械有限公司"
    customer = web.add_customer(name)
    rows = [(name, "合同", "购销合同", "1998-5-7", 3, "HT-1"), (name, "送货单", "", "", 1, "")]
    assert [outcome for outcome, _ in taken_in(web, *rows, rows[1])] == ["taken"] * 3
    again = taken_in(web, *rows, (name, "合同", "购销合同", "1998-5-7", 3, "HT-2"))
    assert [outcome for outcome, _ in again] == ["refused", "refused", "taken"]
    assert "on the shelf already" in again[0][1]
    assert len(entries(web, customer)) == 4


def test_a_number_in_the_column_of_customers_was_taken_for_another_customers_id(web):
    customer = web.add_customer("衡水编号机械有限公司")
    [(outcome, reason)] = taken_in(web, (customer, "合同", "别家的合同", "", 3, ""))
    assert outcome == "refused"
    assert "names no customer" in reason
    assert not entries(web, customer)


def test_a_day_was_guessed_from_figures_that_say_none(web):
    name = "衡水日期机械有限公司"
    customer = web.add_customer(name)
    days = ("2019111", "20190304", "2019.3.5", "2019年3月6日", "201903")
    found = taken_in(web, *((name, "合同", f"合同{day}", day, 1, "") for day in days))
    assert [outcome for outcome, _ in found] == ["refused", "taken", "taken", "taken", "refused"]
    assert [one.date for one in entries(web, customer)] == [dt.date(2019, 3, day) for day in (4, 5, 6)]


def test_clerks_were_led_to_a_form_that_refuses_them(web):
    customer = web.add_customer("衡水经办机械有限公司", team="North")
    for name, status in (("carl", 403), ("ada", 200)):
        with web.signed_in(name) as client:
            assert client.get("/archive/import").status_code == status
            for page in ("/handovers", f"/customers/{customer}/archive"):
                assert ('href="/archive/import"' in client.get(page).text) is (status == 200)
