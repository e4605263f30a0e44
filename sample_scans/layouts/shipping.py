"""Papers that travel with goods, of the committed samples."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, plain, spoken_date
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, seal, sign


def _entry_number(case: Case, rng: random.Random) -> str:
    return f"CGRK{case.delivered:%Y%m}{rng.randint(1, 200):04d}"


@layout("tuning", "goods_receipt")
def goods_received(case: Case, rng: random.Random) -> Drawn:
    """入库单 of our own store for goods the customer delivered."""
    paper = Paper(210, 140, ground=(226, 240, 226))
    ink: Color = (40, 66, 54)
    number = _entry_number(case, rng)
    paper.text(105, 10, "入  库  单", font="hei", size=18, align="m", color=ink)
    paper.text(16, 24, f"供货单位：{case.customer.name}", size=10.5, color=ink)
    paper.text(132, 24, f"入库单号：{number}", size=10.5, color=ink)
    paper.text(16, 31, f"收货单位：{case.own.name}", size=10.5, color=ink)
    paper.text(132, 31, f"入库日期：{spoken_date(case.delivered)}", size=10.5, color=ink)
    rows = [["品名", "规格", "单位", "入库数量", "单价", "金额"]]
    rows += [
        [g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}"] for g in case.goods
    ]
    rows.append(["合计", "", "", "", "", f"{case.total:.2f}"])
    y = paper.table(16, 39, (40, 44, 18, 24, 24, 28), rows, row_height=7.2, align="llmrrr", color=ink)
    paper.text(16, y + 5, f"仓管员：{case.driver}      采购员：{case.clerk}      验收：", size=10, color=ink)
    sign(paper, 112, y + 6, rng)
    fields = {
        "slip_no": number, "date": case.delivered.isoformat(), "supplier": case.customer.name, "consignee": case.own.name,
        "total": f"{case.total:.2f}", "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    return Drawn("goods_receipt", "goods_received", [paper], named(case.customer), fields)


@layout("tuning", "goods_receipt")
def purchase_report(case: Case, rng: random.Random) -> Drawn:
    """实际进货情况报告."""
    paper, number = Paper(), _entry_number(case, rng)
    paper.text(105, 22, "进货报告", font="serif-bold", size=20, spacing=4, align="m")
    for place, (left, right) in enumerate((
        (f"供应单位：{case.customer.name}", f"编号：{number}"),
        (f"进货单位：{case.own.name}", f"进货日期：{spoken_date(case.delivered, 'dot')}"),
        (f"合同编号：{case.contract_no}", ""),
    )):  # fmt: skip
        paper.text(24, 38 + place * 8, left, font="serif", size=11)
        paper.text(130, 38 + place * 8, right, font="serif", size=11)
    rows = [["序号", "货物名称", "规格型号", "单位", "数量", "单价", "金额"]]
    for n, g in enumerate(case.goods, 1):
        rows.append([str(n), g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), grouped(g.amount)])
    rows.append(["", "合计", "", "", "", "", grouped(case.total)])
    y = paper.table(22, 64, (12, 36, 42, 14, 20, 20, 24), rows, row_height=8.5, font="serif", align="mllmrrr")
    paper.text(24, y + 8, "到货情况：包装完好，数量相符，质量合格。", font="serif", size=11)
    paper.text(130, y + 20, f"报告人：{case.clerk}", font="serif", size=11)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "date": case.delivered.isoformat(),
        "supplier": case.customer.name, "consignee": case.own.name, "total": f"{case.total:.2f}",
        "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    return Drawn("goods_receipt", "purchase_report", [paper], named(case.customer), fields)


@layout("tuning", "packing_list")
def packing_slip(case: Case, rng: random.Random) -> Drawn:
    """装箱单."""
    own, firm, paper = case.own, case.customer, Paper()
    number = f"ZX{case.delivered:%Y%m%d}{rng.randint(1, 9)}"
    paper.text(105, 20, own.name, font="hei", size=14, align="m")
    paper.text(105, 30, "装 箱 单", font="hei", size=20, align="m")
    for place, (left, right) in enumerate((
        (f"收货单位：{firm.name}", f"装箱单号：{number}"), (f"合同编号：{case.contract_no}", f"装箱日期：{spoken_date(case.delivered)}"),
        (f"发运批号：{case.shipment_no}", "目的港：仁川"),
    )):  # fmt: skip
        paper.text(24, 46 + place * 8, left, size=11)
        paper.text(124, 46 + place * 8, right, size=11)
    rows = [["箱号", "货物名称", "规格型号", "单位", "数量", "毛重kg", "净重kg", "尺寸cm"]]
    for n, g in enumerate(case.goods, 1):
        net = rng.randint(150, 900)
        rows.append([str(n), g.item, g.spec, g.unit, plain(g.quantity), str(net + 30), str(net), "120*80*60"])
    y = paper.table(22, 74, (12, 34, 40, 14, 18, 16, 16, 18), rows, row_height=8.5, align="mllmrrrm")
    paper.text(
        24,
        y + 8,
        f"合计箱数：{len(case.goods)}箱      装箱人：{case.driver}      复核：{case.clerk}",
        size=10.5,
    )
    seal(paper, 158, y + 22, own, rng, "发货专用章", size=39)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no, "supplier": own.name,
        "date": case.delivered.isoformat(), "consignee": firm.name, "lines": [g.truth("price", "amount") for g in case.goods],
    }  # fmt: skip
    return Drawn("packing_list", "packing_slip", [paper], named(firm), fields)


@layout("tuning", "packing_list")
def weight_list(case: Case, rng: random.Random) -> Drawn:
    """发货码单: bundles and weights."""
    firm, paper = case.customer, Paper(210, 148, ground=(250, 246, 232))
    number = f"MD{case.delivered:%y%m%d}{rng.randint(10, 99)}"
    paper.text(105, 10, "发货码单", font="zenhei", size=18, align="m", spacing=3)
    paper.text(18, 24, f"收货单位：{firm.name}", font="zenhei", size=10)
    paper.text(196, 24, f"码单号：{number}", font="zenhei", size=10, align="r")
    paper.text(18, 31, f"发货单位：{case.own.name}", font="zenhei", size=10)
    paper.text(196, 31, f"日期：{spoken_date(case.delivered, 'dash')}", font="zenhei", size=10, align="r")
    paper.text(18, 38, f"合同号：{case.contract_no}    批次号：{case.shipment_no}", font="zenhei", size=10)
    rows = [["捆号", "品名", "规格", "单位", "数量", "备注"]]
    rows += [
        [f"K{n:03d}", g.item, g.spec, g.unit, plain(g.quantity), ""] for n, g in enumerate(case.goods, 1)
    ]
    y = paper.table(
        18, 45, (22, 44, 48, 18, 26, 20), rows, row_height=7.5, font="zenhei", size=9, align="mllmrl"
    )
    paper.text(18, y + 6, f"司磅：{case.driver}      制单：{case.clerk}", font="zenhei", size=10)
    sign(paper, 130, y + 8, rng)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no, "supplier": case.own.name,
        "date": case.delivered.isoformat(), "consignee": firm.name, "lines": [g.truth("price", "amount") for g in case.goods],
    }  # fmt: skip
    return Drawn("packing_list", "weight_list", [paper], named(firm), fields)


@layout("tuning", "customs_declaration")
def customs_form(case: Case, rng: random.Random) -> Drawn:
    """中华人民共和国海关出口货物报关单, upright."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 16, "中华人民共和国海关出口货物报关单", font="serif-bold", size=16, align="m")
    number = f"{rng.randint(1000, 9999)}{case.delivered.year}0{rng.randint(10**8, 10**9 - 1)}"
    paper.text(16, 28, f"预录入编号：{number[:9]}", font="serif", size=9.5)
    paper.text(108, 28, f"海关编号：{number}", font="serif", size=9.5)
    rows = (
        (12, ((3, f"发货单位 {own.name}", "v"), (2, "出口口岸 天津新港", "v"), (2, f"申报日期 {case.delivered.isoformat()}", "v"))),
        (12, ((3, f"收货单位 {firm.name}", "v"), (2, "运输方式 江海运输", "v"), (2, f"批次号 {case.shipment_no}", "v"))),
        (12, ((3, f"合同协议号 {case.contract_no}", "v"), (2, "贸易方式 一般贸易", "v"), (2, "成交方式 FOB", "v"))),
        (12, ((3, "运抵国（地区） 韩国", "v"), (2, "指运港 仁川", "v"), (2, "境内货源地 石家庄", "v"))),
    )  # fmt: skip
    y = form(paper, 14, 35, 182, rows, font="serif", size=9)
    table = [["项号", "商品编号", "商品名称、规格型号", "数量及单位", "单价", "总价", "币制"]]
    for n, g in enumerate(case.goods[:5], 1):
        table.append(
            [
                str(n),
                f"73{rng.randint(10**7, 10**8 - 1)}",
                f"{g.item} {g.spec}",
                f"{plain(g.quantity)}{g.unit}",
                plain(g.price),
                f"{g.amount:.2f}",
                "人民币",
            ]
        )
    y = paper.table(14, y, (12, 28, 54, 28, 20, 26, 14), table, row_height=9.5, font="serif", size=9)
    paper.text(16, y + 8, f"申报单位（签章）：{own.name}", font="serif", size=10)
    paper.text(130, y + 8, "海关审单批注及放行日期", font="serif", size=10)
    seal(paper, 72, y + 18, own, rng, "报关专用章", size=39)
    seal(paper, 158, y + 22, "中华人民共和国天津新港海关", rng, "放行章", size=38)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("customs_declaration", "customs_form", [paper], named(firm), fields)


@layout("tuning", "customs_declaration")
def customs_procedure(case: Case, rng: random.Random) -> Drawn:
    """出口货物报关单 as a forwarder prints it."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    number = f"{rng.randint(1000, 9999)}{case.delivered.year}0{rng.randint(10**8, 10**9 - 1)}"
    paper.text(148.5, 14, "出口货物报关单", font="hei", size=20, spacing=2, align="m")
    for place, (left, right) in enumerate((
        (f"报关单号：{number}", f"申报日期：{spoken_date(case.delivered)}"), (f"经营单位：{own.name}", f"合同号：{case.contract_no}"),
        (f"收货人：{firm.name}", f"批次号：{case.shipment_no}"), ("运输方式：水路", "监管方式：一般贸易"),
    )):  # fmt: skip
        paper.text(24, 30 + place * 8, left, size=11)
        paper.text(160, 30 + place * 8, right, size=11)
    rows = [["序号", "商品名称", "规格", "数量", "单位", "单价", "总价"]]
    for n, g in enumerate(case.goods, 1):
        rows.append([str(n), g.item, g.spec, plain(g.quantity), g.unit, plain(g.price), f"{g.amount:.2f}"])
    y = paper.table(24, 66, (16, 60, 60, 30, 20, 30, 34), rows, row_height=9, align="mllrmrr")
    paper.text(24, y + 8, f"报关员：{case.driver}", size=11)
    seal(paper, 230, y + 20, "中华人民共和国天津新港海关", rng, "验讫章", size=40)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("customs_declaration", "customs_procedure", [paper], named(firm), fields)


@layout("tuning", "inspection_report")
def works_report(case: Case, rng: random.Random) -> Drawn:
    """出厂检验报告."""
    firm, own, paper, item = case.customer, case.own, Paper(), case.goods[0]
    number = f"JY-{case.delivered:%Y%m}-{rng.randint(1, 99):03d}"
    paper.text(105, 18, own.name, font="serif", size=13, align="m")
    paper.text(105, 27, "出厂检验报告", font="serif-bold", size=22, spacing=2, align="m")
    rows = (
        (10, ((2, "报告编号", "l"), (4, number, "c"), (2, "报告日期", "l"), (4, spoken_date(case.delivered), "c"))),
        (10, ((2, "客户名称", "l"), (4, firm.name, "v"), (2, "合同编号", "l"), (4, case.contract_no, "c"))),
        (10, ((2, "产品名称", "l"), (4, item.item, "c"), (2, "规格型号", "l"), (4, item.spec, "c"))),
        (10, ((2, "批次号", "l"), (4, case.shipment_no, "c"), (2, "数量", "l"), (4, f"{plain(item.quantity)}{item.unit}", "c"))),
    )  # fmt: skip
    y = form(paper, 22, 44, 166, rows, font="serif", size=10)
    table = [["检验项目", "标准要求", "检验结果", "判定"]]
    table += [["外观质量", "表面光滑无缺陷", "符合", "合格"], ["尺寸偏差", "±0.5mm", "+0.2mm", "合格"], ["化学成分", "GB/T 700", "符合", "合格"],
              ["屈服强度", "≥235MPa", f"{rng.randint(250, 300)}MPa", "合格"], ["弯曲试验", "180°无裂纹", "无裂纹", "合格"]]  # fmt: skip
    y = paper.table(22, y + 4, (46, 50, 44, 26), table, row_height=9, font="serif", size=10)
    paper.text(22, y + 8, "结论：该批产品经检验合格，准予出厂。", font="serif", size=11.5)
    paper.text(22, y + 24, f"检验：{case.driver}      审核：{case.clerk}      批准：", font="serif", size=11)
    sign(paper, 120, y + 25, rng)
    seal(paper, 158, y + 18, own, rng, "检验专用章", size=40)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("inspection_report", "works_report", [paper], named(firm), fields)


@layout("tuning", "inspection_report")
def quality_test(case: Case, rng: random.Random) -> Drawn:
    """成品检测报告 on a lying sheet."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    number = f"CJ{case.delivered:%Y%m%d}{rng.randint(1, 30):02d}"
    paper.text(148.5, 14, "产品检测报告", font="hei", size=20, align="m")
    for place, (left, right) in enumerate((
        (f"受检单位：{own.name}", f"报告编号：{number}"), (f"收货单位：{firm.name}", f"检测日期：{spoken_date(case.delivered, 'dash')}"),
        (f"合同号：{case.contract_no}", f"批号：{case.shipment_no}"),
    )):  # fmt: skip
        paper.text(24, 28 + place * 8, left, size=11)
        paper.text(180, 28 + place * 8, right, size=11)
    rows = [["产品", "规格", "数量", "外观", "尺寸", "力学性能", "结论"]]
    rows += [
        [g.item, g.spec, f"{plain(g.quantity)}{g.unit}", "合格", "合格", "合格", "合格"] for g in case.goods
    ]
    y = paper.table(24, 56, (50, 56, 36, 26, 26, 32, 24), rows, row_height=9)
    paper.text(24, y + 8, "检测结论：所检项目符合标准要求。", size=11)
    paper.text(24, y + 18, f"检测员：{case.driver}        主管：{case.clerk}", size=11)
    seal(paper, 220, y + 16, own, rng, "质量检验章", size=40)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("inspection_report", "quality_test", [paper], named(firm), fields)


@layout("tuning", "commodity_inspection")
def commodity_certificate(case: Case, rng: random.Random) -> Drawn:
    """海关商检证明."""
    firm, own, paper, item = case.customer, case.own, Paper(ground=(250, 252, 250)), case.goods[0]
    number = f"SJ{case.delivered:%Y}{rng.randint(10**6, 10**7 - 1)}"
    paper.frame(12, 12, 198, 285, width=0.6, color=(60, 110, 90))
    paper.text(105, 28, "海关商检证明", font="hei", size=26, spacing=3, align="m")
    paper.text(180, 48, f"证明编号：{number}", size=11, align="r")
    for place, (label, value) in enumerate((
        ("发货单位：", own.name), ("收货单位：", firm.name), ("商品名称：", item.item), ("规格型号：", item.spec),
        ("数    量：", f"{plain(item.quantity)}{item.unit}"), ("合同编号：", case.contract_no), ("批次编号：", case.shipment_no),
    )):  # fmt: skip
        paper.filled(30, 64 + place * 12, label, value, until=178, size=12, dotted=True)
    y = paper.paragraph(30, 154, 150, "上述出口商品经检验检疫，品质、数量、重量及包装均符合合同与国家技术规范的强制性要求，准予出口。",
                        size=12.5, leading=1.8, indent=2)  # fmt: skip
    paper.text(110, y + 20, f"日期：{spoken_date(case.delivered)}", size=12)
    seal(paper, 140, y + 22, "中华人民共和国天津海关", rng, "检验检疫章", size=42)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("commodity_inspection", "commodity_certificate", [paper], named(firm), fields)


@layout("tuning", "commodity_inspection")
def exit_clearance(case: Case, rng: random.Random) -> Drawn:
    """出境货物商检通关证明 in a grid."""
    firm, own, paper, item = case.customer, case.own, Paper(210, 200), case.goods[0]
    number = f"{rng.randint(10**8, 10**9 - 1)}{rng.randint(100000, 999999)}"
    paper.text(105, 14, "中华人民共和国海关", font="serif-bold", size=15, align="m")
    paper.text(105, 24, "出境货物商检证明", font="serif-bold", size=19, align="m")
    paper.text(190, 36, f"编号：{number}", font="serif", size=10.5, align="r")
    rows = (
        (12, ((2, "发货人", "l"), (8, own.name, "v"))), (12, ((2, "收货人", "l"), (8, firm.name, "v"))),
        (12, ((2, "合同号", "l"), (3, case.contract_no, "c"), (2, "批次号", "l"), (3, case.shipment_no, "c"))),
        (12, ((2, "货物名称", "l"), (3, f"{item.item} {item.spec}", "c"), (2, "数/重量", "l"), (3, f"{plain(item.quantity)}{item.unit}", "c"))),
        (34, ((2, "证明", "l"), (8, "上述货物业经检验检疫合格，请海关予以放行。", "t"))),
    )  # fmt: skip
    y = form(paper, 20, 43, 170, rows, font="serif", size=11)
    paper.text(24, y + 8, f"签发日期：{spoken_date(case.delivered)}", font="serif", size=11)
    paper.text(110, y + 8, "签字：", font="serif", size=11)
    sign(paper, 134, y + 9, rng)
    seal(paper, 160, y - 4, "中华人民共和国天津海关", rng, "检验检疫章", size=42)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("commodity_inspection", "exit_clearance", [paper], named(firm), fields)
