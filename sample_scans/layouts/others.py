"""Papers of no known type among the committed samples: they go to a person."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.money import spoken_date
from sample_scans.ornaments import meander
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, letter, seal


@layout("tuning", "other")
def price_list(case: Case, rng: random.Random) -> Drawn:
    """A price list."""
    own, paper = case.own, Paper()
    paper.text(105, 20, own.name, font="hei", size=15, align="m")
    paper.text(105, 30, "产品报价表", font="hei", size=20, align="m")
    paper.text(188, 42, f"报价日期：{spoken_date(case.signed)}", size=10.5, align="r")
    rows = [["序号", "产品名称", "规格型号", "单位", "出厂价（元）", "备注"]]
    rows += [[str(n), g.item, g.spec, g.unit, f"{g.price:.2f}", "含税"] for n, g in enumerate(case.goods, 1)]
    y = paper.table(22, 50, (16, 42, 46, 18, 28, 16), rows, row_height=9, align="mllmrm")
    paper.paragraph(
        22,
        y + 6,
        166,
        "以上价格自报价之日起三十日内有效，最终价格以签订的合同为准。订货请提供营业执照复印件。",
        size=11,
        leading=1.7,
    )
    return Drawn("other", "price_list", [paper])


@layout("tuning", "other")
def letter_of_thanks(case: Case, rng: random.Random) -> Drawn:
    """A letter that mentions contracts and licences in passing."""
    own, paper = case.own, Paper()
    y = letter(
        paper, 36, "关于更换业务联系人的通知",
        (f"因工作需要，自即日起我公司负责贵公司业务的联系人变更为{case.clerk}，联系电话{own.mobile}。",
         "原由他人经办的合同、订单及送货单等事宜，均由新联系人继续办理，合同效力不受影响。",
         "请贵公司更新联系信息，并将最新营业执照副本复印件一份寄至我公司存档。感谢支持！"),
        (own.name, spoken_date(case.signed)), greeting="各位客户：", font="serif", title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 146, y - 10, own, rng, size=42)
    return Drawn("other", "letter_of_thanks", [paper])


@layout("tuning", "other")
def training_record(case: Case, rng: random.Random) -> Drawn:
    """A sheet of who attended a training."""
    paper = Paper()
    paper.text(105, 22, "员工培训签到表", font="zenhei", size=19, align="m")
    form(paper, 24, 36, 162, (
        (10, ((2, "培训主题", "l"), (8, "合同管理与发货流程", "v"))),
        (10, ((2, "培训日期", "l"), (3, spoken_date(case.signed), "c"), (2, "讲师", "l"), (3, case.clerk, "c"))),
    ), font="zenhei", value_font="kai")  # fmt: skip
    names = [case.clerk, case.driver, case.own.contact, case.own.legal_representative, case.customer.contact]
    rows = [["序号", "姓名", "部门", "签名", "备注"]]
    rows += [[str(n), name, "销售部" if n % 2 else "仓储部", "", ""] for n, name in enumerate(names, 1)]
    rows += [[str(n), "", "", "", ""] for n in range(6, 15)]
    paper.table(24, 60, (18, 36, 40, 44, 24), rows, row_height=10, font="zenhei")
    return Drawn("other", "training_record", [paper])


@layout("tuning", "other")
def certificate_of_honour(case: Case, rng: random.Random) -> Drawn:
    """An honorary certificate with a border like a licence's."""
    paper, own = Paper(297, 210, ground=(255, 250, 238)), case.own
    red: Color = (176, 36, 40)
    meander(paper, 11, 6, red)
    paper.text(148.5, 44, "荣 誉 证 书", font="serif-bold", size=40, align="m", color=red)
    paper.text(50, 86, f"{own.name}：", font="kai", size=18)
    paper.paragraph(
        50,
        100,
        200,
        f"被评为{case.signed.year}年度“守合同重信用”企业，特发此证，以资鼓励。",
        font="kai",
        size=18,
        leading=1.8,
        indent=2,
    )
    paper.text(236, 148, f"{own.city}工商业联合会", font="kai", size=15, align="r")
    paper.text(
        236, 160, spoken_date(dt.date(case.signed.year, 12, 20), "han"), font="kai", size=15, align="r"
    )
    seal(paper, 208, 152, f"{own.city}工商业联合会", rng, size=42)
    return Drawn("other", "certificate_of_honour", [paper])
