"""Contracts about rooms, work for others, upkeep and carriage, with sums a year, in words or not at all."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow, contract, term
from sample_scans.money import grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import form, seal, sign
from sample_scans.people_and_firms import Firm


def _block(
    flow: Flow, roles: tuple[str, str], who: tuple[Firm, Firm], rng: random.Random, rows: tuple[str, ...]
) -> None:
    """Write both signature blocks under the text; ``rows`` are patterns of a firm."""
    flow.room(16 + 9 * len(rows))
    top = flow.y + 6
    for x, role, firm in ((flow.margin, roles[0], who[0]), (112.0, roles[1], who[1])):
        flow.paper.text(x, top, role, font=flow.font, size=flow.size)
        for place, row in enumerate(rows, 1):
            flow.paper.text(x, top + place * 9, row.format(f=firm), font=flow.font, size=flow.size - 0.5)
        seal(flow.paper, x + 46, top + 10, firm, rng, "合同专用章", size=40)
        sign(flow.paper, x + 36, top + 10, rng)
    flow.y = top + 9 * len(rows) + 9


@layout("tuning", "contract")
def workshop_lease(case: Case, rng: random.Random) -> Drawn:
    """厂房租赁合同: yearly rent in words only, a deposit, the day under the signatures, no number."""
    firm, own = case.customer, case.own
    rent = Decimal(rng.randint(6, 80) * 10_000)
    flow = Flow([Paper()], 52, font="song", size=12, leading=1.75, margin=26)
    flow.paper.text(
        105,
        28,
        rng.choice(("厂房租赁合同", "仓库租赁合同", "房屋租赁合同", "场地租赁协议")),
        font="hei",
        size=22,
        align="m",
    )
    lessor, lessee = rng.choice(
        (("出租方（甲方）", "承租方（乙方）"), ("出租人", "承租人"), ("甲方（出租方）", "乙方（承租方）"))
    )
    flow.say_all((
        f"{lessor}：{own.name}", f"{lessee}：{firm.name}",
        "根据国家有关规定，双方在自愿、平等、互利的基础上，就厂房租赁的有关事宜达成以下协议：",
        f"一、出租方将位于{own.address}的厂房租赁给承租方使用，建筑面积{rng.randint(3, 40)}00平方米。",
        f"二、租赁期限为自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        f"三、年租金为人民币{in_words(rent)}，每半年支付一次，先付后用。",
        f"四、承租方应于签约时交付保证金{rng.randint(1, 5)}万元，租赁期满无违约行为的，无息退还。",
        "五、租赁期间，水、电、通讯等费用由承租方自行承担，并按时缴纳。",
        "六、承租方不得擅自改变厂房结构和用途，确需改变的应征得出租方书面同意。",
        "七、租赁期满后，承租方如需续租，应提前三个月向出租方提出，同等条件下享有优先权。",
        "八、任何一方违反本合同，应向对方支付年租金百分之十的违约金。", "九、本合同一式肆份，双方各执贰份，合同经签字盖章后生效。",
    ), indent=2)  # fmt: skip
    _block(flow, (f"{lessor}：", f"{lessee}："), (own, firm), rng, ("授权代表人：", "电话：{f.phone}"))
    label = rng.choice(("签订日期", "签约日期", "订立日期"))
    flow.room(12)
    flow.paper.text(120, flow.y, f"{label}：{spoken_date(case.signed)}", font="song", size=12)
    return contract("workshop_lease", flow.pages, case, own, firm, code=False, contract_no=None, place=None,
                    amount=None, amount_in_words=in_words(rent), **term(case))  # fmt: skip


@layout("tuning", "contract")
def work_given_out(case: Case, rng: random.Random) -> Drawn:
    """委托加工合同: 委托方 and 受托方, number after 协议编号, price in a sentence."""
    firm, own = case.customer, case.own
    fee = Decimal(rng.randint(30, 900) * 100)
    flow = Flow([Paper()], 44, font="zenhei", bold_font="zenhei", size=11, leading=1.7, margin=24)
    flow.paper.text(
        105,
        22,
        rng.choice(("委托加工合同", "委 托 加 工 协 议", "来料加工合同")),
        font="zenhei",
        size=20,
        align="m",
    )
    number = rng.choice(("协议编号：", "合同编号：", "编号：", "No."))
    flow.paper.text(186, 36, f"{number}{case.contract_no}", font="zenhei", size=10, align="r")
    first, second = rng.choice(
        (
            ("委托方", "受托方"),
            ("委托方（甲方）", "加工方（乙方）"),
            ("委托单位", "受托单位"),
            ("委托人", "受托人"),
        )
    )
    flow.say_all((
        f"{first}：{firm.name}", f"{second}：{own.name}", f"签订时间：{spoken_date(case.signed)}    签订地点：{case.place}",
        f"一、委托方委托受托方加工{case.goods[0].item}（{case.goods[0].spec}）{plain(case.goods[0].quantity)}{case.goods[0].unit}，原材料由委托方提供。",
        f"二、加工费总计人民币{grouped(fee)}元（大写：{in_words(fee)}），以上价格为含税价。",
        f"三、交货日期：{spoken_date(case.delivered)}；交货地点：委托方仓库。", "四、受托方应严格按照委托方提供的图纸和工艺要求加工，不得转委托第三方。",
        "五、加工损耗率不超过2%，超出部分由受托方按材料价赔偿，每公斤按8.5元计算。", "六、委托方在验收合格后15日内一次性付清加工费。",
        "七、双方对本合同内容及对方技术资料负有保密义务。", "八、本合同未尽事宜，双方另行协商，补充协议与本合同具有同等效力。",
        "九、本合同一式两份，自双方签字盖章之日起生效。",
    ))  # fmt: skip
    _block(
        flow,
        (f"{first}（章）：", f"{second}（章）："),
        (firm, own),
        rng,
        ("代表人：", "开户行：{f.bank}", "账号：{f.account}"),
    )
    return contract(
        "work_given_out",
        flow.pages,
        case,
        firm,
        own,
        code=False,
        amount=f"{fee:.2f}",
        amount_in_words=in_words(fee),
    )


@layout("tuning", "contract")
def upkeep_for_a_year(case: Case, rng: random.Random) -> Drawn:
    """维护保养服务合同: parties in a table of two columns, the fee a year in figures and words."""
    firm, own = case.customer, case.own
    fee = Decimal(rng.randint(12, 300) * 1000)
    flow = Flow([Paper()], 92, font="sans", bold_font="sans-bold", size=10.5, leading=1.7, margin=22)
    paper = flow.paper
    paper.text(
        22,
        14,
        rng.choice(("合同编号", "协议号", "No.：", "服务合同号：")) + f" {case.contract_no}",
        font="sans",
        size=9.5,
    )
    paper.text(
        105,
        24,
        rng.choice(("设备维护保养服务合同", "技术咨询服务合同", "年度维保服务协议")),
        font="sans-bold",
        size=19,
        align="m",
    )
    rows = (
        (9.0, ((1, "", "l"), (4, "甲方（委托人）", "l"), (4, "乙方（服务人）", "l"))),
        (9.0, ((1, "名称", "l"), (4, firm.name, "v"), (4, own.name, "v"))),
        (9.0, ((1, "地址", "l"), (4, firm.address, "v"), (4, own.address, "v"))),
        (9.0, ((1, "税号", "l"), (4, firm.uscc, "v"), (4, own.uscc, "v"))),
        (9.0, ((1, "联系人", "l"), (4, firm.contact, "v"), (4, own.contact, "v"))),
    )  # fmt: skip
    form(paper, 22, 38, 166, rows, font="sans", size=9.5)
    flow.say_all((
        "甲乙双方就乙方为甲方提供设备维护保养服务事宜，经协商一致，签订本合同。", "#一、服务内容",
        "乙方对甲方现场的设备进行定期巡检、保养和故障维修，每季度不少于一次，并出具服务记录。",
        "#二、服务期限", f"服务期限为一年，自{spoken_date(case.valid_from)}至{spoken_date(case.valid_until)}。",
        "#三、服务费用", f"服务费用为人民币￥{grouped(fee)}元/年（大写：{in_words(fee)}），含6%增值税。",
        "甲方应在每次巡检后十日内支付当期费用，更换单价500元以上的配件另行收费。",
        "#四、双方责任", "甲方应提供必要的现场条件；乙方人员应遵守甲方的安全管理规定。",
        "#五、违约责任", "乙方未按约定提供服务的，每次扣减服务费1000元。", "#六、其他", "本合同一式两份，双方各执一份，双方盖章后生效。",
    ))  # fmt: skip
    day = spoken_date(case.signed, rng.choice(("zh", "dash", "dot")))
    _block(flow, ("甲方盖章：", "乙方盖章："), (firm, own), rng, ("代表签字：", f"日期：{day}"))
    return contract("upkeep_for_a_year", flow.pages, case, firm, own, code=True, place=None, amount=f"{fee:.2f}",
                    amount_in_words=in_words(fee), **term(case))  # fmt: skip


@layout("tuning", "contract")
def carriage_for_a_year(case: Case, rng: random.Random) -> Drawn:
    """运输服务合同 of a year: 托运人 and 承运人 written with a pen, prices a ton, no total."""
    firm, own, paper = case.customer, case.own, Paper()
    paper.text(
        105,
        20,
        rng.choice(("货物运输服务合同", "公路运输合同", "物流服务协议")),
        font="hei",
        size=20,
        align="m",
    )
    pen = {"value_font": "ukai", "value_color": BLUE_INK}
    sender, carrier = rng.choice((("甲方（托运人）：", "乙方（承运人）："), ("托运单位：", "承运单位：")))
    paper.filled(22, 36, sender, firm.name, until=122, size=11, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(22, 46, carrier, own.name, until=122, size=11, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(126, 36, "合同编号：", case.contract_no, until=190, size=11, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(126, 46, "签约地点：", case.place, until=190, size=11, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    y = 58.0
    for text in (
        "甲、乙双方经平等协商，就甲方委托乙方运输货物的有关事宜，签订本合同。",
        f"第一条  运输线路：{own.city}至{firm.city}，运价每吨{rng.randint(80, 260)}元，整车每车另付装卸费200元。",
        "第二条  乙方接到甲方通知后，应在24小时内派车到达装货地点，逾期每次扣款500元。",
        "第三条  乙方应保证货物安全，因乙方原因造成货损货差的，按货物实际价值赔偿。",
        "第四条  运费按月结算，乙方每月5日前提交上月签收单，甲方核对无误后30日内付款。",
        f"第五条  合同期限：{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止。",
        "第六条  乙方为运输车辆办理保险，保险金额不低于100万元。", "第七条  争议由甲方所在地人民法院管辖。",
        "第八条  本合同一式两份，双方签字盖章后生效。",
    ):  # fmt: skip
        y = paper.paragraph(22, y, 166, text, size=11.5, leading=1.75) + 1.5
    for x, role, who in ((22.0, "甲方（盖章）", firm), (112.0, "乙方（盖章）", own)):
        paper.text(x, y + 10, role, size=11)
        paper.text(x, y + 20, "代理人签字：", size=11)
        paper.filled(x, y + 30, "日期：", spoken_date(case.signed), size=11, line=False, **pen)  # type: ignore[arg-type]  # fonts and colours by name
        seal(paper, x + 46, y + 18, who, rng, "合同专用章", size=40)
        sign(paper, x + 36, y + 20, rng)
    return contract(
        "carriage_for_a_year",
        [paper],
        case,
        firm,
        own,
        code=False,
        amount=None,
        amount_in_words=None,
        **term(case),
    )
