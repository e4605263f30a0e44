"""Business licences of other kinds of enterprise: sole traders, branches, partnerships, joint-stock companies."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import in_words, spoken_date
from sample_scans.ornaments import guilloche, meander, watermark
from sample_scans.paper import RED, Color, Paper, spread
from sample_scans.parts import seal
from sample_scans.people_and_firms import Firm, credit_code
from sample_scans.seals import emblem, qr_code

_BANNER = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告"


def _issued(firm: Firm, rng: random.Random, first: int = 2018, last: int = 2025) -> dt.date:
    return max(firm.founded, dt.date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)))


def _of_kind(firm: Firm, kind: str, name: str, head: str = "91") -> Firm:
    code = credit_code(firm.uscc[2:8], firm.uscc[8:17], head)
    return replace(firm, name=name, uscc=code, company_type=kind)


def _town(firm: Firm) -> str:
    return firm.city.rstrip("市") + firm.district


def _drawn(
    name: str, paper: Paper, firm: Firm, issued: dt.date, copy: str, *without: str, **more: str
) -> Drawn:
    truth = {
        "uscc": firm.uscc, "name": firm.name, "company_type": firm.company_type,
        "legal_representative": firm.legal_representative, "registered_capital": f"{firm.capital_wan * 10_000}.00",
        "founded": firm.founded.isoformat(), "address": firm.address, "scope": firm.scope,
        "issued": issued.isoformat(), "copy": copy,
    }  # fmt: skip
    fields = {key: value for key, value in truth.items() if key not in without} | more
    drawn = Drawn("business_licence", name, [paper], named(firm, code=True), dict(fields))
    if "registrar" not in more:
        drawn.unjudged["registrar"] = firm.registrar
    return drawn


def _rows(
    paper: Paper,
    x: float,
    y: float,
    rows: Sequence[tuple[str, str]],
    *,
    label: float,
    value: float,
    step: float,
    font: str,
    size: float,
    value_font: str = "",
    colon: str = "",
) -> float:
    """Write labels spread to ``label`` mm and values broken at ``value`` mm. Returns the y below them."""
    for name, text in rows:
        paper.text(
            x, y, name + colon, font=font, size=size, spacing=0 if colon else spread(name, label, font, size)
        )
        end = paper.paragraph(x + label + 6, y, value, text, font=value_font or font, size=size, leading=1.35)
        y = max(y + step, end + step - size * 0.353 * 1.35)
    return y


def _term(firm: Firm, style: str = "zh") -> tuple[str, dict[str, str]]:
    """Return a printed term and its truth."""
    end = "长期" if firm.valid_until is None else spoken_date(firm.valid_until, style)
    until = "长期" if firm.valid_until is None else firm.valid_until.isoformat()
    start = spoken_date(firm.founded, style)
    return f"自{start}至{end}", {"valid_from": firm.founded.isoformat(), "valid_until": until}


@layout("tuning", "business_licence")
def trader_of_the_market(case: Case, rng: random.Random) -> Drawn:
    """个体工商户 with 经营者, 组成形式, 经营场所 and 注册日期; no capital."""
    old = case.customer
    firm = _of_kind(old, "个体工商户", f"{_town(old)}{old.short}五金机电经营部", "92")
    paper = Paper(297, 210, ground=(255, 252, 246))
    guilloche(paper, 9, 7, (205, 160, 96), waves=4, period=10)
    issued = _issued(firm, rng)
    paper.stamp(emblem(), 148.5, 34, 25)
    paper.text(148.5, 49, "营 业 执 照", font="serif-bold", size=36, align="m")
    paper.text(148.5, 65, "（副 本）", font="serif", size=13, align="m")
    paper.text(36, 76, "统一社会信用代码", font="serif", size=11)
    paper.text(36, 82, firm.uscc, font="sans", size=12.5)
    paper.stamp(qr_code(f"http://www.gsxt.gov.cn/{firm.uscc}"), 242, 66, 26)
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("经营者", firm.legal_representative), ("组成形式", "个人经营"),
        ("经营场所", firm.address), ("注册日期", spoken_date(firm.founded, "zh0")), ("经营范围", firm.scope),
    )  # fmt: skip
    _rows(paper, 48, 93, rows, label=26, value=150, step=8.6, font="serif", size=12)
    paper.text(172, 170, "登记机关", font="serif", size=13, spacing=3)
    paper.text(190, 180, f"{issued.year} 年 {issued.month} 月 {issued.day} 日", font="serif", size=12)
    seal(paper, 222, 174, firm.registrar, rng, size=40)
    return _drawn("trader_of_the_market", paper, firm, issued, "副本", "registered_capital")


@layout("tuning", "business_licence")
def branch_upright(case: Case, rng: random.Random) -> Drawn:
    """A branch: 负责人 and 营业场所, upright, no capital."""
    old = case.customer
    firm = _of_kind(old, "有限责任公司分公司（自然人投资或控股）", f"{old.name}{old.district}分公司")
    paper = Paper(210, 297, ground=(252, 250, 242))
    meander(paper, 10, 6, (170, 130, 60))
    issued = _issued(firm, rng, 2016, 2020)
    term, truth = _term(firm)
    paper.stamp(emblem(), 105, 44, 28)
    paper.text(105, 62, "营 业 执 照", font="kai", size=40, align="m", bold=True)
    paper.text(105, 80, "（正  本）", font="kai", size=14, align="m")
    paper.text(105, 90, f"统一社会信用代码  {firm.uscc}", font="hei", size=12, align="m")
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("营业场所", firm.address), ("负责人", firm.legal_representative),
        ("成立日期", spoken_date(firm.founded)), ("营业期限", term), ("经营范围", firm.scope),
    )  # fmt: skip
    _rows(paper, 34, 106, rows, label=26, value=112, step=11, font="kai", size=13)
    paper.stamp(qr_code(f"http://gsxt.gov.cn/c?{firm.uscc}"), 52, 236, 28)
    paper.text(106, 228, "登记机关", font="kai", size=14, spacing=4)
    paper.text(116, 248, spoken_date(issued), font="kai", size=13)
    seal(paper, 150, 238, firm.registrar, rng, size=42)
    return _drawn("branch_upright", paper, firm, issued, "正本", "registered_capital", **truth)


@layout("tuning", "business_licence")
def partnership(case: Case, rng: random.Random) -> Drawn:
    """A limited partnership: 执行事务合伙人, 主要经营场所, 出资额, 合伙期限."""
    old = case.customer
    firm = _of_kind(old, "有限合伙企业", f"{old.city.rstrip('市')}{old.short}投资管理中心（有限合伙）")
    paper = Paper(297, 210)
    watermark(paper, 14, (228, 236, 246), step=5)
    meander(paper, 8, 5, (110, 140, 180))
    issued = _issued(firm, rng, 2020)
    term, truth = _term(firm, "zh0")
    paper.stamp(emblem(), 148.5, 32, 24)
    paper.text(148.5, 46, "营业执照", font="sans-bold", size=38, spacing=8, align="m")
    paper.text(196, 52, "（副本）", font="sans", size=13)
    paper.text(30, 44, "统一社会信用代码", font="sans", size=10)
    paper.text(30, 50, firm.uscc, font="sans-bold", size=12)
    paper.stamp(qr_code(f"https://www.gsxt.gov.cn/{firm.uscc}"), 256, 46, 24)
    right = (
        ("出资额", f"{firm.capital_wan}万元人民币"), ("成立日期", spoken_date(firm.founded, "zh0")), ("合伙期限", term),
        ("主要经营场所", firm.address),
    )  # fmt: skip
    left = (("名称", firm.name), ("类型", firm.company_type))
    y = _rows(paper, 30, 80, left, label=26, value=88, step=12, font="sans", size=11)
    paper.text(30, y, "执行事务合伙人", font="sans", size=9.5)
    paper.text(62, y, firm.legal_representative, font="sans", size=11)
    _rows(paper, 30, y + 12, (("经营范围", firm.scope),), label=26, value=88, step=11, font="sans", size=11)
    _rows(paper, 160, 80, right, label=28, value=72, step=12, font="sans", size=11)
    paper.text(176, 156, "登记机关", font="sans", size=13, spacing=2)
    paper.text(206, 174, f"{issued.year}年{issued.month:02d}月{issued.day:02d}日", font="sans", size=12)
    seal(paper, 230, 164, firm.registrar, rng, size=41)
    paper.text(148.5, 192, _BANNER, font="sans", size=7.5, align="m")
    drawn = _drawn("partnership", paper, firm, issued, "副本", "registered_capital", **truth)
    drawn.unjudged["registered_capital"] = f"{firm.capital_wan * 10_000}.00"
    return drawn


@layout("tuning", "business_licence")
def owned_by_one_person(case: Case, rng: random.Random) -> Drawn:
    """个人独资企业: 投资人 in place of a legal representative."""
    old = case.customer
    firm = _of_kind(old, "个人独资企业", f"{old.city.rstrip('市')}{old.short}机械配件厂")
    paper = Paper(297, 210, ground=(250, 246, 236))
    guilloche(paper, 10, 9, (176, 120, 96), waves=6, period=13)
    issued = _issued(firm, rng, 2015, 2019)
    paper.stamp(emblem((190, 44, 40)), 148.5, 38, 26)
    paper.text(148.5, 54, "营业执照", font="ming", size=40, spacing=10, align="m", bold=True)
    paper.text(148.5, 71, "（副  本）", font="ming", size=13, align="m")
    paper.text(148.5, 80, f"统一社会信用代码：{firm.uscc}", font="ming", size=12, align="m")
    rows = (
        ("名称", firm.name), ("类型", firm.company_type), ("住所", firm.address), ("投资人", firm.legal_representative),
        ("成立日期", spoken_date(firm.founded)), ("经营范围", firm.scope),
    )  # fmt: skip
    _rows(paper, 62, 92, rows, label=26, value=140, step=9, font="ming", size=12.5, colon="：")
    paper.text(176, 160, "登记机关：", font="ming", size=13)
    paper.text(190, 174, spoken_date(issued), font="ming", size=12.5)
    seal(paper, 218, 166, firm.registrar, rng, size=41)
    paper.text(62, 186, "提示：" + _BANNER, font="ming", size=8)
    return _drawn("owned_by_one_person", paper, firm, issued, "副本", "registered_capital")


@layout("tuning", "business_licence")
def joint_stock_in_three_columns(case: Case, rng: random.Random) -> Drawn:
    """股份有限公司 of the present form in three columns; capital in words; day of registration labelled."""
    old = case.customer
    name = old.name.replace("股份有限公司", "有限公司").replace("有限公司", "股份有限公司")
    firm = _of_kind(old, "股份有限公司（非上市、自然人投资或控股）", name)
    paper = Paper(297, 210, ground=(255, 254, 250))
    watermark(paper, 12, (244, 232, 208), step=7)
    guilloche(paper, 8, 6, (200, 150, 90), waves=5, period=9)
    issued = _issued(firm, rng, 2021)
    paper.stamp(emblem(), 148.5, 30, 22)
    paper.text(148.5, 43, "营业执照", font="zenhei", size=38, spacing=8, align="m")
    paper.text(148.5, 60, "（副 本）（1－1）", font="zenhei", size=12, align="m")
    paper.text(28, 40, "统一社会信用代码", font="zenhei", size=10)
    paper.text(28, 46, firm.uscc, font="zenhei", size=12)
    paper.stamp(qr_code(f"http://www.gsxt.gov.cn/{firm.uscc}"), 252, 46, 24)
    paper.paragraph(266, 38, 14, "扫描二维码登录公示系统了解更多登记信息", font="zenhei", size=6, leading=1.3)
    _rows(paper, 28, 78, (("名  称", firm.name), ("类  型", firm.company_type), ("法定代表人", firm.legal_representative)),
          label=21, value=62, step=13, font="zenhei", size=10.5, colon="")  # fmt: skip
    capital = f"人民币{in_words(Decimal(firm.capital_wan * 10_000))}"
    _rows(paper, 126, 78, (("注册资本", capital), ("成立日期", spoken_date(firm.founded, "zh0")), ("住  所", firm.address)),
          label=18, value=46, step=13, font="zenhei", size=10.5)  # fmt: skip
    paper.text(202, 78, "经营范围", font="zenhei", size=10.5)
    paper.paragraph(202, 85, 68, firm.scope, font="zenhei", size=9.5, leading=1.4)
    paper.text(150, 146, f"登记机关  {firm.registrar}", font="zenhei", size=11.5)
    paper.text(150, 158, f"登记日期  {spoken_date(issued, 'zh0')}", font="zenhei", size=11.5)
    seal(paper, 214, 156, firm.registrar, rng, size=42)
    paper.text(28, 188, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", font="zenhei", size=7.5)
    paper.text(268, 188, "国家市场监督管理总局监制", font="zenhei", size=7.5, align="r")
    return _drawn("joint_stock_in_three_columns", paper, firm, issued, "副本", registrar=firm.registrar)


@layout("tuning", "business_licence")
def electronic_print(case: Case, rng: random.Random) -> Drawn:
    """A printed 电子营业执照: purpose of use across the sheet, when it was printed."""
    firm, paper = case.customer, Paper()
    issued = _issued(firm, rng, 2020)
    pale: Color = (214, 222, 232)
    watermark(paper, 18, (226, 234, 244), step=9)
    for place in range(3):
        paper.text(105, 78 + place * 72, "电子营业执照打印件 仅供办理业务使用", font="sans", size=20, color=pale,
                   align="m", record=False)  # fmt: skip
    paper.frame(14, 14, 196, 283, width=0.8, color=(180, 60, 60))
    paper.stamp(emblem(), 105, 38, 24)
    paper.text(105, 54, "营 业 执 照", font="sans-bold", size=32, align="m")
    paper.text(105, 70, "（电子副本）", font="sans", size=12, align="m", color=RED)
    capital = in_words(Decimal(firm.capital_wan * 10_000)).replace("元", "圆")
    term, truth = _term(firm, "zh0")
    rows = (
        ("统一社会信用代码", firm.uscc), ("名称", firm.name), ("类型", firm.company_type), ("法定代表人", firm.legal_representative),
        ("注册资本", capital), ("成立日期", spoken_date(firm.founded, "zh0")), ("营业期限", term),
        ("住所", firm.address), ("经营范围", firm.scope), ("登记机关", firm.registrar), ("核准日期", spoken_date(issued, "zh0")),
    )  # fmt: skip
    y = _rows(paper, 28, 86, rows, label=34, value=112, step=11.5, font="sans", size=11)
    paper.stamp(qr_code(f"https://zzapp.gsxt.gov.cn/{firm.uscc}"), 46, y + 20, 30)
    paper.text(68, y + 10, "使用电子营业执照小程序扫描二维码，可核验本执照的真实性。", font="sans", size=9)
    printed = case.delivered
    paper.text(
        68,
        y + 18,
        f"打印时间：{spoken_date(printed, 'dash')} 10:{rng.randint(10, 59)}:{rng.randint(10, 59)}",
        font="sans",
        size=9,
    )
    paper.text(105, 275, "国家市场监督管理总局监制", font="sans", size=9, align="m")
    return _drawn("electronic_print", paper, firm, issued, "副本", registrar=firm.registrar, **truth)


@layout("tuning", "business_licence")
def foreign_capital(case: Case, rng: random.Random) -> Drawn:
    """A foreign-owned company whose capital is in dollars."""
    old = case.customer
    firm = replace(
        _of_kind(old, "有限责任公司（外国法人独资）", old.name), registrar=f"{old.city}市场监督管理局"
    )
    paper = Paper(297, 210, ground=(254, 252, 247))
    meander(paper, 9, 5.5, (190, 150, 80))
    issued = _issued(firm, rng, 2017, 2023)
    term, truth = _term(firm)
    paper.stamp(emblem(), 148.5, 34, 24)
    paper.text(148.5, 48, "营 业 执 照", font="hei", size=36, align="m", color=(150, 40, 36))
    paper.text(
        148.5, 64, "（副  本）  编号 " + f"{rng.randint(10**7, 10**8 - 1)}", font="hei", size=11, align="m"
    )
    paper.text(148.5, 72, f"统一社会信用代码 {firm.uscc}", font="hei", size=12, align="m")
    rows = (
        ("名称", firm.half_width_name), ("类型", firm.company_type), ("住所", firm.address), ("法定代表人", firm.legal_representative),
        ("注册资本", f"{firm.capital_wan}万美元"), ("成立日期", spoken_date(firm.founded)), ("营业期限", term), ("经营范围", firm.scope),
    )  # fmt: skip
    _rows(paper, 58, 84, rows, label=27, value=140, step=8, font="song", size=12, value_font="song")
    paper.text(186, 160, "登记机关", font="hei", size=13, spacing=3)
    paper.text(196, 176, f"{issued.year} 年 {issued.month:02d} 月 {issued.day:02d} 日", font="song", size=12)
    seal(paper, 226, 168, firm.registrar, rng, size=41)
    drawn = _drawn("foreign_capital", paper, firm, issued, "副本", **truth)
    drawn.unjudged["registered_capital_currency"] = "USD"
    return drawn
