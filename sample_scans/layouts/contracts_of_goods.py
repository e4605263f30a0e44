"""Contracts about goods: covers, party tables, two languages, parties only at the end."""

from __future__ import annotations

import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow, contract, term
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row, total_row
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import BLUE_INK, RED, Color, Paper, spread
from sample_scans.parts import form, name_seal, seal, sign
from sample_scans.people_and_firms import Firm


@layout("tuning", "contract")
def procurement_with_cover(case: Case, rng: random.Random) -> Drawn:
    """采购合同 with a cover sheet: number, parties, day and place stand on the cover only."""
    firm, own, cover = case.customer, case.own, Paper()
    cover.text(186, 24, f"合同编号：{case.contract_no}", font="serif", size=11, align="r")
    cover.text(105, 84, "物资采购合同", font="serif-bold", size=34, align="m")
    for place, (label, value) in enumerate((
        ("采购方（甲方）：", firm.name), ("供应方（乙方）：", own.name), ("签订日期：", spoken_date(case.signed)),
        ("签订地点：", case.place),
    )):  # fmt: skip
        cover.filled(42, 150 + place * 15, label, value, until=172, font="serif", size=14)
    flow = Flow([cover, Paper()], 26, font="serif", bold_font="serif-bold", size=10.5, leading=1.6)
    flow.say_all((
        "根据《中华人民共和国民法典》及有关法律、法规的规定，甲、乙双方遵循平等、自愿、公平和诚实信用的原则，就甲方向乙方采购物资事宜协商一致，订立本合同。",
        "#第一条  采购物资明细",
    ), indent=2)  # fmt: skip
    columns = (
        Column("序号", 11, "no"), Column("物资名称", 34, "item"), Column("规格型号", 38, "spec"), Column("单位", 13, "unit"),
        Column("数量", 20, "quantity", "r"), Column("含税单价\n(元)", 21, "price", "r"), Column("含税金额\n(元)", 25, "grouped", "r"),
    )  # fmt: skip
    look = Look(font="serif", head_font="serif-bold", size=9, head=10)
    last = total_row(columns, "合计", grouped=grouped(case.total))
    flow.y = goods_table(flow.paper, 24, flow.y + 1, columns, case.goods, rng, look, more=[last]) + 4
    ahead, kept = cents(case.total * 3 / 10), cents(case.total / 20)
    flow.say_all((
        f"本合同价税合计金额：人民币（大写）{in_words(case.total)}（¥{grouped(case.total)}），其中增值税税率13%，不含税金额¥{grouped(cents(case.total * 100 / 113))}。",
        "#第二条  质量标准",
        "2.1 乙方提供的物资应当是全新、未使用过的产品，符合国家标准、行业标准以及双方确认的技术协议。",
        "2.2 质量保证期为验收合格之日起十二个月，质保期内出现质量问题，乙方应在接到通知后48小时内到场处理。",
        "#第三条  交货",
        f"3.1 交货时间：{spoken_date(case.delivered)}前。3.2 交货地点：{firm.address}，运输、装卸、保险费用由乙方承担。",
        "3.3 乙方应随货提供送货单、产品合格证及质量证明书，送货单须注明本合同编号，否则甲方有权拒收。",
        "#第四条  付款",
        f"4.1 合同生效后7日内，甲方支付合同总价的30%即人民币{grouped(ahead)}元作为预付款。",
        "4.2 全部货物验收合格并收到增值税专用发票后30日内，甲方支付至合同总价的95%。",
        f"4.3 合同总价的5%即人民币{grouped(kept)}元作为质量保证金，质保期满无质量问题后无息退还。",
        "#第五条  违约责任",
        "5.1 乙方逾期交货的，每逾期一日按逾期部分货款的千分之三向甲方支付违约金；逾期超过15日的，甲方有权解除合同。",
        "5.2 甲方逾期付款的，每逾期一日按逾期金额的万分之五向乙方支付违约金。",
        "#第六条  合同期限与其它",
        f"6.1 合同期限自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        "6.2 合同履行中发生争议的，双方协商解决；协商不成的，向甲方住所地人民法院提起诉讼。",
        "6.3 本合同一式肆份，甲方叁份，乙方壹份，自双方加盖合同专用章之日起生效。（以下无正文）",
    ))  # fmt: skip
    flow.room(66)
    for x, role, who in ((24.0, "甲方", firm), (110.0, "乙方", own)):
        _end_block(flow.paper, x, flow.y + 6, role, who, rng)
    flow.number("第 {n} 页 共 {of} 页", first=1)
    return contract("procurement_with_cover", flow.pages, case, firm, own, code=True, **term(case))


def _end_block(paper: Paper, x: float, y: float, role: str, who: Firm, rng: random.Random) -> None:
    block = (
        f"{role}（盖章）：", f"法定代表人：{who.legal_representative}", "授权代表签字：", f"开户行：{who.bank}",
        f"账  号：{who.account}", f"税  号：{who.uscc}",
    )  # fmt: skip
    for place, text in enumerate(block):
        paper.text(x, y + place * 8.5, text, font="serif", size=10)
    seal(paper, x + 48, y + 6, who, rng, "合同专用章")
    sign(paper, x + 38, y + 19, rng)


@layout("tuning", "contract")
def parties_in_columns(case: Case, rng: random.Random) -> Drawn:
    """产品买卖合同 of one dense page, the parties side by side in a table that closes it."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(105, 15, "产品买卖合同", font="hei", size=18, align="m", spacing=2)
    columns_of = [("单位名称", firm.name, own.name), ("单位地址", firm.address, own.address),
                  ("法定代表人", firm.legal_representative, own.legal_representative), ("开户银行", firm.bank, own.bank),
                  ("账    号", firm.account, own.account), ("税    号", firm.uscc, own.uscc)]  # fmt: skip
    rows = [["项  目", "甲  方（买受人）", "乙  方（出卖人）"], *[list(row) for row in columns_of]]
    paper.text(18, 26, f"合同号：{case.contract_no}", size=9.5)
    paper.text(98, 26, f"签约地点：{case.place}", size=9.5)
    paper.text(192, 26, f"签约时间：{spoken_date(case.signed, 'zh0')}", size=9.5, align="r")
    y = paper.table(18, 32, (22, 76, 76), rows, row_height=6.4, size=9, align="mll", head_font="hei") + 3
    paper.text(18, y, "经甲乙双方协商，甲方向乙方购买下列产品，达成以下条款：", size=9.5)
    columns = (
        Column("品名", 34, "item", "l"), Column("规格型号", 38, "spec", "l"), Column("材质", 16, "material"), Column("单位", 12, "unit"),
        Column("数量", 22, "quantity", "r"), Column("单价", 22, "price_plain", "r"), Column("金额", 30, "amount", "r"),
    )  # fmt: skip
    look = Look(size=9, row=6.2, head=6.6, head_font="hei")
    y = goods_table(paper, 18, y + 6, columns, case.goods, rng, look)
    words = f"总计人民币（大写）：{in_words(case.total)}"
    y = span_row(paper, 18, y, 7, ((122, words, "l"), (52, f"（小写）￥{case.total:.2f}", "r")), look) + 3
    for text in (
        "一、质量标准：执行国家现行标准，出卖人对产品质量负责，质保期自交货之日起12个月。",
        "二、交货方式及地点：汽运至买受人厂内，运费由出卖人承担。履行地点：买受人所在地。",
        "三、包装：裸装或捆扎，包装物不回收，不另计价。计量：按理论重量或过磅，磅差±3‰以内不作调整。",
        "四、验收：买受人在货到后五日内验收，有异议的应书面提出，逾期视为合格。",
        f"五、付款：签约后付定金{grouped(cents(case.total / 5))}元，货到验收合格后一个月内付清余款，承兑、电汇均可。",
        "六、违约责任：任何一方不履行合同的，按未履行部分货款的10%支付违约金。",
        "七、不可抗力：因不可抗力不能履行合同的，应及时通知对方，并在15日内提供证明。",
        "八、争议解决：协商解决，协商不成由合同签订地人民法院管辖。",
        f"九、本合同有效期至{spoken_date(case.valid_until)}，传真件、扫描件与原件具有同等效力，一式两份。",
    ):
        y = paper.paragraph(18, y, 174, text, size=9.5, leading=1.5) + 0.4
    for x, role, who in ((18.0, "买受人（章）：", firm), (108.0, "出卖人（章）：", own)):
        paper.text(x, y + 8, role, size=10)
        paper.text(x, y + 18, "委托代理人（签字）：", size=10)
        seal(paper, x + 46, y + 16, who, rng, "合同专用章", size=39)
        sign(paper, x + 46, y + 20, rng)
    return contract("parties_in_columns", [paper], case, firm, own, valid_until=case.valid_until.isoformat())


@layout("tuning", "contract")
def signature_block_only(case: Case, rng: random.Random) -> Drawn:
    """购销合同 whose parties and day stand only in the block at the end; total only in the goods table."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 20, font="zenhei", bold_font="zenhei", size=10.5, leading=1.75, margin=26)
    flow.paper.text(105, 20, "购  销  合  同", font="zenhei", size=22, align="m")
    flow.paper.text(184, 36, f"编号：{case.contract_no}", font="zenhei", size=10.5, align="r")
    flow.y = 46
    flow.say("供需双方本着平等互利、协商一致的原则，签订本合同，双方共同遵守。", indent=2)
    columns = (
        Column("名称及规格", 66, "both", "l"), Column("单位", 14, "unit"), Column("数量", 22, "quantity"),
        Column("单价(元)", 26, "price", "r"), Column("金额(元)", 30, "amount", "r"),
    )  # fmt: skip
    look = Look(font="zenhei", size=9.5, row=8, head=8, empty=2)
    last = total_row(columns, "合      计", amount=f"{case.total:.2f}")
    flow.y = goods_table(flow.paper, 26, flow.y + 1, columns, case.goods, rng, look, more=[last]) + 4
    flow.say_all((
        "1、以上价格含13%增值税，含运费。", "2、质量要求：符合国家标准，提供材质单。",
        f"3、交货时间：{spoken_date(case.delivered, 'dot')}前，分批交清，交货地点由需方指定。",
        "4、结算方式：现款提货或月结，月结者次月10日前结清上月货款。",
        "5、需方如对质量有异议，应在收货后七日内提出，供方核实后负责退换。",
        "6、本合同如发生纠纷，双方协商解决，协商不成，提交供方所在地仲裁委员会裁决。",
        "7、本合同经双方签字盖章后生效，未尽事宜按民法典有关规定执行。",
    ))  # fmt: skip
    flow.room(60)
    top = flow.y + 8
    for x, role, who, agent in ((26.0, "供方", own, ""), (110.0, "需方", firm, case.agent)):
        for place, text in enumerate((
            f"{role}：{who.name}", f"地址：{who.address[:18]}", f"代表人：{agent or who.legal_representative}",
            f"电话：{who.phone}", f"日期：{spoken_date(case.signed)}",
        )):  # fmt: skip
            flow.paper.text(x, top + place * 9, text, font="zenhei", size=9.5)
        seal(flow.paper, x + 46, top + 14, who, rng, "合同专用章", size=40)
    return contract(
        "signature_block_only", flow.pages, case, firm, own, code=False, place=None, amount_in_words=None
    )


@layout("tuning", "contract")
def bilingual_sales(case: Case, rng: random.Random) -> Drawn:
    """销售合同 SALES CONTRACT in Chinese and English."""
    firm, own, paper = case.customer, case.own, Paper()
    navy: Color = (24, 44, 92)
    paper.text(105, 14, own.name, font="sans-bold", size=14, align="m", color=navy)
    paper.rule(18, 23, 192, 23, width=0.6, color=navy)
    paper.text(105, 27, "销 售 合 同", font="sans-bold", size=18, align="m")
    paper.text(105, 36, "SALES CONTRACT", font="sans-bold", size=12, align="m")
    for place, text in enumerate((
        f"合同号 Contract No.: {case.contract_no}", f"日期 Date: {spoken_date(case.signed, 'dash')}", f"签约地点 Signed at: {case.place}",
    )):  # fmt: skip
        paper.text(112, 44 + place * 6, text, font="sans", size=9.5)
    y = 64.0
    for label, who in (("买方 The Buyer: ", firm), ("卖方 The Seller: ", own)):
        paper.text(18, y, f"{label}{who.name}", font="sans", size=10)
        paper.text(18, y + 6, f"地址 Address: {who.address}    电话 Tel: {who.phone}", font="sans", size=9)
        y += 13
    y = paper.paragraph(18, y, 174, "兹经买卖双方同意，由买方购进、卖方出售下列货物，并按下列条款签订本合同。The Buyer agrees to buy and the Seller agrees to sell the following goods on the terms stated below:", font="sans", size=9, leading=1.5)  # fmt: skip
    columns = (
        Column("品名\nCommodity", 40, "item"), Column("规格\nSpecification", 42, "spec"), Column("单位\nUnit", 16, "unit"),
        Column("数量\nQuantity", 22, "quantity", "r"), Column("单价\nUnit Price", 24, "price", "r"), Column("总值\nAmount", 30, "grouped", "r"),
    )  # fmt: skip
    look = Look(font="sans", size=9, head=10)
    last = total_row(columns, "总计 Total", grouped=grouped(case.total))
    y = goods_table(paper, 18, y + 1, columns, case.goods, rng, look, more=[last]) + 3
    for text in (
        f"1. 合同总值 Total Value: RMB {grouped(case.total)}（人民币{in_words(case.total)}）。",
        f"2. 交货期 Time of Delivery: {spoken_date(case.delivered, 'dash')} 前 before the said date。",
        "3. 付款条件 Terms of Payment: 30% 预付，70% 发货前付清。30% in advance by T/T, the balance before delivery.",
        "4. 包装 Packing: 适合长途运输的标准包装。Standard packing suitable for long distance transport.",
        "5. 品质异议 Quality Claim: 货到 30 天内提出。Claims shall be filed within 30 days after arrival.",
        "6. 不可抗力 Force Majeure: 卖方对不可抗力造成的延误不负责任。The Seller shall not be liable for delay caused by force majeure.",
        "7. 仲裁 Arbitration: 一切争议提交中国国际经济贸易仲裁委员会仲裁。All disputes shall be submitted to CIETAC for arbitration.",
    ):
        y = paper.paragraph(18, y, 174, text, font="sans", size=9.5, leading=1.5) + 0.8
    for x, role, who in ((18.0, "买方 THE BUYER", firm), (112.0, "卖方 THE SELLER", own)):
        paper.text(x, y + 6, role, font="sans-bold", size=10)
        paper.rule(x, y + 28, x + 66, y + 28)
        seal(paper, x + 40, y + 22, who, rng, "合同专用章", size=38)
        sign(paper, x + 20, y + 22, rng)
    return contract("bilingual_sales", [paper], case, firm, own, code=False)


@layout("tuning", "contract")
def order_style_supply(case: Case, rng: random.Random) -> Drawn:
    """供货合同 out of a trading program: grey heads, total as one line, supplier's logo."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.fill(16, 12, 30, 26, (28, 96, 150))
    paper.text(23, 15.4, own.short, font="sans-bold", size=14, align="m", color=(255, 255, 255))
    paper.text(34, 13, own.name, font="sans-bold", size=13)
    paper.text(34, 20.5, f"地址：{own.address}  电话：{own.phone}", font="sans", size=8.5)
    paper.text(105, 33, "供 货 合 同", font="sans-bold", size=20, align="m")
    head = (
        (8.5, ((2, "合同编号", "l"), (5, case.contract_no, "v"), (2, "签订时间", "l"), (4, spoken_date(case.signed, "slash"), "v"))),
        (8.5, ((2, "需    方", "l"), (5, firm.name, "v"), (2, "合同签订地", "l"), (4, case.place, "v"))),
        (8.5, ((2, "供    方", "l"), (5, own.name, "v"), (2, "联系电话", "l"), (4, own.mobile, "v"))),
    )  # fmt: skip
    y = form(paper, 16, 46, 178, head, font="sans", size=9.5) + 4
    columns = (
        Column("行号", 11, "no"), Column("物料编码", 25, "code"), Column("物料名称", 33, "item", "l"), Column("规格", 37, "spec", "l"),
        Column("单位", 12, "unit"), Column("数量", 19, "quantity", "r"), Column("单价", 18, "price", "r"), Column("价税合计", 23, "amount", "r"),
    )  # fmt: skip
    paper.fill(16, y, 194, y + 8, (222, 226, 232))
    y = goods_table(paper, 16, y, columns, case.goods, rng, Look(font="sans", size=8.5, head=8))
    paper.text(16, y + 3, f"合同总金额（大写）：{in_words(case.total)}", font="sans", size=10)
    paper.text(194, y + 3, f"小写：¥{grouped(case.total)}", font="sans", size=10, align="r")
    y += 12
    for text in (
        f"1、交货日期：{spoken_date(case.delivered, 'slash')}；交货地址：{firm.address}；收货人：{firm.contact}，{firm.mobile}。",
        "2、运输方式：供方送货，运费由供方负担；需方负责卸车。",
        "3、结算方式：月结60天，需方收到发票后按期付款，逾期每日加收0.5‰滞纳金。",
        "4、品质保证：供方保证产品符合样品及规格书的要求，不良品无条件退换。",
        "5、供方须缴纳履约保证金5000元，合同履行完毕后无息退还。",
        "6、合同有效期："
        + f"{spoken_date(case.valid_from, 'slash')}－{spoken_date(case.valid_until, 'slash')}。",
    ):
        y = paper.paragraph(16, y, 178, text, font="sans", size=9.5, leading=1.6) + 0.5
    rows = ((9.0, ((1.0, "需  方", "l"), (1.0, "供  方", "l"))),
            (42.0, ((1.0, f"单位名称（盖章）：\n代表签字：\n开户行：{firm.bank}\n账号：{firm.account}", "t"),
                    (1.0, f"单位名称（盖章）：\n代表签字：\n开户行：{own.bank}\n账号：{own.account}", "t"))))  # fmt: skip
    form(paper, 16, y + 4, 178, rows, font="sans", size=9.5)
    seal(paper, 76, y + 32, firm, rng, "合同专用章", size=38)
    seal(paper, 166, y + 32, own, rng, "合同专用章", size=38)
    return contract("order_style_supply", [paper], case, firm, own, code=False, **term(case))


@layout("tuning", "contract")
def annual_framework(case: Case, rng: random.Random) -> Drawn:
    """年度采购框架协议: no total, a deposit and a yearly turnover that are none."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 58, font="song", size=12, leading=1.8, margin=27)
    flow.paper.text(105, 22, f"{case.signed.year}年度采购框架协议", font="hei", size=20, align="m")
    flow.paper.text(183, 38, f"协议编号：{case.contract_no}", size=11, align="r")
    flow.say_all((
        f"甲方：{firm.name}", f"统一社会信用代码：{firm.uscc}", f"乙方：{own.name}", f"统一社会信用代码：{own.uscc}",
        "鉴于甲方生产经营需要长期、稳定地采购乙方的产品，双方经友好协商，就年度采购事宜达成如下框架协议：",
        "#一、合作内容",
        f"甲方在本协议有效期内向乙方采购{'、'.join(g.item for g in case.goods[:3])}等产品。具体品种、数量、价格和交货时间以甲方每次下达的采购订单为准，采购订单是本协议的组成部分。",
        "#二、价格", "产品价格执行双方确认的报价单，市场价格波动超过5%时，双方可重新议价。",
        "#三、预计采购额", f"甲方预计全年采购额约{rng.randint(2, 9)}00万元，该数额仅供乙方备货参考，不构成甲方的采购承诺。",
        "#四、保证金", "乙方应在本协议签订后5个工作日内向甲方交纳诚信保证金人民币50000.00元（大写：伍万元整），协议终止后无息退还。",
        "#五、结算", "每月25日双方核对当月送货单，乙方开具13%增值税专用发票，甲方于次月月底前付款。",
        "#六、保密", "双方对在合作过程中知悉的对方商业秘密负有保密义务，未经对方书面同意不得向第三方披露。",
        "#七、协议有效期", f"本协议有效期自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止，期满前三十日双方无异议的可另行续签。",
        "#八、其它", "本协议一式贰份，双方各执壹份，自双方法定代表人或授权代表签字并加盖公章之日起生效。",
    ), indent=2)  # fmt: skip
    flow.room(60)
    paper, top = flow.paper, flow.y + 6
    for x, role, who in ((27.0, "甲方（公章）：", firm), (112.0, "乙方（公章）：", own)):
        for place, text in enumerate((role, "法定代表人或", "授权代表（签字）：")):
            paper.text(x, top + place * 9, text, size=11.5)
        sign(paper, x + 48, top + 19, rng)
        seal(paper, x + 44, top + 10, who, rng, size=41)
    paper.text(27, top + 36, f"签署日期：{spoken_date(case.signed)}", size=11.5)
    paper.text(112, top + 36, f"签署地点：{case.place}", size=11.5)
    flow.number("— {n} —")
    return contract("annual_framework", flow.pages, case, firm, own, amount=None, amount_in_words=None, code=True, **term(case))  # fmt: skip


@layout("tuning", "contract")
def goods_added_by_supplement(case: Case, rng: random.Random) -> Drawn:
    """补充协议 that adds goods to an earlier contract and names that contract's number and sum."""
    firm, own, paper = case.customer, case.own, Paper(ground=(252, 252, 249))
    number = f"{case.contract_no}-B{rng.randint(1, 3)}"
    paper.text(105, 24, "补 充 协 议", font="ming", size=24, align="m", bold=True)
    paper.text(184, 41, f"补充协议编号：{number}", font="ming", size=11, align="r")
    for place, (label, value) in enumerate((("甲    方", firm.name), ("乙    方", own.name))):
        paper.text(28, 52 + place * 8.5, f"{label}：", font="ming", size=12)
        paper.text(50, 52 + place * 8.5, value, font="ming", size=12)
    y = paper.paragraph(28, 72, 154, f"甲乙双方就《产品购销合同》（原合同总价{grouped(case.total * 3)}元，以下简称“原合同”）经协商一致，达成如下补充协议：", font="ming", size=12, leading=1.75, indent=2)  # fmt: skip
    y = paper.paragraph(28, y, 154, "一、甲方在原合同基础上增加采购下列产品：", font="ming", size=12)
    columns = (
        Column("货物名称", 36, "item"), Column("型号规格", 42, "spec"), Column("数量", 26, "quantity_unit"),
        Column("单价", 22, "price", "r"), Column("合价", 28, "amount", "r"),
    )  # fmt: skip
    y = goods_table(paper, 28, y + 1, columns, case.goods, rng, Look(font="ming", size=10, row=8, head=8)) + 4
    for text in (
        f"二、本补充协议合同金额合计：￥{case.total:.2f}元，大写人民币{in_words(case.total)}。",
        "三、增加部分的交货期、付款方式、质量标准、违约责任等均按原合同的约定执行。",
        "四、本补充协议与原合同具有同等法律效力，与原合同不一致的，以本补充协议为准。",
        "五、本补充协议一式四份，甲、乙双方各执两份，双方盖章后生效。",
    ):
        y = paper.paragraph(28, y, 154, text, font="ming", size=12, leading=1.75)
    for x, role, who in ((28.0, "甲方（盖章）", firm), (112.0, "乙方（盖章）", own)):
        paper.text(x, y + 10, role, font="ming", size=12)
        paper.text(x, y + 22, "代表：", font="ming", size=12)
        sign(paper, x + 26, y + 23, rng)
        name_seal(paper, x + 48, y + 26, who.legal_representative, rng, size=13)
        seal(paper, x + 36, y + 13, who, rng, size=40)
    paper.text(182, y + 40, f"签订日期：{spoken_date(case.signed, 'han')}", font="ming", size=12, align="r")
    return contract(
        "goods_added_by_supplement", [paper], case, firm, own, code=False, contract_no=number, place=None
    )


@layout("tuning", "contract")
def dealer_agreement(case: Case, rng: random.Random) -> Drawn:
    """产品经销协议: a term with its first day only, tasks and deposits instead of a total."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 62, font="kai", bold_font="hei", size=12, leading=1.7, margin=25)
    paper = flow.paper
    paper.text(25, 14, f"No：{case.contract_no}", font="sans", size=12, color=RED)
    paper.text(105, 22, "产品经销合同", font="hei", size=24, align="m")
    for place, (label, value) in enumerate((("甲方（生产商）：", own.name), ("乙方（经销商）：", firm.name))):
        y = 40 + place * 10
        paper.filled(
            25, y, label, value, until=150, font="hei", value_font="ukai", size=12, value_color=BLUE_INK
        )
    flow.say_all((
        f"为扩大甲方产品在{firm.city}的销售，甲方授权乙方为{firm.city}区域经销商，经双方协商订立本合同。",
        f"第一条  经销产品：{'、'.join(g.item for g in case.goods)}。",
        f"第二条  经销期限：本合同有效期一年，自{spoken_date(case.valid_from)}起生效。",
        f"第三条  销售任务：乙方全年进货额不低于{rng.randint(1, 6)}00万元，未完成任务的，甲方有权取消其经销资格。",
        "第四条  保证金：乙方向甲方交纳市场保证金20000元，合同终止且无窜货行为的，予以退还。",
        "第五条  供货价格：按甲方经销价目表执行，甲方调价应提前十五日通知乙方。",
        "第六条  结算方式：款到发货。乙方订货时应填写订货单，甲方收款后三日内安排发货并开具发货单。",
        "第七条  返利：乙方年进货额达到任务的，按实际进货额的2%返利，以货物形式兑现。",
        "第八条  乙方不得跨区域销售，不得低于甲方规定的最低限价销售，违者每次支付违约金5000元。",
        "第九条  乙方应妥善保管产品，因保管不善造成的损失由乙方自行承担。",
        "第十条  合同争议由双方协商解决，协商不成的，由甲方所在地人民法院管辖。",
        "第十一条  本合同一式两份，双方各执一份，签字盖章后生效。",
    ), indent=2)  # fmt: skip
    flow.room(52)
    paper, top = flow.paper, flow.y + 6
    for x, role, who in ((25.0, "甲方：", own), (110.0, "乙方：", firm)):
        paper.text(x, top, role, font="hei", size=12)
        paper.text(x, top + 10, "经办人：", font="kai", size=12)
        sign(paper, x + 30, top + 11, rng)
        seal(paper, x + 42, top + 9, who, rng, "合同专用章", size=41)
    label = "签订地"
    paper.text(25, top + 30, label, font="kai", size=12, spacing=spread(label, 16, "kai", 12))
    paper.text(42, top + 30, f"：{case.place}", font="kai", size=12)
    paper.text(110, top + 30, f"签约日期：{spoken_date(case.signed)}", font="kai", size=12)
    return contract("dealer_agreement", flow.pages, case, own, firm, code=False, amount=None, amount_in_words=None,
                    valid_from=case.valid_from.isoformat())  # fmt: skip
