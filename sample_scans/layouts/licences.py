"""Business licences of the committed samples."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import spoken_date
from sample_scans.ornaments import guilloche, meander, watermark
from sample_scans.paper import Color, Paper, spread
from sample_scans.parts import seal
from sample_scans.people_and_firms import Firm
from sample_scans.seals import emblem, qr_code

_GOLD: Color = (176, 138, 52)


def _issued(firm: Firm, rng: random.Random, first: int, last: int) -> dt.date:
    return max(firm.founded, dt.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)))


def _drawn(name: str, paper: Paper, firm: Firm, issued: dt.date, copy: str, registrar: str = "") -> Drawn:
    truth = {
        "uscc": firm.uscc,
        "name": firm.name,
        "company_type": firm.company_type,
        "legal_representative": firm.legal_representative,
        "registered_capital": f"{firm.capital_wan * 10_000}.00",
        "founded": firm.founded.isoformat(),
        "address": firm.address,
        "scope": firm.scope,
        "issued": issued.isoformat(),
        "copy": copy,
        "valid_from": firm.founded.isoformat(),
        "valid_until": "长期" if firm.valid_until is None else firm.valid_until.isoformat(),
    }
    drawn = Drawn("business_licence", name, [paper], named(firm, code=True), dict(truth))
    if registrar:
        drawn.fields["registrar"] = registrar
    else:
        drawn.unjudged["registrar"] = firm.registrar
    return drawn


def _term(firm: Firm, style: str, join: str) -> str:
    end = "长期" if firm.valid_until is None else spoken_date(firm.valid_until, style)
    return f"{spoken_date(firm.founded, style)}{join}{end}"


@layout("tuning", "business_licence")
def lying_copy(case: Case, rng: random.Random) -> Drawn:
    """The present 副本: lying sheet, two columns, QR code at the right."""
    firm, paper = case.customer, Paper(297, 210, ground=(255, 253, 248))
    watermark(paper, 16, (246, 236, 214), step=6)
    guilloche(paper, 9, 8, (214, 160, 90), waves=5, period=12)
    issued = _issued(firm, rng, 2019, 2024)
    paper.stamp(emblem(), 148.5, 36, 26)
    paper.text(148.5, 53, "营业执照", font="hei", size=42, spacing=9, align="m", bold=True)
    paper.text(148.5, 73, "（副 本）", font="song", size=14, align="m")
    paper.text(34, 46, "统一社会信用代码", font="hei", size=10.5)
    paper.text(34, 53, firm.uscc, font="song", size=12.5)
    paper.stamp(qr_code(f"https://www.gsxt.gov.cn/%7B{firm.uscc}%7D"), 240, 52, 25)
    left = (("名称", firm.name), ("类型", firm.company_type), ("法定代表人", firm.legal_representative))
    right = (
        ("注册资本", f"{firm.capital_wan}万元人民币"), ("成立日期", spoken_date(firm.founded, "zh0")),
        ("营业期限", _term(firm, "zh0", "至")),
    )  # fmt: skip
    for x, rows in ((34.0, left), (164.0, right)):
        for place, (label, value) in enumerate(rows):
            y = 88 + place * 10.5
            paper.text(x, y, label, font="hei", size=11.5, spacing=spread(label, 25, "hei", 11.5))
            paper.text(x + 31, y, value, font="song", size=11.5)
    paper.text(34, 119.5, "经营范围", font="hei", size=11.5, spacing=spread("经营范围", 25, "hei", 11.5))
    paper.paragraph(65, 119.5, 92, firm.scope, font="song", size=10.5, leading=1.4)
    paper.text(164, 119.5, "住所", font="hei", size=11.5, spacing=spread("住所", 25, "hei", 11.5))
    paper.paragraph(195, 119.5, 70, firm.address, font="song", size=11.5, leading=1.4)
    paper.text(186, 153, "登 记 机 关", font="hei", size=13)
    paper.text(204, 171, f"{issued.year}年  {issued.month:02d}月  {issued.day:02d}日", font="song", size=12)
    seal(paper, 234, 160, firm.registrar, rng, size=42)
    paper.text(34, 186, "国家企业信用信息公示系统网址: http://www.gsxt.gov.cn", font="song", size=8)
    paper.text(264, 186, "国家市场监督管理总局监制", font="song", size=8, align="r")
    return _drawn("lying_copy", paper, firm, issued, "副本")


@layout("tuning", "business_licence")
def lying_original(case: Case, rng: random.Random) -> Drawn:
    """A 正本 of 2015: lying sheet, one column in the middle, code under the title."""
    firm, paper = case.customer, Paper(297, 210, ground=(253, 251, 244))
    meander(paper, 9, 6, (196, 160, 96))
    issued = _issued(firm, rng, 2015, 2018)
    paper.stamp(emblem(), 148.5, 34, 24)
    paper.text(148.5, 50, "营 业 执 照", font="sans-bold", size=36, spacing=2, align="m", color=_GOLD)
    paper.text(148.5, 67, "（正  本）", font="sans-bold", size=13, align="m", color=_GOLD)
    paper.text(148.5, 77, f"统一社会信用代码 {firm.uscc}", font="sans", size=11.5, align="m")
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("住所", firm.address),
        ("法定代表人", firm.legal_representative), ("注册资本", f"人民币{firm.capital_wan}万元"),
        ("成立日期", spoken_date(firm.founded)), ("营业期限", "自" + _term(firm, "zh", "至")),
    )  # fmt: skip
    y = 87.0
    for label, value in rows:
        paper.text(64, y, label, font="sans", size=12, spacing=spread(label, 26, "sans", 12))
        paper.text(98, y, value, font="sans", size=12)
        y += 8.6
    paper.text(64, y, "经营范围", font="sans", size=12, spacing=spread("经营范围", 26, "sans", 12))
    paper.paragraph(98, y, 130, firm.scope, font="sans", size=10, leading=1.35)
    paper.stamp(qr_code(f"http://gsxt.gov.cn/{firm.uscc}"), 44, 166, 26)
    paper.text(178, 166, "登记机关", font="sans", size=12.5, spacing=2)
    paper.text(190, 180, f"{issued.year} 年 {issued.month:02d} 月 {issued.day:02d} 日", font="sans", size=12)
    seal(paper, 222, 172, firm.registrar, rng, size=41)
    return _drawn("lying_original", paper, firm, issued, "正本")


@layout("tuning", "business_licence")
def upright_old(case: Case, rng: random.Random) -> Drawn:
    """The old upright form: registration number instead of a code, a stamp of the yearly check."""
    firm, paper = case.customer, Paper(210, 297, ground=(250, 247, 238))
    guilloche(paper, 11, 9, (180, 130, 140), waves=5, period=10)
    issued = _issued(firm, rng, 2008, 2013)
    registrar = firm.registrar.replace("市场监督管理局", "工商行政管理局")
    paper.stamp(emblem((196, 40, 44)), 105, 46, 30)
    paper.text(105, 68, "营  业  执  照", font="serif-bold", size=34, align="m")
    paper.text(105, 86, "（副  本）", font="kai", size=15, align="m")
    paper.text(105, 98, f"注册号  {firm.registration_no}", font="hei", size=12, align="m")
    capital = f"{firm.capital_wan}万元"
    rows = (
        ("名称", firm.name), ("住所", firm.address), ("法定代表人", firm.legal_representative), ("注册资本", capital),
        ("实收资本", capital), ("公司类型", firm.company_type), ("成立日期", spoken_date(firm.founded)),
        ("营业期限", "自" + _term(firm, "zh", "至")),
    )  # fmt: skip
    y = 112.0
    for label, value in rows:
        paper.text(32, y, label, font="kai", size=13, spacing=spread(label, 27, "kai", 13))
        paper.text(66, y, value, font="kai", size=13)
        y += 9.4
    paper.text(32, y, "经营范围", font="kai", size=13, spacing=spread("经营范围", 27, "kai", 13))
    paper.paragraph(66, y, 112, firm.scope, font="kai", size=12, leading=1.35)
    paper.text(32, 226, "（请于每年3月1日至6月30日办理年度检验）", font="kai", size=10)
    paper.text(114, 242, "登 记 机 关", font="kai", size=13)
    paper.text(120, 260, spoken_date(issued, "han"), font="kai", size=13)
    seal(paper, 154, 250, registrar, rng, size=42)
    drawn = _drawn("upright_old", paper, firm, issued, "副本")
    del drawn.fields["uscc"]
    drawn.fields["registration_no"] = firm.registration_no
    drawn.customer = named(firm)
    drawn.unjudged["registrar"] = registrar
    return drawn


@layout("tuning", "business_licence")
def upright_copy(case: Case, rng: random.Random) -> Drawn:
    """An upright 副本 whose labels end with colons and whose registrar is printed too."""
    firm, paper = case.customer, Paper(210, 297, ground=(252, 252, 250))
    watermark(paper, 14, (226, 232, 240), step=7)
    meander(paper, 11, 5.5, (120, 130, 160))
    issued = _issued(firm, rng, 2016, 2022)
    paper.stamp(emblem(), 105, 46, 30)
    paper.text(105, 66, "营业执照", font="zenhei", size=40, spacing=11, align="m")
    paper.text(105, 86, "( 副 本 )", font="zenhei", size=14, align="m")
    paper.text(176, 97, f"统一社会信用代码：{firm.uscc}", font="zenhei", size=10.5, align="r")
    rows = (
        ("名    称", firm.half_width_name), ("类    型", firm.company_type), ("法定代表人", firm.legal_representative),
        ("注册资本", f"{firm.capital_wan}.000000万元"), ("成立日期", spoken_date(firm.founded, "dash")),
        ("营业期限", _term(firm, "dash", " 至 ")), ("住    所", firm.address),
    )  # fmt: skip
    y = 110.0
    for label, value in rows:
        paper.text(34, y, f"{label}：", font="zenhei", size=11.5)
        paper.text(64, y, value, font="zenhei", size=11.5)
        y += 9
    paper.text(34, y, "经营范围：", font="zenhei", size=11.5)
    paper.paragraph(64, y, 114, firm.scope, font="zenhei", size=10.5, leading=1.4)
    paper.stamp(qr_code(f"http://www.gsxt.gov.cn/s?{firm.uscc}"), 50, 232, 30)
    paper.text(100, 228, f"登记机关：{firm.registrar}", font="zenhei", size=11)
    paper.text(100, 240, f"发照日期：{spoken_date(issued)}", font="zenhei", size=11)
    seal(paper, 150, 240, firm.registrar, rng, size=40)
    return _drawn("upright_copy", paper, firm, issued, "副本", registrar=firm.registrar)
