"""Shipping papers with English labels, a new-form declaration, letters of authority, a record of a visit."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.goods_tables import Column, Look, goods_table, lines_truth
from sample_scans.layouts.slip_heads import put
from sample_scans.money import plain, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, letter, name_seal, seal, sign
from sample_scans.people_and_firms import id_number, person


@layout("tuning", "packing_list")
def packing_list_in_english(case: Case, rng: random.Random) -> Drawn:
    """装箱单 PACKING LIST with labels in two languages and a contract number that is not its own."""
    firm, own, paper = case.customer, case.own, Paper()
    number = f"PL{case.delivered:%y%m%d}{rng.randint(1, 99):02d}"
    paper.text(105, 16, own.name, font="sans-bold", size=13, align="m")
    paper.text(
        105,
        25,
        rng.choice(("装箱单 PACKING LIST", "装 箱 单", "装箱明细单 PACKING LIST")),
        font="sans-bold",
        size=16,
        align="m",
    )
    put(paper, (
        (18, 40, f"收货人 Consignee: {firm.name}"), (128, 40, f"{rng.choice(('装箱单号 P/L No.', '编号 No.', '单号'))}: {number}"),
        (18, 47, f"地址 Add: {firm.address}"), (128, 47, f"日期 Date: {spoken_date(case.delivered, 'dash')}"),
        (18, 54, f"发货人 Shipper: {own.name}"), (128, 54, f"{rng.choice(('合同号 Contract No.', 'S/C No. 合同编号', '销售合同号'))}: {case.contract_no}"),
    ), font="sans", size=9.5)  # fmt: skip
    columns = (
        Column("箱号\nC/No.", 16, "no"), Column("货名\nDescription", 44, "item", "l"), Column("规格\nSpec.", 46, "spec", "l"), Column("数量\nQty", 24, "quantity", "r"),
        Column("单位\nUnit", 16, "unit"), Column("件数\nPkgs", 28, "pieces"),
    )  # fmt: skip
    y = goods_table(paper, 18, 64, columns, case.goods, rng, Look(font="sans", size=9, head=10, row=7.6))
    weight = rng.randint(900, 9000)
    put(
        paper,
        (
            (18, y + 6, f"总件数 Total: {len(case.goods)} PKGS"),
            (84, y + 6, f"毛重 G.W.: {weight + 60} KGS"),
            (146, y + 6, f"净重 N.W.: {weight} KGS"),
        ),
        font="sans",
        size=9.5,
    )
    seal(paper, 160, y + 26, own, rng, size=39)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "supplier": own.name, "date": case.delivered.isoformat(),
        "consignee": firm.name, "lines": lines_truth(case.goods, columns),
    }  # fmt: skip
    return Drawn("packing_list", "packing_list_in_english", [paper], named(firm), fields)


@layout("tuning", "customs_declaration")
def declaration_of_the_new_form(case: Case, rng: random.Random) -> Drawn:
    """The export declaration since 2018: lying sheet, small labels above their values in one cell."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    number = f"{rng.randint(1000, 9999)}{case.delivered.year}0{rng.randint(10**8, 10**9 - 1)}"
    paper.text(148.5, 10, "中华人民共和国海关出口货物报关单", font="hei", size=16, align="m")
    put(
        paper,
        ((14, 20, f"预录入编号：{number}"), (110, 20, f"海关编号：{number}"), (250, 20, "页码/页数：1/1")),
        size=8.5,
    )
    y = 26.0
    for cells in (
        ((90, "境内发货人", f"({own.uscc}) {own.name}"), (60, "出境关别", "天津新港"), (58, "出口日期", ""), (61, "申报日期", f"{case.delivered:%Y%m%d}")),
        ((90, "境外收货人", firm.name), (60, "运输方式", "水路运输"), (58, "运输工具名称及航次号", "COSCO/023E"), (61, "提运单号", f"COSU{rng.randint(10**6, 10**7)}")),
        ((90, "生产销售单位", f"({own.uscc}) {own.name}"), (60, "监管方式", "一般贸易"), (58, "征免性质", "一般征税"), (61, "许可证号", "")),
        ((90, "合同协议号", case.contract_no), (60, "贸易国（地区）", "韩国"), (58, "运抵国（地区）", "韩国"), (61, "离境口岸", "天津")),
    ):  # fmt: skip
        x = 14.0
        for wide, label, value in cells:
            paper.frame(x, y, x + wide, y + 10)
            paper.text(x + 1, y + 0.8, label, size=7.5)
            paper.text(x + 3, y + 4.8, value, size=8.5)
            x += wide
        y += 10
    table = [
        [
            "项号",
            "商品编号",
            "商品名称及规格型号",
            "数量及单位",
            "单价/总价/币制",
            "原产国（地区）",
            "最终目的国（地区）",
            "征免",
        ]
    ]
    for n, g in enumerate(case.goods[:6], 1):
        table.append(
            [
                str(n),
                f"73{rng.randint(10**7, 10**8 - 1)}",
                f"{g.item} {g.spec}",
                f"{plain(g.quantity)}{g.unit}",
                f"{plain(g.price)} {g.amount:.2f} 人民币",
                "中国",
                "韩国",
                "照章征税",
            ]
        )
    y = paper.table(14, y, (14, 30, 70, 36, 45, 26, 28, 20), table, row_height=9, size=8.5)
    put(
        paper,
        (
            (14, y + 5, f"报关人员：{case.driver}"),
            (90, y + 5, "兹申明对以上内容承担如实申报、依法纳税之法律责任"),
            (14, y + 13, f"申报单位：{own.name}"),
            (220, y + 5, "海关批注及签章"),
        ),
        size=9,
    )
    seal(paper, 90, y + 14, own, rng, "报关专用章", size=36)
    fields = {
        "number": number,
        "contract_no": case.contract_no,
        "date": case.delivered.isoformat(),
        "party": firm.name,
    }
    return Drawn("customs_declaration", "declaration_of_the_new_form", [paper], named(firm), fields)


@layout("tuning", "inspection_report")
def certificate_of_quality(case: Case, rng: random.Random) -> Drawn:
    """产品出厂检验报告单: two pairs in a row, results by goods, inspector's seal."""
    firm, own, paper = case.customer, case.own, Paper()
    number = f"QC{case.delivered:%Y%m%d}-{rng.randint(1, 60):02d}"
    paper.text(105, 16, own.name, font="hei", size=13, align="m")
    paper.text(
        105,
        25,
        rng.choice(("产品出厂检验报告单", "成品检验报告", "出厂检验报告")),
        font="hei",
        size=18,
        align="m",
    )
    rows = (
        (9, ((2, rng.choice(("购货单位", "客户名称", "收货单位", "订货单位")), "l"), (5, firm.name, "v"), (2, rng.choice(("报告编号", "编号", "检验单号")), "l"), (4, number, "v"))),
        (9, ((2, "合同号", "l"), (5, case.contract_no, "v"), (2, rng.choice(("检验日期", "报告日期", "签发日期")), "l"), (4, spoken_date(case.delivered), "v"))),
    )  # fmt: skip
    y = form(paper, 18, 38, 174, rows, size=9.5)
    table = [["序号", "产品名称", "规格型号", "数量", "外观", "尺寸", "化学成分", "判定"]]
    table += [
        [str(n), g.item, g.spec, f"{plain(g.quantity)}{g.unit}", "合格", "合格", "合格", "合格"]
        for n, g in enumerate(case.goods, 1)
    ]
    y = paper.table(18, y, (12, 38, 42, 28, 13, 13, 16, 12), table, row_height=8.5, size=9)
    put(paper, ((18, y + 8, "检验依据：GB/T 3091-2015、GB/T 700-2006"), (18, y + 16, "检验结论：经检验，上述产品符合标准要求，准予出厂。"),
                (18, y + 30, f"检验员：{case.driver}"), (76, y + 30, f"审核：{case.clerk}"), (134, y + 30, "质检部门（章）")), size=10.5)  # fmt: skip
    seal(paper, 156, y + 26, own, rng, "质量检验专用章", size=39)
    fields = {
        "number": number,
        "contract_no": case.contract_no,
        "date": case.delivered.isoformat(),
        "party": firm.name,
    }
    return Drawn("inspection_report", "certificate_of_quality", [paper], named(firm), fields)


@layout("tuning", "authorisation_letter")
def authority_to_collect_goods(case: Case, rng: random.Random) -> Drawn:
    """授权委托书 to the supplier: 委托人 and 被委托人 with numbers of identity, a term, the day at the foot."""
    firm, own, agent = case.customer, case.own, case.agent or person(rng)
    paper = Paper()
    born = dt.date(1988, rng.randint(1, 12), rng.randint(1, 28))
    until = case.signed + dt.timedelta(days=365)
    y = letter(
        paper, 34, rng.choice(("授 权 委 托 书", "授权委托书", "法人授权书")),
        (f"委托单位：{firm.name}    统一社会信用代码：{firm.uscc}", f"法定代表人：{firm.legal_representative}",
         f"被委托人：{agent}    身份证号码：{id_number(rng, firm.uscc[2:8], born)}",
         f"现授权{agent}为我公司代理人，代表我公司办理与贵公司的提货、验收、对账及合同签署事宜。代理人在授权范围内签署的一切文件，我公司均予承认，由此产生的法律责任由我公司承担。",
         f"授权期限：自{spoken_date(case.signed)}至{spoken_date(until)}止。代理人无转委托权。"),
        (f"授权单位（盖章）：{firm.name}", "法定代表人（签字）：          ", f"日期：{spoken_date(case.signed)}"),
        greeting=rng.choice((f"致：{own.name}", f"{own.name}：")), font="serif", title_font="serif-bold",
    )  # fmt: skip
    seal(paper, 148, y - 14, firm, rng, size=42)
    name_seal(paper, 170, y - 18, firm.legal_representative, rng)
    return Drawn(
        "authorisation_letter",
        "authority_to_collect_goods",
        [paper],
        named(firm),
        {"date": case.signed.isoformat()},
    )


@layout("tuning", "customer_background")
def record_of_a_visit(case: Case, rng: random.Random) -> Drawn:
    """客户走访记录: the visited firm, day and people in a form, founded and visited on different days."""
    firm, paper = case.customer, Paper()
    paper.text(
        105,
        20,
        rng.choice(("客户走访记录表", "客户走访报告", "客户拜访记录表")),
        font="hei",
        size=19,
        align="m",
    )
    label = rng.choice(("走访日期", "拜访日期", "走访时间", "调查日期"))
    rows = (
        (10, ((2, rng.choice(("客户名称", "走访单位", "单位名称")), "l"), (6, firm.name, "v"), (2, label, "l"), (4, spoken_date(case.signed), "v"))),
        (10, ((2, "成立日期", "l"), (6, spoken_date(firm.founded), "v"), (2, "走访人", "l"), (4, case.clerk, "v"))),
        (10, ((2, "地址", "l"), (6, firm.address, "v"), (2, "接待人", "l"), (4, f"{firm.contact}", "v"))),
        (44, ((2, "经营情况", "l"), (12, f"客户主营{firm.scope[:18]}，厂房自有，设备开工率较高，现有员工{rng.randint(20, 300)}人。", "t"))),
        (36, ((2, "合作情况", "l"), (12, "与我公司合作多年，回款及时，无不良记录。", "t"))),
        (36, ((2, "客户意见", "l"), (12, "希望缩短交货周期，适当放宽账期。", "t"))),
        (26, ((2, "处理意见", "l"), (12, "建议列为重点客户。", "t"))),
    )  # fmt: skip
    form(paper, 18, 32, 174, rows, value_font="kai", size=10.5)
    sign(paper, 160, 192, rng)
    return Drawn(
        "customer_background", "record_of_a_visit", [paper], named(firm), {"date": case.signed.isoformat()}
    )
