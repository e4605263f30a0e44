"""Business licences for judging."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import in_words, spoken_date
from sample_scans.ornaments import guilloche, meander, watermark
from sample_scans.paper import Color, Paper, spread
from sample_scans.parts import seal
from sample_scans.people_and_firms import Firm, credit_code, organisation_code
from sample_scans.seals import emblem, qr_code

_GOLD: Color = (150, 118, 40)
_PALE: Color = (240, 232, 218)


def _issued(firm: Firm, rng: random.Random) -> dt.date:
    return max(firm.founded, dt.date(rng.randint(2017, 2024), rng.randint(1, 12), rng.randint(1, 28)))


def _truth(firm: Firm, issued: dt.date, copy: str) -> dict[str, str]:
    return {
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
    }


@layout("judging", "business_licence")
def duplicate_upright(case: Case, rng: random.Random) -> Drawn:
    """A 副本 of 2015: one column, key-pattern border, code under the title at the right."""
    firm, paper = case.customer, Paper(210, 297, ground=(253, 252, 248))
    watermark(paper, 16, _PALE, step=7)
    meander(paper, 12, 5, (160, 160, 165))
    issued = _issued(firm, rng)
    paper.text(30, 26, f"编号 {firm.uscc[2:8]}{issued:%Y%m%d}{rng.randint(1, 99):04d}", font="ming", size=9)
    paper.stamp(emblem(), 105, 52, 34)
    paper.text(105, 76, "营业执照", font="sans-bold", size=40, spacing=13, align="m", color=_GOLD)
    paper.text(105, 97, "(副  本)", font="sans-bold", size=15, align="m", color=_GOLD)
    paper.text(182, 110, f"统一社会信用代码 {firm.uscc}    (1/1)", font="ming", size=11, align="r")
    term = "长期" if firm.valid_until is None else spoken_date(firm.valid_until, "zh0")
    rows = (
        ("名称", firm.half_width_name), ("类型", firm.company_type.replace("（", "(").replace("）", ")")),
        ("住所", firm.address), ("法定代表人", firm.legal_representative),
        ("注册资本", f"{firm.capital_wan}万元整"), ("成立日期", spoken_date(firm.founded, "zh0")),
        ("营业期限", f"{spoken_date(firm.founded, 'zh0')}至{term}"),
    )  # fmt: skip
    y = 122.0
    for label, value in rows:
        paper.text(32, y, label, font="sans", size=12.5, spacing=spread(label, 26, "sans", 12.5))
        paper.text(64, y, value, font="ming", size=12.5)
        y += 9.4
    paper.text(32, y, "经营范围", font="sans", size=12.5, spacing=spread("经营范围", 26, "sans", 12.5))
    paper.paragraph(64, y, 118, firm.scope, font="ming", size=10.5, leading=1.35)
    paper.stamp(qr_code(f"http://www.gsxt.gov.cn/index/{firm.uscc}"), 46, 234, 34)
    paper.text(96, 232, "登 记 机 关", font="sans", size=13)
    paper.text(
        122,
        251,
        f"{issued.year}   年   {issued.month:02d}   月   {issued.day:02d}   日",
        font="ming",
        size=12,
    )
    seal(paper, 155, 240, firm.registrar, rng, size=42)
    paper.text(28, 272, "企业信用信息公示系统网址: www.gsxt.gov.cn", font="ming", size=8)
    paper.text(184, 272, "中华人民共和国国家工商行政管理总局监制", font="ming", size=8, align="r")
    truth = _truth(firm, issued, "副本") | {
        "valid_from": firm.founded.isoformat(),
        "valid_until": "长期" if firm.valid_until is None else firm.valid_until.isoformat(),
    }
    drawn = Drawn("business_licence", "duplicate_upright", [paper], named(firm, code=True), dict(truth))
    drawn.unjudged["registrar"] = firm.registrar
    return drawn


@layout("judging", "business_licence")
def original_lying(case: Case, rng: random.Random) -> Drawn:
    """A 正本 of 2019: lying sheet, code at the top left, two columns, capital in words."""
    firm, paper = case.customer, Paper(297, 210, ground=(254, 253, 250))
    guilloche(paper, 8, 9, (205, 170, 110), waves=6, period=13)
    issued = _issued(firm, rng)
    paper.stamp(emblem((200, 30, 35)), 148.5, 38, 27)
    paper.text(148.5, 56, "营业执照", font="serif-bold", size=44, spacing=10, align="m")
    paper.text(148.5, 76, "（正本）", font="serif", size=15, align="m")
    paper.text(30, 34, "统一社会信用代码", font="serif-bold", size=11)
    paper.text(30, 41, firm.uscc, font="sans", size=12)
    paper.stamp(qr_code(f"https://www.gsxt.gov.cn/{firm.uscc}"), 246, 44, 24)
    paper.paragraph(262, 34, 16, "扫描二维码登录国家企业信用信息公示系统", font="serif", size=6, leading=1.3)
    words = in_words(_capital(firm), "整").replace("元", "圆")
    left = (("名称", firm.name), ("类型", firm.company_type), ("法定代表人", firm.legal_representative))
    for place, (label, value) in enumerate(left):
        paper.text(
            30,
            92 + place * 11,
            label,
            font="serif-bold",
            size=12,
            spacing=spread(label, 24, "serif-bold", 12),
        )
        paper.text(60, 92 + place * 11, value, font="serif", size=12)
    paper.text(
        30, 125, "经营范围", font="serif-bold", size=12, spacing=spread("经营范围", 24, "serif-bold", 12)
    )
    paper.paragraph(60, 125, 92, firm.scope, font="serif", size=10.5, leading=1.45)
    term = "长期" if firm.valid_until is None else f"至{spoken_date(firm.valid_until)}"
    right = (
        ("注册资本", words), ("成立日期", spoken_date(firm.founded)),
        ("营业期限", term if firm.valid_until is None else f"{spoken_date(firm.founded)}{term}"),
    )  # fmt: skip
    for place, (label, value) in enumerate(right):
        paper.text(
            166,
            92 + place * 11,
            label,
            font="serif-bold",
            size=12,
            spacing=spread(label, 22, "serif-bold", 12),
        )
        paper.text(193, 92 + place * 11, value, font="serif", size=12)
    paper.text(166, 125, "住所", font="serif-bold", size=12, spacing=spread("住所", 22, "serif-bold", 12))
    paper.paragraph(193, 125, 76, firm.address, font="serif", size=12, leading=1.4)
    paper.text(196, 160, "登记机关", font="serif-bold", size=13, spacing=3)
    paper.text(206, 177, f"{issued.year} 年 {issued.month} 月 {issued.day} 日", font="serif", size=12)
    seal(paper, 240, 163, firm.registrar, rng, size=42)
    paper.text(30, 187, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", font="serif", size=7.5)
    paper.text(267, 187, "国家市场监督管理总局监制", font="serif", size=7.5, align="r")
    truth: dict[str, str] = _truth(firm, issued, "正本")
    if firm.valid_until is None:
        truth["valid_until"] = "长期"
    else:
        truth |= {"valid_from": firm.founded.isoformat(), "valid_until": firm.valid_until.isoformat()}
    drawn = Drawn("business_licence", "original_lying", [paper], named(firm, code=True), dict(truth))
    drawn.unjudged["registrar"] = firm.registrar
    return drawn


def _capital(firm: Firm) -> Decimal:
    """Return the registered capital in yuan."""
    return Decimal(firm.capital_wan * 10_000)


@layout("judging", "business_licence")
def sole_trader(case: Case, rng: random.Random) -> Drawn:
    """The licence of a sole trader: 经营者, 组成形式, 经营场所, no capital."""
    base = case.customer
    shop = base.name.replace("股份有限公司", "有限公司").replace("有限公司", "经营部")
    firm = replace(
        base, name=shop, company_type="个体工商户",
        uscc=credit_code(base.uscc[2:8], organisation_code(rng), "92"),
    )  # fmt: skip
    paper = Paper(297, 210, ground=(252, 253, 250))
    watermark(paper, 14, (228, 238, 230), step=8)
    meander(paper, 10, 6, (176, 150, 84))
    issued = _issued(firm, rng)
    paper.stamp(emblem(), 148.5, 38, 25)
    paper.text(148.5, 55, "营 业 执 照", font="zenhei", size=38, spacing=3, align="m", color=(40, 36, 30))
    paper.text(148.5, 73, "（ 副   本 ）", font="zenhei", size=13, align="m")
    paper.text(250, 84, f"统一社会信用代码：{firm.uscc}", font="zenhei", size=10.5, align="r")
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("经营者", firm.legal_representative),
        ("组成形式", "个人经营"), ("注册日期", spoken_date(firm.founded, "zh0")),
        ("经营场所", firm.address),
    )  # fmt: skip
    y = 93.0
    for label, value in rows:
        paper.text(44, y, label, font="kai", size=13, spacing=spread(label, 24, "kai", 13))
        paper.text(75, y, value, font="kai", size=13)
        y += 9.2
    paper.text(44, y, "经营范围", font="kai", size=13, spacing=spread("经营范围", 24, "kai", 13))
    paper.paragraph(75, y, 118, firm.scope, font="kai", size=11.5, leading=1.3)
    paper.stamp(qr_code(f"92|{firm.uscc}|{firm.name}"), 232, 112, 28)
    paper.text(196, 160, "登记机关", font="kai", size=13, spacing=2)
    paper.text(198, 177, f"{issued.year}年 {issued.month}月 {issued.day}日", font="kai", size=13)
    seal(paper, 232, 166, firm.registrar, rng, size=42)
    paper.text(40, 186, "提示：每年1月1日至6月30日报送上一年度年度报告", font="kai", size=8.5)
    truth: dict[str, str] = _truth(firm, issued, "副本")
    del truth["registered_capital"]
    drawn = Drawn("business_licence", "sole_trader", [paper], named(firm, code=True), dict(truth))
    drawn.unjudged["registrar"] = firm.registrar
    return drawn


@layout("judging", "business_licence")
def legal_person_old(case: Case, rng: random.Random) -> Drawn:
    """A 企业法人营业执照 of before 2014: registration number, paid-in capital, term from … to."""
    firm, paper = case.customer, Paper(210, 297, ground=(252, 250, 243))
    guilloche(paper, 10, 8, (190, 150, 120), waves=4, period=9)
    issued = max(firm.founded, dt.date(rng.randint(2009, 2013), rng.randint(1, 12), rng.randint(1, 28)))
    paper.stamp(emblem(), 105, 40, 30)
    paper.text(105, 62, "企业法人营业执照", font="serif-bold", size=32, spacing=3, align="m")
    paper.text(105, 80, "（副本）", font="serif", size=14, align="m")
    paper.text(178, 92, f"注册号：{firm.registration_no}", font="song", size=11.5, align="r")
    term = "长期" if firm.valid_until is None else spoken_date(firm.valid_until)
    capital = f"人民币{firm.capital_wan}万元"
    rows = (
        ("名称", firm.name), ("住所", firm.address), ("法定代表人姓名", firm.legal_representative),
        ("注册资本", capital), ("实收资本", capital), ("公司类型", firm.company_type),
    )  # fmt: skip
    y = 106.0
    for label, value in rows:
        paper.text(30, y, label, font="hei", size=11.5, spacing=spread(label, 30, "hei", 11.5))
        paper.text(66, y, value, font="song", size=12)
        y += 9.8
    paper.text(30, y, "经营范围", font="hei", size=11.5, spacing=spread("经营范围", 30, "hei", 11.5))
    y = max(paper.paragraph(66, y, 112, firm.scope, font="song", size=11, leading=1.4) + 4, y + 22)
    paper.text(30, y, "成立日期", font="hei", size=11.5, spacing=spread("成立日期", 30, "hei", 11.5))
    paper.text(66, y, spoken_date(firm.founded), font="song", size=12)
    paper.text(30, y + 9.8, "营业期限", font="hei", size=11.5, spacing=spread("营业期限", 30, "hei", 11.5))
    paper.text(66, y + 9.8, f"自{spoken_date(firm.founded)}至{term}", font="song", size=12)
    paper.text(112, 246, "登记机关", font="hei", size=12.5, spacing=4)
    paper.text(116, 262, spoken_date(issued, "han"), font="song", size=12)
    registrar = firm.registrar.replace("市场监督管理局", "工商行政管理局")
    seal(paper, 150, 250, registrar, rng, size=42)
    truth: dict[str, str] = _truth(firm, issued, "副本")
    del truth["uscc"]
    truth |= {"registration_no": firm.registration_no, "valid_from": firm.founded.isoformat()}
    truth["valid_until"] = "长期" if firm.valid_until is None else firm.valid_until.isoformat()
    drawn = Drawn("business_licence", "legal_person_old", [paper], named(firm), dict(truth))
    drawn.unjudged["registrar"] = registrar
    return drawn
