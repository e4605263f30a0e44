"""Business licences of former years and of rarer holders, and what a telephone shows of one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import chinese_date, in_words, spoken_date
from sample_scans.ornaments import guilloche, meander, watermark
from sample_scans.paper import Paper, spread
from sample_scans.parts import seal
from sample_scans.people_and_firms import Firm, credit_code
from sample_scans.seals import emblem, qr_code


def _issued(firm: Firm, rng: random.Random, first: int, last: int) -> dt.date:
    return max(firm.founded, dt.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)))


def _capital(firm: Firm) -> str:
    return in_words(Decimal(firm.capital_wan * 10_000))


def _licence(
    name: str, paper: Paper, firm: Firm, issued: dt.date, copy: str, *without: str, **more: str
) -> Drawn:
    truth = {
        "name": firm.name, "company_type": firm.company_type, "legal_representative": firm.legal_representative,
        "registered_capital": f"{firm.capital_wan * 10_000}.00", "founded": firm.founded.isoformat(),
        "address": firm.address, "scope": firm.scope, "issued": issued.isoformat(), "copy": copy,
    }  # fmt: skip
    fields = {key: value for key, value in truth.items() if key not in without} | more
    return Drawn("business_licence", name, [paper], named(firm, code="uscc" in more), dict(fields))


def _until(firm: Firm) -> str:
    return "长期" if firm.valid_until is None else firm.valid_until.isoformat()


def _column(
    paper: Paper, x: float, y: float, wide: float, rows: Sequence[tuple[str, str]], *, font: str, step: float
) -> float:
    """Write labels of 24 mm with values beside them. Returns the y below."""
    for label, value in rows:
        paper.text(x, y, label, font=font, size=11, spacing=spread(label, 24, font, 11))
        y = max(paper.paragraph(x + 30, y, wide - 30, value, font=font, size=11, leading=1.4) + 2.5, y + step)
    return y


@layout("tuning", "business_licence")
def legal_person_with_yearly_checks(case: Case, rng: random.Random) -> Drawn:
    """企业法人营业执照 (副本) with 15 digits, paid-in capital, and the yearly checks on its right leaf."""
    firm, paper = case.customer, Paper(297, 210, ground=(250, 246, 232))
    meander(paper, 9, 5, (160, 130, 80))
    issued = _issued(firm, rng, 2009, 2014)
    paper.stamp(emblem(), 80, 30, 22)
    paper.text(80, 43, "企业法人营业执照", font="kai", size=24, align="m", bold=True)
    paper.text(80, 55, rng.choice(("（副  本）", "（副本）(1-1)", "(副本)")), font="kai", size=12, align="m")
    paper.text(112, 61, f"注册号：{firm.registration_no}", font="song", size=10.5, align="m")
    end = "长期" if firm.valid_until is None else spoken_date(firm.valid_until)
    rows = (
        ("名称", firm.name), ("住所", firm.address), ("法定代表人姓名", firm.legal_representative),
        ("注册资本", f"人民币{_capital(firm)}"), ("实收资本", f"人民币{_capital(firm)}"), ("公司类型", firm.company_type),
        ("经营范围", firm.scope), ("成立日期", chinese_date(firm.founded)), ("营业期限", f"自{spoken_date(firm.founded)}至{end}"),
    )  # fmt: skip
    _column(paper, 20, 69, 122, rows, font="kai", step=9)
    paper.rule(148.5, 16, 148.5, 194, width=0.15)
    paper.text(216, 26, "须    知", font="hei", size=14, align="m")
    for place, text in enumerate((
        "1.《企业法人营业执照》是企业法人资格和合法经营的凭证。", "2.《企业法人营业执照》分为正本和副本，具有同等法律效力。",
        "3.营业执照正本应置于住所的醒目位置。", "4.每年三月一日至六月三十日参加年度检验。",
    )):  # fmt: skip
        paper.text(158, 38 + place * 7, text, font="song", size=9)
    paper.text(216, 74, "年度检验情况", font="hei", size=12, align="m")
    years = [[f"{issued.year + n}年度", f"{issued.year + n + 1}.05.{10 + n}"] for n in range(3)]
    paper.table(166, 84, (48, 48), [["检验年度", "检验日期"], *years], row_height=9, size=9)
    paper.text(170, 152, "登记机关", font="kai", size=13, spacing=3)
    paper.text(196, 170, f"{issued.year} 年 {issued.month} 月 {issued.day} 日", font="kai", size=12)
    seal(paper, 222, 162, f"{firm.city}工商行政管理局{firm.district}分局", rng, size=40)
    return _licence("legal_person_with_yearly_checks", paper, firm, issued, "副本", registration_no=firm.registration_no,
                    valid_from=firm.founded.isoformat(), valid_until=_until(firm))  # fmt: skip


@layout("tuning", "business_licence")
def trader_of_former_years(case: Case, rng: random.Random) -> Drawn:
    """个体工商户营业执照 with 字号名称, 经营者姓名, 经营范围及方式, and a number of 15 digits."""
    old = case.customer
    name = f"{old.city.rstrip('市')}{old.district}{old.short}{rng.choice(('建材经营部', '五金店', '商行', '机电门市部'))}"
    firm = replace(old, name=name, company_type="个体工商户")
    paper = Paper(210, 297, ground=(251, 249, 240))
    guilloche(paper, 11, 7, (190, 150, 90), waves=4, period=10)
    issued = _issued(firm, rng, 2008, 2015)
    paper.stamp(emblem(), 105, 42, 25)
    paper.text(105, 58, "个体工商户营业执照", font="serif-bold", size=26, align="m")
    paper.text(105, 73, rng.choice(("（正 本）", "正  本")), font="serif", size=13, align="m")
    paper.text(105, 82, f"注册号 {firm.registration_no}", font="serif", size=12, align="m")
    rows = (
        ("字号名称", firm.name), ("经营者姓名", firm.legal_representative), ("组成形式", rng.choice(("个人经营", "家庭经营"))),
        ("经营场所", firm.address), ("经营范围及方式", firm.scope), ("注册日期", spoken_date(firm.founded)),
    )  # fmt: skip
    _column(paper, 34, 100, 142, rows, font="serif", step=12)
    paper.text(104, 222, "登记机关（盖章）", font="serif", size=12)
    paper.text(112, 240, spoken_date(issued, rng.choice(("zh", "han"))), font="serif", size=12)
    seal(paper, 146, 230, f"{firm.city}工商行政管理局", rng, size=41)
    return _licence("trader_of_former_years", paper, firm, issued, "正本", "company_type", "registered_capital",
                    registration_no=firm.registration_no)  # fmt: skip


@layout("tuning", "business_licence")
def three_certificates_in_one(case: Case, rng: random.Random) -> Drawn:
    """The licence of 2015 and 2016: code under the title, capital in words, date spread under the seal."""
    firm, paper = case.customer, Paper(210, 297, ground=(253, 250, 240))
    watermark(paper, 14, (244, 234, 206), step=7)
    meander(paper, 9, 6, (186, 140, 70))
    issued = _issued(firm, rng, 2015, 2018)
    original = rng.random() < 0.4
    paper.stamp(emblem(), 105, 44, 28)
    paper.text(105, 62, "营业执照", font="kai", size=42, spacing=10, align="m", bold=True)
    paper.text(105, 81, "（正  本）" if original else "（ 副  本 ）  （3-1）", font="kai", size=13, align="m")
    paper.text(
        105,
        90,
        f"统一社会信用代码{rng.choice(('  ', '：', ': '))}{firm.uscc}",
        font="song",
        size=12,
        align="m",
    )
    end = "长期" if firm.valid_until is None else spoken_date(firm.valid_until, "zh0")
    term = rng.choice(("{start}至{end}", "自{start}至{end}", "{start} 至 {end}")).format(
        start=spoken_date(firm.founded, "zh0"), end=end
    )
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("住所", firm.address), ("法定代表人", firm.legal_representative),
        ("注册资本", rng.choice((f"{_capital(firm)}", f"{firm.capital_wan}.000000万人民币", f"{firm.capital_wan}万元整"))),
        ("成立日期", spoken_date(firm.founded, "zh0")), ("营业期限", term), ("经营范围", firm.scope),
    )  # fmt: skip
    y = _column(paper, 32, 104, 148, rows, font="kai", step=10.5)
    paper.stamp(qr_code(f"http://www.gsxt.gov.cn/{firm.uscc}"), 52, y + 28, 26)
    paper.text(108, y + 14, "登 记 机 关", font="kai", size=13)
    paper.text(
        112,
        y + 34,
        f"{issued.year}   年   {issued.month:02d}   月   {issued.day:02d}   日",
        font="song",
        size=12,
    )
    seal(paper, 146, y + 26, f"{firm.city}工商行政管理局", rng, size=42)
    paper.text(24, 276, "企业信用信息公示系统网址： http://gsxt.saic.gov.cn", font="song", size=8)
    paper.text(186, 276, "中华人民共和国国家工商行政管理总局监制", font="song", size=8, align="r")
    return _licence("three_certificates_in_one", paper, firm, issued, "正本" if original else "副本", uscc=firm.uscc,
                    valid_from=firm.founded.isoformat(), valid_until=_until(firm))  # fmt: skip


@layout("tuning", "business_licence")
def licence_on_a_telephone(case: Case, rng: random.Random) -> Drawn:
    """What the licence app shows: each label in grey above its value, a purpose of use across it all."""
    firm, paper = case.customer, Paper(120, 250)
    issued = _issued(firm, rng, 2019, 2025)
    for place in range(5):
        paper.text(60, 40 + place * 44, f"仅用于{case.own.short}业务办理", font="sans", size=16, color=(224, 230, 238),
                   align="m", record=False)  # fmt: skip
    paper.stamp(emblem(), 60, 18, 16)
    paper.text(60, 28, "电子营业执照", font="sans-bold", size=18, align="m")
    paper.text(60, 37, "副本", font="sans", size=10, align="m")
    y = 46.0
    end = "长期" if firm.valid_until is None else spoken_date(firm.valid_until, "dash")
    for label, value in (
        ("统一社会信用代码", firm.uscc), ("企业名称", firm.name), ("企业类型", firm.company_type),
        ("法定代表人", firm.legal_representative), ("注册资本", f"{firm.capital_wan}万元人民币"),
        ("成立日期", spoken_date(firm.founded, "dash")), ("营业期限", f"{spoken_date(firm.founded, 'dash')} 至 {end}"),
        ("住所", firm.address), ("经营范围", firm.scope), ("登记机关", firm.registrar), ("核准日期", spoken_date(issued, "dash")),
    ):  # fmt: skip
        paper.text(12, y, label, font="sans", size=8.5, color=(120, 124, 130))
        y = paper.paragraph(12, y + 4.6, 96, value, font="sans", size=10.5, leading=1.35) + 3.2
    return _licence("licence_on_a_telephone", paper, firm, issued, "副本", uscc=firm.uscc, registrar=firm.registrar,
                    valid_from=firm.founded.isoformat(), valid_until=_until(firm))  # fmt: skip


@layout("tuning", "business_licence")
def farmers_cooperative(case: Case, rng: random.Random) -> Drawn:
    """农民专业合作社法人营业执照: 成员出资总额, 业务范围, two columns of short fields."""
    old = case.customer
    code = credit_code(old.uscc[2:8], old.uscc[8:17], "93")
    firm = replace(
        old,
        name=f"{old.city.rstrip('市')}{old.short}农产品专业合作社",
        company_type="农民专业合作社",
        uscc=code,
    )
    paper = Paper(297, 210, ground=(250, 252, 244))
    guilloche(paper, 9, 7, (120, 160, 110), waves=5, period=12)
    issued = _issued(firm, rng, 2017, 2024)
    paper.stamp(emblem(), 148.5, 31, 23)
    paper.text(148.5, 44, "营业执照", font="hei", size=36, spacing=7, align="m")
    paper.text(148.5, 61, "（副本）", font="hei", size=12, align="m")
    paper.text(30, 46, "统一社会信用代码", font="hei", size=10)
    paper.text(30, 52, firm.uscc, font="hei", size=12)
    left = (
        ("名称", firm.name),
        ("类型", firm.company_type),
        ("法定代表人", firm.legal_representative),
        ("业务范围", firm.scope),
    )
    right = (
        ("成员出资总额", f"{_capital(firm)}"),
        ("成立日期", spoken_date(firm.founded, "zh0")),
        ("住所", firm.address),
    )
    _column(paper, 30, 78, 116, left, font="song", step=13)
    _column(paper, 158, 78, 112, right, font="song", step=13)
    paper.text(182, 152, "登记机关", font="hei", size=13, spacing=3)
    paper.text(200, 172, f"{issued.year}年{issued.month}月{issued.day}日", font="song", size=12)
    seal(paper, 226, 162, firm.registrar, rng, size=41)
    drawn = _licence("farmers_cooperative", paper, firm, issued, "副本", "registered_capital", uscc=firm.uscc)
    drawn.unjudged["registered_capital"] = f"{firm.capital_wan * 10_000}.00"
    return drawn
