"""Contracts of the committed samples."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import FormRow, form, name_seal, page_number, seal, sign
from sample_scans.people_and_firms import Firm

_CLAUSES = (
    "质量要求、技术标准：按国家现行标准执行，供货时附产品质量证明书。",
    "对质量负责的条件和期限：自验收合格之日起一年内出现质量问题，由供货一方负责免费修理或更换。",
    "包装标准、包装物的供应与回收：按行业通用包装，包装费用已含在价格内，不回收。",
    "合理损耗标准及计算方法：按国家标准过磅计量，允许误差千分之三。",
    "随机备品、配件工具数量及供应办法：无。",
)


def _drawn(name: str, pages: list[Paper], case: Case, a: Firm, b: Firm) -> Drawn:
    truth = {
        "contract_no": case.contract_no,
        "party_a": a.name,
        "party_b": b.name,
        "signed": case.signed.isoformat(),
        "place": case.place,
        "amount": f"{case.total:.2f}",
        "amount_in_words": in_words(case.total),
    }
    drawn = Drawn("contract", name, pages, named(case.customer, code=True), dict(truth))
    if case.agent:
        drawn.unjudged["agent"] = case.agent
    return drawn


def _goods_table(paper: Paper, y: float, case: Case, font: str, heads: tuple[str, ...]) -> float:
    rows = [list(heads)]
    for g in case.goods:
        rows.append([g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}"])
    rows.append([f"合计人民币（大写）：{in_words(case.total)}", "", "", "", "", f"{case.total:.2f}"])
    *body, last = rows
    widths = (38, 40, 16, 24, 24, 28)
    y = paper.table(20, y, widths, body, row_height=7.5, font=font, align="llmrrr", head_font=font)
    paper.frame(20, y, 162, y + 8)
    paper.frame(162, y, 190, y + 8)
    paper.cell(20, y, 142, 8, last[0], align="l", font=font, size=10)
    paper.cell(162, y, 28, 8, last[5], align="r", font=font)
    return y + 8


@layout("tuning", "contract")
def purchase_and_sale(case: Case, rng: random.Random) -> Drawn:
    """工矿产品购销合同: 供方/需方 at the left, number, place and time at the right."""
    own, firm = case.own, case.customer
    first, second = Paper(), Paper()
    first.text(105, 20, "工矿产品购销合同", font="hei", size=20, spacing=2, align="m")
    first.filled(20, 37, "供方：", own.name, until=104, font="song", size=11)
    first.filled(20, 46, "需方：", firm.name, until=104, font="song", size=11)
    first.filled(116, 37, "合同编号：", case.contract_no, until=188, size=11, dotted=True)
    first.filled(116, 46, "签订地点：", case.place, until=188, size=11, dotted=True)
    first.filled(116, 55, "签订时间：", spoken_date(case.signed), until=188, size=11, dotted=True)
    first.text(20, 66, "一、产品名称、型号、数量、金额", font="hei", size=11)
    y = _goods_table(first, 74, case, "song", ("产品名称", "规格型号", "单位", "数量", "单价", "总金额")) + 5
    for number, text in zip("二三四五六", _CLAUSES, strict=True):
        y = first.paragraph(20, y, 170, f"{number}、{text}", size=11, leading=1.7) + 1
    y = (
        first.paragraph(
            20,
            y,
            170,
            f"七、交（提）货地点、方式：供方代办运输，送货至需方{firm.city}工厂。",
            size=11,
            leading=1.7,
        )
        + 1
    )
    first.paragraph(
        20,
        y,
        170,
        "八、结算方式及期限：货到验收合格后三十天内付清，银行电汇或承兑汇票。",
        size=11,
        leading=1.7,
    )
    page_number(first, "1")
    y = 24.0
    for text in (
        "九、违约责任：按《中华人民共和国民法典》合同编执行。",
        "十、解决合同纠纷的方式：由当事人双方协商解决，协商不成向供方所在地法院提起诉讼。",
        "十一、其它约定事项：本合同一式四份，双方各执两份，经双方盖章后生效，传真件有效。",
        f"十二、有效期限：{spoken_date(case.valid_from)}至{spoken_date(case.valid_until)}。",
    ):
        y = second.paragraph(20, y, 170, text, size=11, leading=1.7) + 1
    rows = []
    columns = []
    for who, agent in ((own, ""), (firm, case.agent)):
        columns.append((
            f"单位名称（章）：{who.name}", f"单位地址：{who.address}", f"法定代表人：{who.legal_representative}",
            f"委托代理人：{agent}", f"电话：{who.phone}", f"开户银行：{who.bank}", f"账号：{who.account}",
            f"统一社会信用代码：{who.uscc}",
        ))  # fmt: skip
    rows.append((8.0, ((1.0, "供    方", "l"), (1.0, "需    方", "l"))))
    rows += [(9.5, ((1.0, left, "v"), (1.0, right, "v"))) for left, right in zip(*columns, strict=True)]
    top = y + 8
    form(second, 20, top, 170, rows, size=9.5)
    seal(second, 74, top + 26, own, rng, "合同专用章")
    seal(second, 160, top + 28, firm, rng, "合同专用章")
    sign(second, 60, top + 32, rng)
    sign(second, 140, top + (42 if case.agent else 32), rng)
    page_number(second, "2")
    drawn = _drawn("purchase_and_sale", [first, second], case, firm, own)
    drawn.fields |= {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
    return drawn


@layout("tuning", "contract")
def sales_contract_letters(case: Case, rng: random.Random) -> Drawn:
    """产品销售合同 in 甲方（卖方）/乙方（买方）, clauses with the sums in running text."""
    own, firm = case.own, case.customer
    first, second = Paper(), Paper()
    first.text(105, 22, "产品销售合同", font="serif-bold", size=22, spacing=3, align="m")
    first.text(188, 38, f"合同编号：{case.contract_no}", font="serif", size=10.5, align="r")
    first.filled(22, 46, "甲方（卖方）：", own.name, until=130, font="serif", size=12)
    first.filled(22, 55, "乙方（买方）：", firm.name, until=130, font="serif", size=12)
    y = first.paragraph(22, 67, 166, "甲乙双方本着平等自愿、诚实信用的原则，经协商一致，订立本合同，共同信守。",
                        font="serif", size=11.5, leading=1.7, indent=2)  # fmt: skip
    first.text(22, y + 1, "第一条  产品明细", font="serif-bold", size=11.5)
    y = (
        _goods_table(
            first, y + 9, case, "serif", ("品名", "型号规格", "单位", "数量", "含税单价", "金额（元）")
        )
        + 4
    )
    for text in (
        f"第二条  合同总价款为人民币{grouped(case.total)}元，大写：{in_words(case.total)}，含增值税。",
        "第三条  甲方按国家标准组织生产，随货提供合格证和检验报告。",
        f"第四条  交货时间为{spoken_date(case.delivered)}前，交货地点为乙方仓库，运费由甲方负担。",
        "第五条  乙方收货后应在送货单上签字或盖章，并在五日内完成验收。",
        "第六条  乙方于收到发票之日起四十五日内以转账方式支付货款。",
        "第七条  任何一方违约，应向守约方支付合同总价款百分之五的违约金。",
    ):
        y = first.paragraph(22, y, 166, text, font="serif", size=11.5, leading=1.7)
    page_number(first, "第1页/共2页", font="serif")
    y = 24.0
    for text in (
        "第八条  因履行本合同发生的争议，由双方协商解决，协商不成的提交甲方所在地仲裁委员会仲裁。",
        f"第九条  本合同有效期自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        "第十条  本合同自双方签字、盖章之日起生效，一式两份，双方各执一份。",
    ):
        y = second.paragraph(22, y, 166, text, font="serif", size=11.5, leading=1.7)
    y += 12
    for role, who, agent, x in (("甲方", own, "", 22.0), ("乙方", firm, case.agent, 108.0)):
        block = (
            f"{role}（盖章）：{who.name}", f"法定代表人：{who.legal_representative}", "", f"地址：{who.address[:16]}",
            f"电话：{who.phone}", f"开户行：{who.bank[:16]}", f"账号：{who.account}", f"税号：{who.uscc}",
        )  # fmt: skip
        for place, text in enumerate(block):
            second.text(x, y + place * 9.5, text, font="serif", size=10.5)
        second.filled(x, y + 19, "委托代理人：", agent, until=x + 62, font="serif", value_font="kai",
                      value_color=BLUE_INK, shake=0.05)  # fmt: skip
        seal(second, x + 44, y + 12, who, rng, "合同专用章", size=41)
        name_seal(second, x + 58, y + 30, who.legal_representative, rng, size=13)
    second.text(22, y + 82, f"签订日期：{spoken_date(case.signed)}", font="serif", size=11)
    second.text(108, y + 82, f"签订地点：{case.place}", font="serif", size=11)
    page_number(second, "第2页/共2页", font="serif")
    drawn = _drawn("sales_contract_letters", [first, second], case, own, firm)
    drawn.fields |= {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
    return drawn


@layout("tuning", "contract")
def buyer_and_seller(case: Case, rng: random.Random) -> Drawn:
    """买卖合同 of three pages: 买方/卖方, date in Chinese figures, goods list as an annex."""
    own, firm = case.own, case.customer
    one, two, three = Paper(), Paper(), Paper()
    one.text(105, 30, "买  卖  合  同", font="sans-bold", size=26, align="m")
    one.text(24, 52, f"合同编号：{case.contract_no}", font="ukai", size=12)
    one.text(118, 52, f"签订地点：{case.place}", font="ukai", size=12)
    one.text(24, 62, f"买    方：{firm.half_width_name}（以下简称买方）", font="ukai", size=12)
    one.text(24, 71, f"卖    方：{own.half_width_name}（以下简称卖方）", font="ukai", size=12)
    y = 84.0
    for text in (
        "买卖双方在平等互利的基础上，经友好协商，就买方购买卖方产品一事达成如下协议：",
        f"一、买方向卖方购买{case.goods[0].item}等产品，具体名称、规格、数量、价格见附件《产品清单》，附件是本合同不可分割的一部分。",
        f"二、合同总金额：¥{grouped(case.total)}元（人民币{in_words(case.total)}）。",
        f"三、交货期：{spoken_date(case.delivered)}前一次交清，由卖方负责运输至{firm.city}买方指定地点。",
        "四、验收：买方按照国家标准及双方确认的技术要求验收，如有异议应于货到十日内书面提出。",
        "五、付款方式：预付合同总金额的20%，发货前付至95%，质保期满付清余款。",
        "六、卖方逾期交货或买方逾期付款，每逾期一天应向对方支付逾期部分千分之一的违约金。",
        "七、双方在履行过程中如发生争议，应友好协商解决，协商不成可向原告所在地人民法院起诉。",
    ):
        y = one.paragraph(24, y, 162, text, font="ukai", size=12, leading=1.75, indent=2)
    page_number(one, "－1－")
    two.text(24, 28, "八、本合同自双方盖章之日起生效，本合同一式四份，双方各执二份。", font="ukai", size=12)
    y = 48.0
    for role, who, agent in (("买方", firm, case.agent), ("卖方", own, "")):
        block = (
            f"{role}：（章）{who.half_width_name}", f"法定代表人：{who.legal_representative}    授权代表：{agent}",
            f"地址：{who.address}", f"电话：{who.phone}    开户行：{who.bank}", f"帐号：{who.account}",
            f"纳税人识别号：{who.uscc}",
        )  # fmt: skip
        for place, text in enumerate(block):
            two.text(24, y + place * 10, text, font="ukai", size=12)
        seal(two, 92, y + 12, who, rng, "合同专用章", size=41)
        sign(two, 134, y + 12, rng)
        y += 78
    two.text(24, y, f"签订日期：{spoken_date(case.signed, 'han')}", font="ukai", size=12)
    page_number(two, "－2－")
    three.text(24, 26, "附件：", font="sans-bold", size=12)
    three.text(105, 36, "产品清单", font="sans-bold", size=16, align="m")
    _goods_table(three, 50, case, "ukai", ("产品名称", "规格", "单位", "数量", "单价（元）", "金额（元）"))
    page_number(three, "－3－")
    return _drawn("buyer_and_seller", [one, two, three], case, firm, own)


@layout("tuning", "contract")
def supply_agreement(case: Case, rng: random.Random) -> Drawn:
    """供货协议书: 甲方 buys, 乙方 supplies; blanks filled in kai over dotted lines; two pages."""
    own, firm = case.own, case.customer
    first, second = Paper(), Paper()
    first.text(105, 24, "供 货 协 议 书", font="zenhei", size=22, align="m")
    first.text(24, 40, f"编号：{case.contract_no}", font="song", size=11)
    first.filled(24, 50, "甲方（需方）：", firm.name, until=140, dotted=True, size=12, value_font="kai")
    first.filled(24, 60, "乙方（供方）：", own.name, until=140, dotted=True, size=12, value_font="kai")
    first.filled(24, 70, "签订地点：", case.place, until=96, dotted=True, size=12, value_font="kai")
    first.filled(
        108,
        70,
        "签订日期：",
        spoken_date(case.signed, "dot"),
        until=180,
        dotted=True,
        size=12,
        value_font="kai",
    )
    y = first.paragraph(
        24, 82, 162, "为保证甲方生产需要，双方就产品供应达成以下协议：", size=12, indent=2, leading=1.7
    )
    y = (
        _goods_table(first, y + 2, case, "song", ("货物名称", "规格", "单位", "供货数量", "单价", "货款金额"))
        + 4
    )
    for text in (
        f"1. 货款总额：人民币{case.total:.2f}元，结算时按实际签收数量计算。",
        f"2. 供货期限：自{spoken_date(case.valid_from, 'dot')}至{spoken_date(case.valid_until, 'dot')}，乙方按甲方通知分批供货。",
        "3. 乙方每批供货须附送货单并注明本协议编号，甲方仓库签收后作为结算依据。",
        "4. 产品质量应符合国家标准，不合格品甲方有权退货。",
    ):
        y = first.paragraph(24, y, 162, text, size=12, leading=1.7)
    page_number(first, "共2页 第1页")
    y = 26.0
    for text in (
        "5. 结算方式：每月25日对账，次月底前付清上月货款。", "6. 本协议未尽事宜，由双方另行协商，签订补充协议。",
        "7. 本协议经双方签字盖章后生效，一式两份，具有同等法律效力。",
    ):  # fmt: skip
        y = second.paragraph(24, y, 162, text, size=12, leading=1.7)
    rows: list[FormRow] = [(9.0, ((1.0, "甲    方", "l"), (1.0, "乙    方", "l")))]
    for label, left, right in (
        ("名称", firm.name, own.name), ("法定代表人", firm.legal_representative, own.legal_representative),
        ("委托代理人", case.agent, ""), ("信用代码", firm.uscc, own.uscc), ("开户行", firm.bank, own.bank),
        ("账号", firm.account, own.account), ("电话", firm.phone, own.phone),
    ):  # fmt: skip
        rows.append((10.0, ((0.26, label, "l"), (0.74, left, "v"), (0.26, label, "l"), (0.74, right, "v"))))
    top = y + 10
    form(second, 22, top, 166, rows, size=10)
    seal(second, 84, top + 24, firm, rng, "合同专用章")
    seal(second, 166, top + 26, own, rng, "合同专用章")
    page_number(second, "共2页 第2页")
    drawn = _drawn("supply_agreement", [first, second], case, firm, own)
    drawn.fields |= {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
    return drawn
