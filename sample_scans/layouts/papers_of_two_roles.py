"""Papers whose labels mean the one firm or the other by the kind of paper, and labels in two languages."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.goods_tables import Column, Look, goods_table, lines_truth, span_row, total_row
from sample_scans.layouts.slip_heads import put
from sample_scans.money import grouped, in_words, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import seal, sign

_GOODS = (
    Column("行号", 12, "no"),
    Column("存货编码", 26, "code"),
    Column("存货名称", 36, "item", "l"),
    Column("规格型号", 42, "spec", "l"),
    Column("单位", 14, "unit"),
    Column("数量", 20, "quantity", "r"),
    Column("单价", 20, "price", "r"),
    Column("金额", 26, "amount", "r"),
)
_SHORT = (
    Column("序号", 14, "no"),
    Column("品名", 46, "item", "l"),
    Column("规格", 48, "spec", "l"),
    Column("单位", 18, "unit"),
    Column("数量", 28, "quantity", "r"),
)


@layout("tuning", "goods_receipt")
def receipt_of_a_program(case: Case, rng: random.Random) -> Drawn:
    """采购入库单 of a program: the supplier stands behind 往来单位, the own firm in the heading."""
    firm, own, paper = case.customer, case.own, Paper(241, 140)
    number = f"CGRK{case.delivered:%Y%m}{rng.randint(1, 999):03d}"
    paper.text(120, 8, own.name, font="song", size=13, align="m")
    paper.text(120, 16, rng.choice(("采购入库单", "外购入库单", "进 货 单")), font="hei", size=17, align="m")
    label = rng.choice(("往来单位", "往来单位名称", "来货单位", "供应单位"))
    put(paper, ((14, 27, f"{label}：{firm.name}"), (120, 27, f"单据编号：{number}"), (186, 27, f"单据日期：{spoken_date(case.delivered, 'dash')}"),
                (14, 33, "收货仓库：原材料仓"), (120, 33, f"经手人：{case.clerk}"), (186, 33, "部门：采购部")))  # fmt: skip
    last = total_row(_GOODS, "合计", amount=grouped(case.total))
    y = goods_table(paper, 14, 41, _GOODS, case.goods, rng, Look(size=9, row=6.4, head=6.4), more=[last])
    put(paper, ((14, y + 4, f"制单人：{case.clerk}"), (80, y + 4, "审核人："), (140, y + 4, "库管：")))
    sign(paper, 160, y + 4, rng)
    fields = {
        "slip_no": number, "date": case.delivered.isoformat(), "supplier": firm.name, "consignee": own.name,
        "total": f"{case.total:.2f}", "lines": lines_truth(case.goods, _GOODS),
    }  # fmt: skip
    return Drawn("goods_receipt", "receipt_of_a_program", [paper], named(firm), fields)


@layout("tuning", "goods_receipt")
def customers_inspection_on_arrival(case: Case, rng: random.Random) -> Drawn:
    """到货验收单 of the customer: its own number beside the number of our slip; no rules, names from the left."""
    firm, own, paper = case.customer, case.own, Paper()
    number = f"YS{case.delivered:%Y%m%d}{rng.randint(1, 99):02d}"
    paper.text(105, 18, firm.name, font="hei", size=13, align="m")
    title = rng.choice(("到货验收单", "采购收货单", "物资验收单"))
    paper.text(105, 27, title, font="serif-bold", size=19, align="m")
    put(paper, ((22, 42, f"{rng.choice(('供应商名称', '送货单位名称', '供货单位'))}：{own.name}"), (128, 42, f"验收单号：{number}"),
                (22, 50, f"送货单号：{case.slip_no}"), (128, 50, f"验收日期：{spoken_date(case.delivered)}"),
                (22, 58, f"订单编号：{case.order_no}")), font="serif", size=11)  # fmt: skip
    look = Look(font="serif", size=10.5, row=8, head=8, rules="head")
    y = goods_table(paper, 22, 68, _SHORT, case.goods, rng, look)
    put(
        paper,
        ((22, y + 6, "验收结论：数量相符，合格。"), (22, y + 16, "验收人："), (128, y + 16, "保管员：")),
    )
    sign(paper, 46, y + 16, rng)
    fields = {
        "slip_no": number, "order_no": case.order_no, "date": case.delivered.isoformat(),
        "supplier": own.name, "lines": lines_truth(case.goods, _SHORT),
    }  # fmt: skip
    return Drawn("goods_receipt", "customers_inspection_on_arrival", [paper], named(firm), fields)


@layout("tuning", "order")
def order_of_a_program(case: Case, rng: random.Random) -> Drawn:
    """采购订单 or 销售订单 of one program: by the title 往来单位 is the supplier or the buyer."""
    firm, own, paper = case.customer, case.own, Paper()
    buying = rng.random() < 0.5
    number = f"{'CGDD' if buying else 'XSDD'}-{case.signed:%Y-%m}-{rng.randint(1, 9999):04d}"
    paper.text(105, 16, own.name, font="hei", size=13, align="m")
    paper.text(105, 25, "采购订单" if buying else "销售订单", font="hei", size=18, align="m")
    put(paper, ((8, 40, f"往来单位：{firm.name}"), (118, 40, f"单据编号：{number}"),
                (8, 47, f"单据日期：{spoken_date(case.signed, 'dash')}"), (118, 47, f"业务员：{case.clerk}")))  # fmt: skip
    last = total_row(_GOODS, "合计", amount=f"{case.total:.2f}")
    y = goods_table(paper, 7, 56, _GOODS, case.goods, rng, Look(size=9, row=7, head=7), more=[last])
    put(
        paper, ((8, y + 5, f"合计金额（大写）：{in_words(case.total)}"), (8, y + 13, f"制单人：{case.clerk}"))
    )
    fields = {
        "order_no": number, "date": case.signed.isoformat(), "amount": f"{case.total:.2f}",
        "buyer": own.name if buying else firm.name, "supplier": firm.name if buying else own.name,
    }  # fmt: skip
    return Drawn("order", "order_of_a_program", [paper], named(firm), fields)


@layout("tuning", "packing_list")
def packing_list_in_two_languages(case: Case, rng: random.Random) -> Drawn:
    """装箱单 PACKING LIST: each label in Chinese and English, S/C No. and P/O No. in the corner."""
    firm, own, paper = case.customer, case.own, Paper()
    number = f"HD{case.delivered:%y}-{rng.randint(100, 9999):04d}"
    paper.text(105, 16, own.name, font="hei", size=14, align="m")
    paper.text(105, 26, "装箱单 PACKING LIST", font="hei", size=17, align="m")
    contract = rng.choice(("合同号 Contract No.", "S/C No.", "合约号 Sales Contract No.", "合同号/订单号"))
    put(paper, ((20, 42, f"收货人 Consignee：{firm.name}"), (124, 42, f"编号 P/L No.：{number}"),
                (20, 49, f"{contract}：{case.contract_no}"), (124, 49, f"日期 Date：{spoken_date(case.delivered, 'dash')}"),
                (20, 56, f"客户订单号 P.O. No.：{case.order_no}"), (124, 56, f"L/C No.: LC{rng.randint(10**6, 10**7)}"),
                (20, 63, "From: SHANGHAI"), (124, 63, "To: INCHEON")))  # fmt: skip
    rows = [["箱号", "品名", "规格", "数量", "净重(KG)", "毛重(KG)"]]
    for place, g in enumerate(case.goods, 1):
        net = rng.randint(80, 900)
        rows.append([str(place), g.item, g.spec, f"{g.quantity.normalize():f}{g.unit}", str(net), str(net + rng.randint(3, 40))])  # fmt: skip
    rows.append(["合计", "", "", "", str(rng.randint(900, 4000)), str(rng.randint(4001, 5000))])
    y = paper.table(20, 72, (16, 40, 48, 26, 20, 20), rows, row_height=8, align="mllrrr")
    seal(paper, 150, y + 6, own, rng, size=38)
    fields = {
        "slip_no": number, "contract_no": case.contract_no, "order_no": case.order_no,
        "date": case.delivered.isoformat(), "consignee": firm.name, "supplier": own.name,
    }  # fmt: skip
    return Drawn("packing_list", "packing_list_in_two_languages", [paper], named(firm), fields)


@layout("tuning", "contract")
def sales_confirmation(case: Case, rng: random.Random) -> Drawn:
    """销售确认书 of one page, labels in two languages."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 18, own.name, font="hei", size=13, align="m")
    paper.text(105, 27, "销 售 确 认 书", font="hei", size=19, align="m")
    paper.text(105, 37, "SALES CONFIRMATION", font="sans", size=11, align="m")
    put(paper, ((22, 50, f"卖方 Sellers: {own.name}"), (122, 50, f"编号 No.: {case.contract_no}"),
                (22, 58, f"买方 Buyers: {firm.name}"), (122, 58, f"日期 Date: {spoken_date(case.signed, 'dash')}"),
                (22, 68, "兹经买卖双方同意，按下列条款成交：")), size=10.5)  # fmt: skip
    columns = (*_SHORT[1:3], Column("数量", 20, "quantity", "r"), Column("单价", 24, "price", "r"), Column("金额", 30, "amount", "r"))  # fmt: skip
    look = Look(size=10, row=8, head=8)
    y = goods_table(paper, 22, 78, columns, case.goods, rng, look)
    y = span_row(paper, 22, y, 8, ((168, f"总值 Total Value: RMB{grouped(case.total)}", "l"),), look)
    put(paper, ((22, y + 8, "1. 付款条件 Payment: 发货前付清。"), (22, y + 16, "2. 违约责任：按《民法典》执行。"),
                (22, y + 40, "买方 The Buyers"), (122, y + 40, "卖方 The Sellers")), size=10.5)  # fmt: skip
    seal(paper, 130, y + 30, own, rng, "合同专用章", size=40)
    fields = {
        "contract_no": case.contract_no, "party_a": firm.name, "party_b": own.name,
        "signed": case.signed.isoformat(), "amount": f"{case.total:.2f}",
    }  # fmt: skip
    return Drawn("contract", "sales_confirmation", [paper], named(firm), fields)


@layout("tuning", "other")
def drawn_from_the_store(case: Case, rng: random.Random) -> Drawn:
    """材料出库单 or 领料单 of a workshop: nothing leaves the house, whatever its title ends with."""
    paper = Paper(210, 140)
    paper.text(
        105, 14, rng.choice(("材料出库单", "领 料 单", "生产领料出库单")), font="hei", size=18, align="m"
    )
    put(paper, ((20, 28, f"{rng.choice(('领用部门', '领料部门'))}：机加工车间"), (116, 28, f"出库单号：{case.slip_no}"),
                (20, 35, f"出库日期：{spoken_date(case.delivered)}"), (116, 35, "用途：生产领用")))  # fmt: skip
    y = goods_table(paper, 20, 44, _SHORT, case.goods, rng, Look(size=9.5, row=7, head=7))
    put(
        paper,
        ((20, y + 5, f"领料人：{case.driver}"), (80, y + 5, f"发料人：{case.clerk}"), (140, y + 5, "主管：")),
    )
    return Drawn("other", "drawn_from_the_store", [paper])
