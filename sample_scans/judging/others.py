"""Papers of no known type, for judging: they must go to a person."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.money import spoken_date
from sample_scans.ornaments import guilloche
from sample_scans.paper import Color, Paper
from sample_scans.parts import letter, seal


@layout("judging", "other")
def price_change_letter(case: Case, rng: random.Random) -> Drawn:
    """A letter about prices that speaks of contracts."""
    paper, own = Paper(), case.own
    y = letter(
        paper, 34, "关于产品价格调整的函",
        ("感谢贵公司长期以来的支持与合作。因近期原材料价格持续上涨，生产成本增加，经我公司研究决定，自下月1日起对部分产品的出厂价格上调百分之三。",
         "已签订的合同仍按原价执行，新签合同按调整后价格执行。如贵公司营业执照、开票资料等有变更，请一并函告。",
         "由此给贵公司带来的不便，敬请谅解。顺祝商祺！"),
        (own.name, spoken_date(case.signed)), greeting="尊敬的客户：", font="song", title_font="hei", title_size=20,
    )  # fmt: skip
    seal(paper, 150, y - 8, own, rng, size=42)
    return Drawn("other", "price_change_letter", [paper])


@layout("judging", "other")
def minutes_of_meeting(case: Case, rng: random.Random) -> Drawn:
    """Minutes of a production meeting."""
    paper = Paper()
    paper.text(105, 26, "生产调度会议纪要", font="serif-bold", size=20, align="m")
    y = 42.0
    for text in (
        f"时间：{spoken_date(case.signed)}上午9:00", "地点：二楼会议室", f"主持：{case.clerk}    记录：{case.driver}",
        "参会人员：生产部、销售部、质检部、仓储部负责人", "会议内容：",
    ):  # fmt: skip
        paper.text(28, y, text, font="serif", size=12)
        y += 8
    for text in (
        "一、销售部通报了本月合同签订及订单执行情况，要求生产部优先保证到期合同的交货。",
        "二、仓储部反映送货单填写不规范，今后送货单须注明合同编号，由专人复核。",
        "三、质检部汇报了上月退货情况，要求各班组加强自检。",
        "四、下周三前完成设备检修，检修期间做好安全防护。",
    ):
        y = paper.paragraph(28, y, 154, text, font="serif", size=12, leading=1.75, indent=2)
    return Drawn("other", "minutes_of_meeting", [paper])


@layout("judging", "other")
def quality_system_certificate(case: Case, rng: random.Random) -> Drawn:
    """An ISO 9001 certificate with a border like a licence's."""
    paper, firm = Paper(ground=(252, 253, 255)), case.customer
    blue: Color = (60, 90, 150)
    guilloche(paper, 10, 9, blue, waves=5, period=12)
    paper.text(105, 40, "质量管理体系认证证书", font="serif-bold", size=26, align="m", color=blue)
    paper.text(
        105,
        58,
        f"证书号：{rng.randint(100, 999)}21Q{rng.randint(10000, 99999)}R0M",
        font="serif",
        size=11,
        align="m",
    )
    paper.text(105, 80, "兹证明", font="serif", size=13, align="m")
    paper.text(105, 94, firm.name, font="serif-bold", size=18, align="m")
    paper.text(105, 108, f"统一社会信用代码：{firm.uscc}", font="serif", size=11, align="m")
    paper.text(105, 117, f"注册地址：{firm.address}", font="serif", size=11, align="m")
    paper.text(105, 135, "建立的质量管理体系符合标准", font="serif", size=13, align="m")
    paper.text(105, 146, "GB/T 19001-2016 / ISO 9001:2015", font="sans-bold", size=15, align="m")
    paper.text(105, 162, "认证范围：金属制品的生产和销售", font="serif", size=12, align="m")
    paper.text(105, 190, f"颁证日期：{spoken_date(case.signed)}", font="serif", size=11, align="m")
    paper.text(
        105,
        198,
        f"有效期至：{spoken_date(case.signed + dt.timedelta(days=1095))}",
        font="serif",
        size=11,
        align="m",
    )
    seal(paper, 140, 226, "华信测评认证有限公司", rng, size=42)
    return Drawn("other", "quality_system_certificate", [paper])


@layout("judging", "other")
def holiday_notice(case: Case, rng: random.Random) -> Drawn:
    """A notice about holidays."""
    paper, own = Paper(), case.own
    letter(
        paper, 40, "放假通知",
        ("根据国家法定节假日安排，结合我公司生产实际，现将国庆节放假事项通知如下：",
         f"一、放假时间：{case.signed.year}年10月1日至10月5日，共五天，10月6日正常上班。",
         "二、放假期间各部门做好防火防盗工作，值班人员坚守岗位，保持通讯畅通。",
         "三、销售部门提前安排好客户的发货，有急需的请于9月28日前联系。"),
        (f"{own.name}办公室", spoken_date(case.signed)), greeting="各部门、各客户单位：", font="kai", size=14,
        title_font="sans-bold", title_size=26,
    )  # fmt: skip
    return Drawn("other", "holiday_notice", [paper])
