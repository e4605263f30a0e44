"""Which dossiers lack one paper: on the page, in its lists, and over REST."""

from __future__ import annotations

import io

import pymupdf
from openpyxl import load_workbook


def test_who_lacks_one_paper_was_told_by_the_grid_only(web):
    web.add_customer("邢台缺照机械有限公司")
    with web.signed_in("ada") as client:
        page = client.get("/gaps").text
        ids = {one for one in page.split('data-gap="')[1:] if one}
        wanted = next(one.split('"')[0] for one in ids if "background" in one.split('"')[0])
        asked = f"?state=missing&paper={wanted}"
        shown = client.get(f"/gaps{asked}").text
        assert {one.split('"')[0] for one in shown.split('data-gap="')[1:]} == {wanted}
        for kind in ("pdf", "xlsx"):
            assert f'href="/gaps/list.{kind}{asked.replace("&", "&amp;")}"' in shown
        book = load_workbook(io.BytesIO(client.get(f"/gaps/list.xlsx{asked}").content))
        papers = {row[2] for row in book.active.iter_rows(min_row=2, values_only=True)}
        assert papers == {"Background of the customer"}
        with pymupdf.open("pdf", client.get(f"/gaps/list.pdf{asked}").content) as pdf:
            printed = "".join(page.get_text() for page in pdf)
        assert "All customers · Background of the customer · missing" in " ".join(printed.split())
        assert "Business licence" not in printed
    with web.program("ada") as client:
        told = client.get(f"/api/v1/gaps?requirement={wanted}").json()
    assert {one["requirement"] for one in told["gaps"]} == {wanted}
    assert told["total"] == len(told["gaps"])
