"""Contracts for judging: the model sales contract, a purchase contract, a yearly agreement with a cover."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import form, page_number, seal, sign


def _truth(case: Case, a: str, b: str) -> dict[str, str]:
    return {
        "contract_no": case.contract_no,
        "party_a": a,
        "party_b": b,
        "signed": case.signed.isoformat(),
        "place": case.place,
        "amount": f"{case.total:.2f}",
        "amount_in_words": in_words(case.total),
    }


@layout("judging", "contract")
def model_sales_contract(case: Case, rng: random.Random) -> Drawn:
    """工业品买卖合同 after the model text: two pages, dotted blanks, a table of two parties at the end."""
    first, second = Paper(), Paper()
    first.text(105, 20, "工业品买卖合同", font="serif-bold", size=20, spacing=1.5, align="m")
    first.filled(24, 38, "出卖人：", case.own.name, until=112, dotted=True, font="song")
    first.filled(122, 38, "合同编号：", case.contract_no, until=188, dotted=True)
    first.filled(24, 47, "买受人：", case.customer.name, until=112, dotted=True)
    first.filled(122, 47, "签订地点：", case.place, until=188, dotted=True)
    first.filled(122, 56, "签订时间：", spoken_date(case.signed, "zh0"), until=188, dotted=True)
    first.text(24, 66, "第一条  标的、数量、价款及交（提）货时间", font="hei", size=10.5)
    rows = [["标的名称", "规格型号", "计量单位", "数量", "单价（元）", "金额（元）"]]
    rows += [
        [g.item, g.spec, g.unit, plain(g.quantity), f"{g.price:.2f}", f"{g.amount:.2f}"] for g in case.goods
    ]
    y = first.table(24, 73, (36, 40, 20, 22, 24, 26), rows, row_height=7.5, align="llmrrr", head_font="hei")
    first.frame(24, y, 192, y + 9)
    first.text(
        26,
        y + 2.6,
        f"合计人民币金额（大写）：{in_words(case.total)}    （小写）¥{grouped(case.total)}",
        size=10,
    )
    clauses = (
        "第二条  质量标准：按国家标准及出卖人企业标准执行，随货附产品合格证。",
        "第三条  出卖人对质量负责的条件及期限：自交货之日起十二个月内，因制造质量问题由出卖人负责修理、更换。",
        "第四条  包装标准、包装物的供应与回收：简易包装，包装物不回收。",
        f"第五条  交（提）货方式、地点：出卖人送货至{case.customer.city}买受人仓库，凭送货单签收。",
        "第六条  运输方式及到达站（港）和费用负担：汽车运输，运费由出卖人承担。",
        "第七条  检验标准、方法、地点及期限：货到后七日内按第二条标准验收，逾期视为合格。",
        "第八条  结算方式、时间及地点：货到验收合格并收到增值税专用发票后三十日内电汇付清全部货款。",
    )
    y += 15
    for text in clauses:
        y = first.paragraph(24, y, 164, text, leading=1.75) + 1.2
    page_number(first, "第 1 页 共 2 页")
    y = 24.0
    more = (
        "第九条  本合同解除的条件：经双方协商一致，或因不可抗力致使合同无法履行。",
        "第十条  违约责任：按《中华人民共和国民法典》有关规定执行，逾期付款每日按未付金额的万分之三支付违约金。",
        f"第十一条  合同争议的解决方式：双方协商解决；协商不成的，依法向{case.own.city}人民法院起诉。",
        f"第十二条  本合同自双方签字盖章之日起生效，有效期至{spoken_date(case.valid_until)}止。一式肆份，双方各执贰份。",
        "第十三条  其他约定事项：传真件与原件具有同等法律效力。",
    )
    for text in more:
        y = second.paragraph(24, y, 164, text, leading=1.75) + 1.2
    y = _two_parties(second, y + 8, case, rng)
    page_number(second, "第 2 页 共 2 页")
    truth = _truth(case, case.customer.name, case.own.name) | {"valid_until": case.valid_until.isoformat()}
    drawn = Drawn(
        "contract", "model_sales_contract", [first, second], named(case.customer, code=True), dict(truth)
    )
    if case.agent:
        drawn.unjudged["agent"] = case.agent
    return drawn


def _two_parties(paper: Paper, y: float, case: Case, rng: random.Random) -> float:
    sides = []
    for role, firm, agent in (("出 卖 人", case.own, case.clerk), ("买 受 人", case.customer, case.agent)):
        sides.append((
            f"{role}（章）：{firm.name}", f"住所：{firm.address}", f"法定代表人：{firm.legal_representative}",
            f"委托代理人：{agent}", f"电话：{firm.phone}", f"开户银行：{firm.bank}", f"账号：{firm.account}",
            f"统一社会信用代码：{firm.uscc}",
        ))  # fmt: skip
    rows = [(9.0, ((1.0, left, "v"), (1.0, right, "v"))) for left, right in zip(*sides, strict=True)]
    end = form(paper, 22, y, 168, rows, size=9.5)
    seal(paper, 78, y + 24, case.own, rng, "合同专用章")
    seal(paper, 162, y + 26, case.customer, rng, "合同专用章")
    sign(paper, 60, y + 32, rng)
    return end


@layout("judging", "contract")
def purchase_contract(case: Case, rng: random.Random) -> Drawn:
    """产品购销合同 typed by the buyer: 供方/需方, everything in running text, three pages."""
    pages = [Paper(), Paper(), Paper()]
    one, two, three = pages
    kai = "kai"
    one.text(105, 24, "产 品 购 销 合 同", font="sans-bold", size=22, align="m")
    one.text(186, 40, f"合同号：{case.contract_no}", font="kai", size=11, align="r")
    y = 50.0
    for label, firm in (("需方", case.customer), ("供方", case.own)):
        one.text(26, y, f"{label}：{firm.half_width_name}", font=kai, size=12.5)
        y += 9
    words = in_words(case.total)
    head = case.goods[0]
    y += 3
    paragraphs = (
        "根据《中华人民共和国民法典》之规定，供需双方本着平等互利的原则，经友好协商，就需方向供方购买产品事宜达成如下条款，共同遵守。",
        f"一、产品名称、规格、数量及价格：需方向供方订购{head.item}等{len(case.goods)}种产品，明细见本合同附表。"
        f"合同总金额为人民币{grouped(case.total)}元（大写：{words}），该价格含13%增值税及运费。",
        "二、质量要求：产品应符合相应国家标准，并附质量证明书。需方在使用中发现质量问题，应于收货后十日内以书面形式提出异议。",
        f"三、交货时间：供方应于{spoken_date(case.delivered)}前交付全部产品。",
        f"四、交货地点：{case.customer.address}。",
        "五、付款方式：合同签订后五日内需方支付合同总额的30%作为预付款，货到验收合格后付65%，余5%为质保金，一年后付清。",
        "六、违约责任：供方逾期交货的，每逾期一日按逾期部分货款的千分之一支付违约金；需方逾期付款的，承担同等责任。",
        "七、不可抗力：任何一方由于不可抗力不能履行合同时，应在三日内通知对方，并在十五日内提供证明。",
    )
    for text in paragraphs:
        y = one.paragraph(26, y, 160, text, font=kai, size=12, leading=1.7, indent=2)
    two.text(26, 26, "附表：产品明细", font="sans-bold", size=12)
    rows = [["序号", "产品名称", "规格", "单位", "订购数量", "含税单价", "金额"]]
    for place, g in enumerate(case.goods, 1):
        rows.append(
            [str(place), g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), grouped(g.amount)]
        )
    rows.append(["", "合    计", "", "", "", "", grouped(case.total)])
    y = two.table(
        22,
        36,
        (12, 34, 38, 16, 22, 22, 26),
        rows,
        row_height=8,
        font=kai,
        align="mllmrrr",
        head_font="sans-bold",
    )
    y += 8
    for text in (
        "八、争议解决：履行本合同发生争议，双方协商解决，协商不成时提交需方所在地人民法院裁决。",
        f"九、合同期限：本合同自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        "十、本合同经双方签字盖章后生效，一式两份，供需双方各执一份，复印件有效。",
        f"十一、本合同签订于{case.place}。",
    ):
        y = two.paragraph(26, y, 160, text, font=kai, size=12, leading=1.7, indent=2)
    y = 30.0
    for label, firm, agent, x in (("需方", case.customer, case.agent, 26.0), ("供方", case.own, "", 110.0)):
        block = (
            f"{label}（盖章）：", firm.half_width_name, f"法定代表人：{firm.legal_representative}", f"授权代表：{agent}",
            f"地址：{firm.address[:14]}", f"电话：{firm.phone}", f"开户行：{firm.bank[:15]}", f"帐号：{firm.account}",
            f"税号：{firm.uscc}",
        )  # fmt: skip
        for place, text in enumerate(block):
            three.text(x, y + place * 10, text, font=kai, size=11)
    three.text(26, 128, f"签订日期：{spoken_date(case.signed)}", font=kai, size=12)
    three.text(110, 128, f"签订日期：{spoken_date(case.signed)}", font=kai, size=12)
    seal(three, 56, 46, case.customer, rng, "合同专用章", size=41)
    seal(three, 146, 52, case.own, rng, "", size=41)
    sign(three, 150, 56, rng)
    for place, page in enumerate(pages, 1):
        page_number(page, f"- {place} -", font=kai)
    truth = _truth(case, case.customer.name, case.own.name)
    truth |= {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
    drawn = Drawn("contract", "purchase_contract", pages, named(case.customer, code=True), dict(truth))
    if case.agent:
        drawn.unjudged["agent"] = case.agent
    return drawn


@layout("judging", "contract")
def equipment_contract(case: Case, rng: random.Random) -> Drawn:
    """物资采购合同 with a cover sheet: 甲方（采购方）, 乙方（供货方), blanks filled by hand, two pages."""
    cover, body = Paper(), Paper()
    cover.text(182, 24, "GF—2020—0113", font="serif", size=10, align="r")
    cover.filled(110, 36, "编号：", case.contract_no, until=182, font="serif", size=13)
    cover.text(105, 84, "物资采购合同", font="serif-bold", size=36, spacing=5, align="m")
    fields = (
        ("甲方（采购方）：", case.customer.name), ("乙方（供货方）：", case.own.name), ("签 订 地 点：", case.place),
        ("签 订 日 期：", spoken_date(case.signed)),
    )  # fmt: skip
    for place, (label, value) in enumerate(fields):
        cover.filled(34, 150 + place * 15, label, value, until=178, font="serif", size=14)
    seal(cover, 120, 158, case.customer, rng, "", size=42)
    y = 22.0
    y = body.paragraph(
        24,
        y,
        164,
        "甲乙双方经协商一致，就甲方采购乙方产品订立本合同，内容如下：",
        font="serif",
        indent=2,
        leading=1.7,
    )
    body.text(24, y + 1, "第1条 采购内容", font="serif-bold", size=11)
    rows = [["货物名称", "型号规格", "单位", "数量", "单价/元", "总价/元", "交货期"]]
    for g in case.goods:
        rows.append(
            [
                g.item,
                g.spec,
                g.unit,
                plain(g.quantity),
                f"{g.price:.2f}",
                f"{g.amount:.2f}",
                f"{case.delivered:%m月%d日}",
            ]
        )
    y = body.table(
        24, y + 8, (32, 36, 14, 20, 20, 24, 18), rows, row_height=7, font="serif", size=9, align="mmmmrrm"
    )
    y += 3
    body.text(24, y, f"合同价款：人民币（大写）{in_words(case.total, '整')}", font="serif", size=10.5)
    body.text(24, y + 7, f"          （小写）¥ {case.total:.2f} 元", font="serif", size=10.5)
    y += 16
    for text in (
        "第2条 质量要求：符合国家现行有关标准，乙方提供产品合格证及检验报告。",
        "第3条 交货与验收：乙方负责将货物运至甲方指定地点，甲方在到货后5个工作日内组织验收。",
        "第4条 付款：货物验收合格、乙方开具发票后60日内，甲方以银行转账方式支付。",
        "第5条 违约责任：一方违约给另一方造成损失的，应当承担赔偿责任，赔偿额不超过合同价款的20%。",
        f"第6条 期限：合同有效期自 {spoken_date(case.valid_from, 'dash')} 至 {spoken_date(case.valid_until, 'dash')}。",
        "第7条 未尽事宜双方另行签订补充协议。本合同一式六份，甲方四份，乙方两份，自签字盖章之日起生效。",
    ):
        y = body.paragraph(24, y, 164, text, font="serif", leading=1.65)
    _signatures(body, max(y + 8, 196), case, rng)
    truth = _truth(case, case.customer.name, case.own.name)
    truth |= {"valid_from": case.valid_from.isoformat(), "valid_until": case.valid_until.isoformat()}
    drawn = Drawn(
        "contract", "equipment_contract", [cover, body], named(case.customer, code=True), dict(truth)
    )
    if case.agent:
        drawn.unjudged["agent"] = case.agent
    return drawn


def _signatures(body: Paper, y: float, case: Case, rng: random.Random) -> None:
    for label, firm, agent, x in (
        ("甲方", case.customer, case.agent, 24.0),
        ("乙方", case.own, case.clerk, 110.0),
    ):
        body.text(x, y, f"{label}：{firm.name}", font="serif", size=10)
        body.text(x, y + 9, "（公章或合同专用章）", font="serif", size=9)
        body.text(x, y + 18, f"法定代表人：{firm.legal_representative}", font="serif", size=10)
        body.filled(
            x,
            y + 27,
            "委托代理人：",
            agent,
            until=x + 60,
            font="serif",
            value_font="kai",
            value_color=BLUE_INK,
            size=10,
            shake=0.05,
        )
        body.text(x, y + 36, f"开户行：{firm.bank}", font="serif", size=9)
        body.text(x, y + 43, f"账  号：{firm.account}", font="serif", size=9)
        body.text(x, y + 50, f"信用代码：{firm.uscc}", font="serif", size=9)
        seal(body, x + 46, y + 12, firm, rng, "合同专用章", size=40)
    sign(body, 62, y + 21, rng)
    sign(body, 150, y + 21, rng)
