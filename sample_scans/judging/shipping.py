"""Papers that travel with goods, for judging."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, plain, spoken_date
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, seal, sign


@layout("judging", "goods_receipt")
def stock_entry(case: Case, rng: random.Random) -> Drawn:
    """外购入库单: what the customer delivered to us."""
    paper = Paper(210, 140, ground=(255, 250, 222))
    ink: Color = (60, 60, 78)
    paper.text(105, 9, case.own.name, font="hei", size=13, align="m", color=ink)
    paper.text(105, 17, "外 购 入 库 单", font="hei", size=16, align="m", color=ink)
    number = f"RK{case.delivered:%Y%m%d}{rng.randint(1, 60):03d}"
    paper.text(14, 28, f"供应商：{case.customer.name}", size=10.5, color=ink)
    paper.text(112, 28, f"日期：{spoken_date(case.delivered, 'dash')}", size=10.5, color=ink)
    paper.text(152, 28, f"单据号：{number}", size=10.5, color=ink)
    rows = [["存货编码", "存货名称", "规格型号", "单位", "实收数量", "单价", "金额"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [f"W{place:04d}", g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", grouped(g.amount)]
        )
    rows.append(["合计", "", "", "", "", "", grouped(case.total)])
    y = paper.table(14, 36, (20, 36, 40, 14, 22, 22, 28), rows, row_height=7, align="lllmrrr", color=ink)
    paper.text(14, y + 4, f"采购订单号：{case.order_no}", size=10, color=ink)
    paper.text(
        14, y + 12, f"验收：{case.clerk}      保管：{case.driver}      制单：{case.clerk}", size=10, color=ink
    )
    sign(paper, 160, y + 13, rng)
    fields = {
        "slip_no": number, "order_no": case.order_no, "date": case.delivered.isoformat(),
        "supplier": case.customer.name, "total": f"{case.total:.2f}", "lines": [g.truth() for g in case.goods],
    }  # fmt: skip
    return Drawn("goods_receipt", "stock_entry", [paper], named(case.customer), fields)


@layout("judging", "packing_list")
def export_packing_list(case: Case, rng: random.Random) -> Drawn:
    """装箱单 / PACKING LIST in two languages."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 20, own.name, font="serif-bold", size=16, align="m")
    paper.text(105, 30, "装  箱  单", font="serif-bold", size=20, align="m")
    paper.text(105, 40, "PACKING LIST", font="serif", size=13, align="m")
    number = f"PL-{case.delivered:%y%m}{rng.randint(10, 99)}"
    paper.text(24, 54, f"收货单位 Consignee：{firm.name}", font="serif", size=10.5)
    paper.text(24, 62, f"合同号 Contract No.：{case.contract_no}", font="serif", size=10.5)
    paper.text(130, 54, f"编号 No.：{number}", font="serif", size=10.5)
    paper.text(130, 62, f"日期 Date：{spoken_date(case.delivered, 'dash')}", font="serif", size=10.5)
    paper.text(24, 70, f"批次号 Shipment No.：{case.shipment_no}", font="serif", size=10.5)
    rows = [["箱号", "品名", "规格", "单位", "数量", "毛重(kg)", "净重(kg)"]]
    for place, g in enumerate(case.goods, 1):
        net = rng.randint(200, 900)
        rows.append(
            [f"{place}/{len(case.goods)}", g.item, g.spec, g.unit, plain(g.quantity), str(net + 25), str(net)]
        )
    y = paper.table(24, 80, (16, 38, 40, 14, 20, 18, 18), rows, row_height=8.5, font="serif", align="mllmrrr")
    paper.text(24, y + 6, f"总箱数：{len(case.goods)}箱    包装：木箱    唛头：N/M", font="serif", size=10.5)
    seal(paper, 150, y + 30, own, rng, size=41)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "consignee": firm.name, "supplier": own.name,
        "lines": [g.truth("price", "amount") for g in case.goods],
    }  # fmt: skip
    return Drawn("packing_list", "export_packing_list", [paper], named(firm), fields)


@layout("judging", "customs_declaration")
def export_declaration(case: Case, rng: random.Random) -> Drawn:
    """中华人民共和国海关出口货物报关单, lying sheet."""
    firm, own, paper = case.customer, case.own, Paper(297, 210)
    paper.text(148.5, 12, "中华人民共和国海关出口货物报关单", font="hei", size=17, align="m")
    number = f"{rng.randint(1000, 9999)}{case.delivered.year}0{rng.randint(10**8, 10**9 - 1)}"
    paper.text(18, 24, f"预录入编号：{number}", size=9.5)
    paper.text(120, 24, f"海关编号：{number}", size=9.5)
    paper.text(222, 24, "页码/页数：1/1", size=9.5)
    rows = (
        (12, ((3, f"境内发货人\n{own.name}", "v"), (2, "出境关别\n新港海关(0202)", "v"), (2, f"出口日期\n{case.delivered:%Y%m%d}", "v"), (2, f"申报日期\n{case.delivered:%Y%m%d}", "v"))),
        (12, ((3, f"境外收货人\n{firm.name}", "v"), (2, "运输方式\n水路运输(2)", "v"), (2, "运输工具名称及航次号\nHAI FENG/126E", "v"), (2, f"提运单号\nSITG{rng.randint(10**6, 10**7 - 1)}", "v"))),
        (12, ((3, f"生产销售单位\n{own.name}", "v"), (2, "监管方式\n一般贸易(0110)", "v"), (2, "征免性质\n一般征税(101)", "v"), (2, "许可证号\n", "v"))),
        (12, ((3, f"合同协议号\n{case.contract_no}", "v"), (2, "贸易国（地区）\n韩国(KOR)", "v"), (2, "运抵国（地区）\n韩国(KOR)", "v"), (2, "指运港\n仁川(KOR003)", "v"))),
    )  # fmt: skip
    y = form(paper, 16, 30, 265, rows, size=9)
    table = [
        [
            "项号",
            "商品编号",
            "商品名称及规格型号",
            "数量及单位",
            "单价/总价/币制",
            "原产国(地区)",
            "最终目的国(地区)",
            "征免",
        ]
    ]
    for place, g in enumerate(case.goods[:4], 1):
        table.append(
            [
                str(place),
                f"730{rng.randint(1000000, 9999999)}",
                f"{g.item} {g.spec}",
                f"{plain(g.quantity)}{g.unit}",
                f"{g.price:.2f} {g.amount:.2f} 人民币",
                "中国(CHN)",
                "韩国(KOR)",
                "照章征税",
            ]
        )
    y = paper.table(16, y, (12, 30, 62, 32, 52, 26, 30, 21), table, row_height=11, size=9)
    paper.text(18, y + 6, f"报关人员：{case.driver}    申报单位：{own.name}（盖章）", size=10)
    paper.text(190, y + 6, "海关批注及签章", size=10)
    seal(paper, 96, y + 14, own, rng, "报关专用章", size=40)
    seal(paper, 236, y + 16, "中华人民共和国新港海关", rng, "验讫章", size=38)
    fields = {
        "number": number,
        "contract_no": case.contract_no,
        "date": case.delivered.isoformat(),
        "party": firm.name,
    }
    return Drawn("customs_declaration", "export_declaration", [paper], named(firm), fields)


@layout("judging", "inspection_report")
def factory_report(case: Case, rng: random.Random) -> Drawn:
    """产品出厂检验报告: chemistry and mechanics of one product."""
    firm, own, paper, item = case.customer, case.own, Paper(), case.goods[0]
    paper.text(105, 18, own.name, font="sans", size=14, align="m")
    paper.text(105, 28, "产品出厂检验报告", font="sans-bold", size=20, align="m")
    number = f"ZJ{case.delivered:%Y%m%d}-{rng.randint(1, 30):02d}"
    paper.text(24, 42, f"报告编号：{number}", font="sans", size=10.5)
    paper.text(186, 42, f"检验日期：{spoken_date(case.delivered)}", font="sans", size=10.5, align="r")
    rows = (
        (10, ((2, "收货单位", "l"), (5, firm.name, "v"), (2, "合同号", "l"), (4, case.contract_no, "c"))),
        (10, ((2, "产品名称", "l"), (5, item.item, "c"), (2, "规格", "l"), (4, item.spec, "c"))),
        (10, ((2, "检验依据", "l"), (5, "GB/T 3091-2015", "c"), (2, "批号", "l"), (4, case.shipment_no, "c"))),
        (10, ((2, "数量", "l"), (5, f"{plain(item.quantity)}{item.unit}", "c"), (2, "取样数", "l"), (4, "3", "c"))),
    )  # fmt: skip
    y = form(paper, 24, 49, 162, rows, font="sans", size=10)
    table = [["序号", "检验项目", "技术要求", "实测值", "单项结论"]]
    for place, (name, want, low, high) in enumerate(
        (
            ("外观", "无裂纹、划伤", "", ""),
            ("外径偏差 mm", "±0.5", "-0.2", "0.3"),
            ("壁厚偏差 mm", "±0.3", "-0.1", "0.2"),
            ("抗拉强度 MPa", "≥375", "402", "418"),
            ("断后伸长率 %", "≥20", "24", "27"),
            ("水压试验", "3.0MPa 不渗漏", "", ""),
        ),
        1,
    ):
        table.append([str(place), name, want, f"{low}~{high}" if low else "符合", "合格"])
    y = paper.table(24, y + 5, (16, 44, 42, 36, 24), table, row_height=9, font="sans")
    paper.text(24, y + 8, "检验结论：经检验，该批产品符合标准要求，准予出厂。", font="sans", size=11)
    paper.text(
        24, y + 24, f"检验员：{case.clerk}        审核：{case.driver}        批准：", font="sans", size=10.5
    )
    sign(paper, 138, y + 25, rng)
    seal(paper, 160, y + 20, own, rng, "质检专用章", size=39)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("inspection_report", "factory_report", [paper], named(firm), fields)


@layout("judging", "commodity_inspection")
def inspection_certificate(case: Case, rng: random.Random) -> Drawn:
    """海关商检证明: quality certificate of the customs."""
    firm, own, paper, item = case.customer, case.own, Paper(), case.goods[0]
    paper.text(105, 22, "中华人民共和国海关", font="serif-bold", size=18, align="m")
    paper.text(105, 33, "CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA", font="serif", size=9.5, align="m")
    paper.text(105, 46, "出口商品检验证书", font="serif-bold", size=22, align="m")
    number = f"{rng.randint(10, 99)}0{rng.randint(10**8, 10**9 - 1)}"
    paper.text(186, 62, f"编号 No.：{number}", font="serif", size=10.5, align="r")
    rows = (
        ("发货人", own.name), ("收货人", firm.name), ("品名", f"{item.item}  {item.spec}"),
        ("报检数量", f"{plain(item.quantity)}{item.unit}"), ("合同号", case.contract_no), ("批次号", case.shipment_no),
        ("检验日期", spoken_date(case.delivered)),
    )  # fmt: skip
    y = 74.0
    for label, value in rows:
        paper.filled(26, y, f"{label}：", value, until=184, font="serif", size=11.5)
        y += 11
    y = paper.paragraph(26, y + 6, 158, "检验结果：按照合同及相关标准抽样检验，上述商品的品质、数量、包装均符合要求，本证书仅对来样批次有效。",
                        font="serif", size=11.5, leading=1.8, indent=2)  # fmt: skip
    paper.text(110, y + 18, f"签证日期：{spoken_date(case.delivered)}", font="serif", size=11.5)
    paper.text(110, y + 28, "授权签字人：", font="serif", size=11.5)
    sign(paper, 150, y + 29, rng)
    seal(paper, 60, y + 26, "中华人民共和国新港海关", rng, "检验检疫专用", size=42)
    fields = {
        "number": number, "contract_no": case.contract_no, "shipment_no": case.shipment_no,
        "date": case.delivered.isoformat(), "party": firm.name,
    }  # fmt: skip
    return Drawn("commodity_inspection", "inspection_certificate", [paper], named(firm), fields)
