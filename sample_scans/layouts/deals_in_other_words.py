"""Contracts, slips and receipts whose parties, days and sums stand in other words and other places."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.contract_pages import Flow, contract
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row
from sample_scans.layouts.slip_heads import put, slip
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, seal, sign


@layout("tuning", "contract")
def seller_is_party_a(case: Case, rng: random.Random) -> Drawn:
    """销售合同 of the seller, who is 甲方; number in the title's row; both parties with their codes."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 40, font="song", size=11, leading=1.65, margin=24)
    paper = flow.paper
    paper.text(24, 22, rng.choice(("产品销售合同", "购销协议", "供货协议书")), font="hei", size=19)
    paper.text(
        186,
        25,
        f"{rng.choice(('No.', '合同编号：', '(编号) ', '合同号: '))}{case.contract_no}",
        size=10.5,
        align="r",
    )
    a, b = rng.choice(
        (("甲方（供方）", "乙方（需方）"), ("甲方（卖方）", "乙方（买方）"), ("甲 方", "乙 方"))
    )
    flow.say_all((
        f"{a}：{own.name}", f"统一社会信用代码：{own.uscc}", f"{b}：{firm.name}", f"统一社会信用代码：{firm.uscc}",
        f"甲、乙双方于{spoken_date(case.signed)}在{case.place}就乙方购买甲方产品达成如下协议：", "1．产品明细如下表：",
    ))  # fmt: skip
    columns = (
        Column("品名", 36, "item"), Column("规格型号", 42, "spec"), Column("数量", 24, "quantity"), Column("单位", 14, "unit"), Column("单价", 22, "price"), Column("金额", 26, "amount"),
    )  # fmt: skip
    flow.y = goods_table(paper, 24, flow.y, columns, case.goods, rng, Look(size=9.5)) + 3
    flow.say_all((
        f"2．总金额：￥{grouped(case.total)}元，大写：{in_words(case.total)}。", f"3．乙方于签订之日支付订金￥{grouped(cents(case.total / 5))}元，余款提货时付清。",
        "4．质量标准：按国标。质保期一年。", "5．运输：乙方自提，费用自理。", "6．违约方应向守约方支付合同总额20%的违约金。", "7．争议由甲方所在地法院管辖。", "8．本协议一式两份，双方盖章生效。",
    ))  # fmt: skip
    flow.room(46)
    for x, role, who in ((24.0, "甲方（盖章）", own), (112.0, "乙方（盖章）", firm)):
        put(
            flow.paper,
            ((x, flow.y + 8, role), (x, flow.y + 17, "代表："), (x, flow.y + 26, f"电话：{who.phone}")),
            size=10.5,
        )
        seal(flow.paper, x + 46, flow.y + 16, who, rng, "合同专用章", size=40)
        sign(flow.paper, x + 30, flow.y + 17, rng)
    return contract("seller_is_party_a", flow.pages, case, own, firm)


@layout("tuning", "contract")
def parties_in_a_closing_table(case: Case, rng: random.Random) -> Drawn:
    """加工定作合同 whose parties stand only in a table at its end, rows for name, address and day."""
    firm, own = case.customer, case.own
    fee = Decimal(rng.randint(20, 800) * 100)
    flow = Flow([Paper()], 44, font="serif", size=11, leading=1.7, margin=24)
    flow.paper.text(
        105,
        22,
        rng.choice(("加工定作合同", "技术开发合同", "广告制作合同", "维修服务合同")),
        font="serif-bold",
        size=20,
        align="m",
    )
    flow.paper.text(186, 34, f"合同编码：{case.contract_no}", font="serif", size=10, align="r")
    first, second = rng.choice((("甲方", "乙方"), ("定作方", "承揽方"), ("委托方", "受托方")))
    flow.say_all((
        f"为明确{first}和{second}的权利义务，经双方协商一致，签订本合同。", f"一、{second}为{first}加工{case.goods[0].item}，规格{case.goods[0].spec}，由{second}提供材料。",
        f"二、合同价款：共计人民币{in_words(fee)}（￥{grouped(fee)}）。", f"三、交货期限：{spoken_date(case.delivered)}以前。",
        "四、验收：按双方确认的图纸验收，保质期六个月。", f"五、付款：验收后十日内付清；{first}逾期付款的，每日支付违约金500元。", "六、争议解决：双方协商，协商不成的提交仲裁。", "七、本合同一式两份，签字盖章后生效。",
    ), indent=2)  # fmt: skip
    flow.room(70)
    rows = (
        (9, ((2, "", "l"), (5, first, "c"), (5, second, "c"))), (10, ((2, "单位名称", "l"), (5, firm.name, "v"), (5, own.name, "v"))),
        (10, ((2, "地 址", "l"), (5, firm.address, "v"), (5, own.address, "v"))), (10, ((2, "代 表 人", "l"), (5, firm.contact, "v"), (5, own.contact, "v"))),
        (10, ((2, "签订日期", "l"), (5, spoken_date(case.signed), "v"), (5, spoken_date(case.signed), "v"))),
    )  # fmt: skip
    top = flow.y + 6
    form(flow.paper, 24, top, 162, rows, font="serif", size=10)
    seal(flow.paper, 92, top + 26, firm, rng, "合同专用章", size=38)
    seal(flow.paper, 164, top + 26, own, rng, "合同专用章", size=38)
    return contract(
        "parties_in_a_closing_table",
        flow.pages,
        case,
        firm,
        own,
        code=False,
        place=None,
        amount=f"{fee:.2f}",
        amount_in_words=in_words(fee),
    )


@layout("tuning", "delivery_slip")
def english_delivery_note(case: Case, rng: random.Random) -> Drawn:
    """DELIVERY NOTE with English labels alone, goods and names in Chinese."""
    firm, own, paper = case.customer, case.own, Paper(210, 148)
    paper.text(105, 9, own.name, font="sans-bold", size=13, align="m")
    paper.text(105, 17, "DELIVERY NOTE", font="sans-bold", size=14, align="m")
    put(paper, (
        (14, 28, f"{rng.choice(('Customer', 'Deliver To', 'Consignee', 'Ship To'))}: {firm.name}"), (136, 28, f"{rng.choice(('D/N No.', 'Delivery Note No.', 'No.'))}: {case.slip_no}"),
        (14, 34, f"Address: {firm.address}"), (136, 34, f"Date: {rng.choice((case.delivered.isoformat(), f'{case.delivered:%d-%b-%Y}'))}"), (14, 40, f"P.O. No.: {case.order_no}"),
    ), font="sans", size=9.5)  # fmt: skip
    columns = (
        Column("Item", 14, "no"), Column("Description", 46, "item", "l"), Column("Specification", 48, "spec", "l"), Column("Unit", 16, "unit"), Column("Quantity", 26, "quantity", "r"), Column("Remarks", 32, "blank"),
    )  # fmt: skip
    y = goods_table(paper, 14, 48, columns, case.goods, rng, Look(font="sans", size=9))
    put(
        paper,
        ((14, y + 6, f"Delivered by: {case.driver}"), (112, y + 6, "Received by (signature & chop):")),
        font="sans",
        size=9.5,
    )
    sign(paper, 172, y + 7, rng)
    return slip("english_delivery_note", paper, case, columns, order_no=case.order_no, total=None)


@layout("tuning", "delivery_slip")
def head_in_one_frame(case: Case, rng: random.Random) -> Drawn:
    """送货单 whose head, goods and foot are one frame: spread labels in cells, sum in words across."""
    firm, own, paper = case.customer, case.own, Paper(210, 160)
    ink: Color = (40, 40, 60)
    paper.text(
        105,
        10,
        rng.choice(("送 货 单", "发 货 清 单", "销 售 单")),
        font="serif-bold",
        size=19,
        align="m",
        color=ink,
    )
    rows = (
        (8, ((2, rng.choice(("收 货 单 位", "客 户 名 称", "购 货 单 位")), "l"), (6, firm.name, "v"), (2, "单 号", "l"), (4, case.slip_no, "v"))),
        (8, ((2, rng.choice(("发 货 单 位", "供 货 单 位", "销 货 单 位")), "l"), (6, own.name, "v"), (2, "日 期", "l"), (4, spoken_date(case.delivered, rng.choice(("zh", "dot", "slash"))), "v"))),
        (8, ((2, "送 货 地 址", "l"), (6, firm.address, "v"), (2, "合 同 号", "l"), (4, case.contract_no, "v"))),
    )  # fmt: skip
    y = form(paper, 16, 24, 178, rows, font="serif", size=9.5)
    columns = (
        Column("名 称", 40, "item"), Column("规 格 型 号", 46, "spec"), Column("单 位", 16, "unit"), Column("数 量", 24, "quantity"), Column("单 价", 24, "price"), Column("金 额", 28, "amount"),
    )  # fmt: skip
    look = Look(font="serif", size=9.5, empty=2)
    y = goods_table(paper, 16, y, columns, case.goods, rng, look)
    y = span_row(
        paper,
        16,
        y,
        8,
        ((126, f"金额合计（大写）：{in_words(case.total)}", "l"), (52, f"￥{case.total:.2f}元", "l")),
        look,
    )
    put(
        paper,
        (
            (16, y + 5, f"制单：{case.clerk}"),
            (70, y + 5, f"送货：{case.driver}"),
            (124, y + 5, "收货人（签章）："),
        ),
        font="serif",
    )
    sign(paper, 158, y + 6, rng)
    return slip(
        "head_in_one_frame",
        paper,
        case,
        columns,
        contract_no=case.contract_no,
        total_in_words=in_words(case.total),
    )


@layout("tuning", "receipt")
def note_of_receipt(case: Case, rng: random.Random) -> Drawn:
    """收条 or 收款收据 as a letter: who paid, for which contract, the sum in words and figures, the day."""
    firm, own, paper = case.customer, case.own, Paper(210, 148)
    amount = cents(case.total / rng.randint(2, 5))
    paper.text(105, 22, rng.choice(("收  条", "收  据", "收款收据")), font="hei", size=22, align="m")
    y = paper.paragraph(
        28,
        44,
        154,
        f"今收到{firm.name}交来{case.contract_no}号合同货款人民币{in_words(amount)}（￥{amount:.2f}），款已收讫。特立此据。",
        font="kai",
        size=14,
        leading=1.8,
        indent=2,
    )
    put(
        paper,
        (
            (112, y + 10, f"收款单位：{own.name}"),
            (112, y + 20, f"经手人：{case.clerk}"),
            (112, y + 30, spoken_date(case.delivered)),
        ),
        font="kai",
        size=12,
    )
    seal(paper, 150, y + 20, own, rng, "财务专用章", size=38)
    return Drawn(
        "receipt",
        "note_of_receipt",
        [paper],
        named(firm),
        {"date": case.delivered.isoformat(), "amount": f"{amount:.2f}"},
    )
