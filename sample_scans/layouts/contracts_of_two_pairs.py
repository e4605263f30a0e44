"""Contracts about goods whose heads are grids, brackets, addresses or a line at the very top."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow, contract, term
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row, total_row
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import form, seal, sign
from sample_scans.people_and_firms import Firm

_CLAUSES = (
    "二、质量标准：按国家标准、行业标准执行，卖方提供产品合格证及材质证明。",
    "三、交货地点及方式：卖方负责送货至买方指定仓库，运费由卖方承担。",
    "四、验收：买方收货后七日内对数量、外观进行验收，有异议应书面通知卖方。",
    "五、结算方式及期限：货到票到后30日内以电汇方式付清全部货款。",
    "六、违约责任：逾期付款的，每日按未付款项的万分之五支付违约金；逾期交货的，按同一标准支付违约金。",
    "七、解决争议的方式：双方协商解决，协商不成的，由买方所在地人民法院管辖。",
    "八、其他：本合同一式两份，双方各执一份，自盖章之日起生效，传真件有效。",
)


def _sides(
    paper: Paper,
    y: float,
    roles: tuple[str, str],
    who: tuple[Firm, Firm],
    rng: random.Random,
    rows: tuple[str, ...],
) -> float:
    """Write two signature blocks side by side; ``rows`` are patterns of a firm. Returns the y below."""
    for x, role, firm in ((24.0, roles[0], who[0]), (112.0, roles[1], who[1])):
        paper.text(x, y, role, font="hei", size=10.5)
        for place, row in enumerate(rows, 1):
            text = row.format(f=firm, address=firm.address[:17])
            paper.text(x, y + place * 7.5, text, size=10)
        seal(paper, x + 46, y + 12, firm, rng, "合同专用章", size=39)
        sign(paper, x + 34, y + 14, rng)
    return y + 8 * len(rows) + 10


@layout("tuning", "contract")
def buyers_grid(case: Case, rng: random.Random) -> Drawn:
    """采购合同 out of the buyer's program: two pairs in a row, number in brackets under the title."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 16, f"{firm.name}", font="sans", size=12, align="m")
    paper.text(105, 24, "采 购 合 同", font="sans-bold", size=20, align="m")
    paper.text(
        105,
        34,
        f"（{rng.choice(('合同编号', '合同号', '编号'))}：{case.contract_no}）",
        font="sans",
        size=10,
        align="m",
    )
    buyer, seller = rng.choice(
        (("买方", "卖方"), ("需方", "供方"), ("采购方", "供货方"), ("买受方", "出卖方"))
    )
    rows = (
        (8.5, ((2, buyer, "l"), (6, firm.name, "v"), (2, seller, "l"), (6, own.name, "v"))),
        (8.5, ((2, "联系人", "l"), (6, firm.contact, "v"), (2, "联系人", "l"), (6, own.contact, "v"))),
        (8.5, ((2, "电话", "l"), (6, firm.phone, "v"), (2, "电话", "l"), (6, own.phone, "v"))),
        (8.5, ((2, "签订日期", "l"), (6, spoken_date(case.signed, "dash"), "v"), (2, "签订地点", "l"), (6, case.place, "v"))),
    )  # fmt: skip
    y = form(paper, 18, 42, 174, rows, font="sans", size=9) + 4
    paper.text(18, y, "一、产品名称、规格、数量、单价及金额", font="sans-bold", size=10)
    columns = (
        Column("序号", 11, "no"), Column("产品名称", 36, "item"), Column("规格型号", 40, "spec"), Column("单位", 14, "unit"),
        Column("数量", 22, "quantity", "r"), Column("含税单价", 22, "price", "r"), Column("价税合计", 29, "grouped", "r"),
    )  # fmt: skip
    last = total_row(columns, rng.choice(("总计（含税）", "合计", "总金额")), grouped=grouped(case.total))
    y = goods_table(paper, 18, y + 6, columns, case.goods, rng, Look(font="sans", size=9), more=[last]) + 3
    for text in _CLAUSES:
        y = paper.paragraph(18, y, 174, text, font="sans", size=10, leading=1.6) + 0.6
    _sides(paper, y + 8, (f"{buyer}（盖章）：", f"{seller}（盖章）："), (firm, own), rng,
           ("授权代表：", "开户行：{f.bank}", "账号：{f.account}", "税号：{f.uscc}"))  # fmt: skip
    return contract("buyers_grid", [paper], case, firm, own, code=False, amount_in_words=None)


@layout("tuning", "contract")
def half_width_colons(case: Case, rng: random.Random) -> Drawn:
    """产品销售合同 typed with half-width signs; total in words only, below the goods."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 24, size=11, leading=1.6, margin=22)
    paper = flow.paper
    paper.text(105, 20, "产品销售合同", font="hei", size=20, align="m")
    label = rng.choice(("合同编号:", "合同编号: ", "合同号:", "NO:", "合同编号 :"))
    paper.text(188, 33, f"{label}{case.contract_no}", size=10.5, align="r")
    paper.text(22, 42, f"甲方(买方):{firm.half_width_name}", size=11)
    paper.text(22, 49, f"乙方(卖方):{own.half_width_name}", size=11)
    paper.text(
        22, 56, f"签订时间:{spoken_date(case.signed, rng.choice(('dot', 'dash', 'slash', 'zh')))}", size=11
    )
    paper.text(112, 56, f"签订地点:{case.place}", size=11)
    flow.y = 65
    flow.say("甲乙双方本着平等互利的原则,经友好协商,就甲方购买乙方产品事宜签订本合同.", indent=2)
    columns = (
        Column("货物名称", 38, "item"), Column("规格", 42, "spec"), Column("单位", 14, "unit"), Column("数量", 22, "quantity"),
        Column("单价(元)", 22, "price"), Column("金额(元)", 28, "amount"),
    )  # fmt: skip
    flow.y = goods_table(paper, 22, flow.y + 1, columns, case.goods, rng, Look(size=9.5))
    words = rng.choice(("合计金额(大写):", "总金额(大写):人民币", "合计人民币大写:")) + in_words(case.total)
    flow.y = span_row(paper, 22, flow.y, 8, ((166, words, "l"),), Look(size=9.5)) + 4
    flow.say_all((
        "1.质量要求:按国标执行,质保期一年.", f"2.交货期:{spoken_date(case.delivered, 'dot')}前交货.", "3.交货地点:甲方厂内,运费由乙方承担.",
        "4.付款方式:预付30%,余款货到验收合格后付清.", "5.违约责任:按《中华人民共和国民法典》执行.",
        f"6.合同有效期:{spoken_date(case.valid_from, 'dot')}-{spoken_date(case.valid_until, 'dot')}.",
        "7.本合同一式两份,双方盖章后生效,扫描件与原件同等有效.",
    ))  # fmt: skip
    flow.room(60)
    _sides(flow.paper, flow.y + 8, ("甲方(盖章):", "乙方(盖章):"), (firm, own), rng,
           ("地址:{address}", "法定代表人:{f.legal_representative}", "委托代理人:", "电话:{f.phone}"))  # fmt: skip
    return contract("half_width_colons", flow.pages, case, firm, own, code=False, **term(case))


@layout("tuning", "contract")
def number_in_the_running_head(case: Case, rng: random.Random) -> Drawn:
    """设备买卖合同 over pages: its number stands only in the line at the top of each."""
    firm, own = case.customer, case.own
    flow = Flow(
        [Paper()], 54, font="serif", bold_font="serif-bold", size=11.5, leading=1.75, margin=27, top=30
    )
    flow.paper.text(105, 32, "设备买卖合同", font="serif-bold", size=22, align="m")
    buyer, seller = rng.choice((("买受人", "出卖人"), ("买方", "卖方"), ("订货方", "供货方")))
    flow.say_all((
        f"{buyer}（以下称甲方）：{firm.name}", f"住所地：{firm.address}", f"法定代表人：{firm.legal_representative}",
        f"{seller}（以下称乙方）：{own.name}", f"住所地：{own.address}", f"法定代表人：{own.legal_representative}",
        "甲乙双方依据《中华人民共和国民法典》及相关法律法规，在自愿、平等的基础上，就设备买卖事宜达成如下条款，以资共同遵守。",
        "#第一条  标的物", f"乙方向甲方出售{'、'.join(f'{g.item}（{g.spec}）' for g in case.goods)}，数量及技术参数以附件为准。",
        "#第二条  合同价款", f"本合同价款总额为人民币{in_words(case.total)}（小写：￥{grouped(case.total)}），该价款包含设备价、税费、包装费、运输费及安装调试费。",
        "#第三条  付款", f"（一）本合同签订之日起五日内，甲方支付定金{grouped(cents(case.total / 10))}元；", "（二）设备到货验收后十日内，甲方支付合同价款的百分之七十；",
        "（三）质保期届满后支付余款。", "#第四条  交付与验收", f"乙方应于{spoken_date(case.delivered)}之前将设备运抵甲方住所地，安装调试完毕后双方签署验收单。",
        "#第五条  质量保证", "质量保证期为十二个月，自验收合格之日起算。", "#第六条  违约责任", "任何一方违反本合同的约定，应当赔偿对方因此遭受的全部损失。",
        "#第七条  争议解决", "因本合同引起的争议，提交原告所在地有管辖权的人民法院诉讼解决。", "#第八条  附则", "本合同自双方签字盖章之日起生效，一式四份，各执两份。",
    ), indent=2)  # fmt: skip
    flow.room(66)
    y = _sides(
        flow.paper,
        flow.y + 8,
        ("甲方（公章）：", "乙方（公章）："),
        (firm, own),
        rng,
        ("授权代表（签字）：",),
    )
    day = spoken_date(case.signed, rng.choice(("zh", "zh0", "han")))
    flow.paper.text(24, y + 8, f"签署日期：{day}", font="serif", size=11)
    flow.paper.text(112, y + 8, f"签署日期：{day}", font="serif", size=11)
    flow.paper.text(24, y + 17, f"签署地点：{case.place}", font="serif", size=11)
    for n, sheet in enumerate(flow.pages, 1):
        sheet.text(27, 14, own.name, font="serif", size=8.5)
        sheet.text(
            183,
            14,
            f"合同编号：{case.contract_no}  第{n}页/共{len(flow.pages)}页",
            font="serif",
            size=8.5,
            align="r",
        )
        sheet.rule(27, 19, 183, 19, width=0.2)
    return contract("number_in_the_running_head", flow.pages, case, firm, own, code=False)


@layout("tuning", "contract")
def ordering_contract(case: Case, rng: random.Random) -> Drawn:
    """订货合同 on half a page of goods: 订货单位 and 供货单位 spread with spaces, total in the foot of the table."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 20, "订  货  合  同", font="ming", size=22, align="m", bold=True)
    for x, top, text in (
        (20, 38, f"订 货 单 位：{firm.name}"), (128, 38, f"合 同 编 号：{case.contract_no}"),
        (20, 46, f"供 货 单 位：{own.name}"), (128, 46, f"签 订 日 期：{spoken_date(case.signed)}"),
        (128, 54, f"签 订 地 点：{case.place}"),
    ):  # fmt: skip
        paper.text(x, top, text, font="ming", size=10)
    paper.text(20, 62, "一、订货明细（单位：人民币元）", font="ming", size=10.5)
    columns = (
        Column("序号", 12, "no"), Column("品 名", 36, "item"), Column("规 格 型 号", 42, "spec"), Column("单位", 14, "unit"),
        Column("数 量", 20, "quantity"), Column("单 价", 20, "price_plain"), Column("金 额", 28, "amount"),
    )  # fmt: skip
    look = Look(font="ming", size=9.5, row=7.6)
    y = goods_table(paper, 20, 69, columns, case.goods, rng, look)
    y = (
        span_row(
            paper,
            20,
            y,
            8,
            ((104, f"合计（大写）：{in_words(case.total)}", "l"), (68, f"小写：{case.total:.2f}", "l")),
            look,
        )
        + 4
    )
    for text in _CLAUSES:
        y = (
            paper.paragraph(
                20,
                y,
                170,
                text.replace("买方", "订货方").replace("卖方", "供货方"),
                font="ming",
                size=10.5,
                leading=1.65,
            )
            + 0.8
        )
    rows = ((9.0, ((1, "订 货 单 位", "c"), (1, "供 货 单 位", "c"))),
            (44.0, ((1, f"单位名称（章）：{firm.name}\n单位地址：{firm.address}\n委托代理人：\n电  话：{firm.phone}", "t"),
                    (1, f"单位名称（章）：{own.name}\n单位地址：{own.address}\n委托代理人：\n电  话：{own.phone}", "t"))))  # fmt: skip
    form(paper, 20, y + 4, 170, rows, font="ming", size=10)
    seal(paper, 78, y + 36, firm, rng, "合同专用章", size=38)
    seal(paper, 164, y + 36, own, rng, "合同专用章", size=38)
    return contract("ordering_contract", [paper], case, firm, own, code=False)
