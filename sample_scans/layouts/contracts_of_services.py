"""Contracts about work, hire, carriage and service, after the model forms of the authorities."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow, contract, term
from sample_scans.layouts.goods_tables import Column, Look, goods_table, span_row
from sample_scans.money import cents, grouped, in_words, plain, spoken_date
from sample_scans.paper import BLUE_INK, Paper
from sample_scans.parts import FormRow, form, seal, sign


@layout("tuning", "contract")
def work_on_order(case: Case, rng: random.Random) -> Drawn:
    """加工承揽合同 after the model form: 定作人, 承揽人, three columns at the end."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 62, size=10.5, leading=1.7, margin=20)
    paper = flow.paper
    paper.text(20, 13, "GF—2000—0301", size=9)
    paper.text(105, 18, "加 工 承 揽 合 同", font="hei", size=19, align="m")
    paper.filled(112, 31, "合同编号：", case.contract_no, until=190)
    for place, (left, value, right, said) in enumerate((
        ("定作人：", firm.name, "签订地点：", case.place), ("承揽人：", own.name, "签订时间：", spoken_date(case.signed)),
    )):  # fmt: skip
        y = 40 + place * 9
        paper.filled(20, y, left, value, until=106, value_font="kai")
        paper.filled(112, y, right, said, until=190, value_font="kai")
    flow.say("第一条  加工物、数量、报酬", heading=True)
    columns = (
        Column("品名或项目", 38, "item"), Column("规格型号", 40, "spec"), Column("计量单位", 18, "unit"), Column("数量", 22, "quantity"),
        Column("加工单价", 22, "price", "r"), Column("报酬", 30, "amount", "r"),
    )  # fmt: skip
    look = Look(value_font="kai", row=7.4)
    flow.y = goods_table(paper, 20, flow.y, columns, case.goods, rng, look)
    words = f"合计人民币金额（大写）：{in_words(case.total)}"
    flow.y = span_row(paper, 20, flow.y, 7.5, ((140, words, "l"), (30, f"{case.total:.2f}", "r")), look) + 4
    flow.say_all((
        "第二条  定作人提供的材料：由承揽人包工包料，材料材质应当符合图纸的要求，使用前经定作人检验。",
        "第三条  承揽人对定作人提供的图纸、技术要求负有保密义务，未经许可不得留存复制品或者技术资料。",
        "第四条  承揽人发现图纸或者技术要求不合理的，应在三日内向定作人提出书面异议。",
        f"第五条  交付定作物的时间、方式及地点：{spoken_date(case.delivered)}前，承揽人送货至{firm.address}。",
        "第六条  验收标准、方法：按图纸和样品验收，定作人在收到定作物后十日内验收完毕。",
        "第七条  定作物的包装要求及费用负担：防锈、防潮包装，费用由承揽人负担。",
        f"第八条  定金：定作人在合同签订后五日内交付定金人民币{grouped(cents(case.total / 5))}元。",
        "第九条  报酬的结算：定作物验收合格后一个月内一次付清，承揽人应开具增值税专用发票。",
        "第十条  本合同解除的条件：承揽人逾期交付超过三十日的，定作人可以解除合同。",
        "第十一条  违约责任：承揽人逾期交付的，每日按报酬总额的千分之二支付违约金；定作人无正当理由拒收的，赔偿承揽人的损失。",
        "第十二条  合同争议的解决方式：协商或调解不成的，依法向人民法院起诉。",
        "第十三条  其他约定事项：本合同一式四份，经双方盖章后生效。",
    ))  # fmt: skip
    flow.room(86)
    rows: list[FormRow] = [(8.0, ((1.0, "定  作  人", "c"), (1.0, "承  揽  人", "c")))]
    for label, left, right in (
        ("名称（章）：", firm.name, own.name), ("住所：", firm.address, own.address),
        ("法定代表人：", firm.legal_representative, own.legal_representative), ("委托代理人：", case.agent, ""),
        ("电话：", firm.phone, own.phone), ("开户银行：", firm.bank, own.bank), ("账号：", firm.account, own.account),
    ):  # fmt: skip
        rows.append((9.0, ((1.0, f"{label}{left}", "v"), (1.0, f"{label}{right}", "v"))))
    top = flow.y + 3
    form(flow.paper, 20, top, 170, rows, size=9.5)
    seal(flow.paper, 82, top + 30, firm, rng, "合同专用章")
    seal(flow.paper, 166, top + 32, own, rng, "合同专用章")
    return contract("work_on_order", flow.pages, case, firm, own, code=False)


@layout("tuning", "contract")
def equipment_lease(case: Case, rng: random.Random) -> Drawn:
    """设备租赁合同: monthly rent and deposit beside the whole rent; the day under the signatures."""
    firm, own = case.customer, case.own
    rent = Decimal(rng.randint(8, 60) * 500)
    whole = rent * 12
    flow = Flow([Paper()], 66, font="serif", bold_font="serif-bold", size=11, leading=1.65, margin=25)
    flow.paper.text(105, 22, "设备租赁合同", font="serif-bold", size=22, align="m", spacing=2)
    flow.paper.text(185, 36, f"合同编号：{case.contract_no}", font="serif", size=10.5, align="r")
    flow.paper.text(25, 45, f"甲方（出租方）：{own.half_width_name}", font="serif", size=11.5)
    flow.paper.text(25, 54, f"乙方（承租方）：{firm.half_width_name}", font="serif", size=11.5)
    g = case.goods[0]
    flow.say_all((
        "根据《中华人民共和国民法典》及有关规定，为明确出租方与承租方的权利义务关系，经双方协商一致，签订本合同。",
        "#一、租赁物", f"出租方将生产{g.item}（{g.spec}）用成型机组一套出租给承租方使用，租赁物完好，附件齐全，详见交接清单。",
        "#二、租赁期限", f"租赁期限自{spoken_date(case.valid_from, 'zh0')}起至{spoken_date(case.valid_until, 'zh0')}止。租赁期满承租方需继续租用的，应提前一个月提出。",
        "#三、租金及支付", f"1. 月租金为人民币{grouped(rent)}元，租金按季支付，先付后用。",
        f"2. 租赁期内租金总额为人民币{grouped(whole)}元（大写：{in_words(whole)}）。",
        f"3. 承租方于签约当日交付押金{grouped(rent * 2)}元，合同期满设备完好归还后无息退还。",
        "#四、维修与保养", "租赁期间设备的日常保养由承租方负责，大修由出租方负责，因承租方使用不当造成损坏的，维修费用由承租方承担。",
        "#五、双方的权利义务", "承租方不得将租赁物转租、抵押或转让给第三方；出租方有权检查租赁物的使用情况。出租方应保证租赁物在交付时符合约定的用途。",
        "#六、违约责任", "承租方逾期支付租金的，每日按应付租金的1‰支付违约金；逾期超过三十日的，出租方有权收回租赁物。",
        "#七、争议的解决", "因本合同发生的争议，由双方协商解决；协商不成的，向租赁物所在地人民法院起诉。",
        "#八、附则", "本合同一式两份，双方各执一份，自双方签字盖章之日起生效。附件：设备交接清单。",
    ), indent=2)  # fmt: skip
    flow.room(70)
    top = flow.y + 8
    for x, role, who, agent in ((25.0, "出租方", own, ""), (110.0, "承租方", firm, case.agent)):
        for place, text in enumerate((
            f"{role}（盖章）：", f"法定代表人：{who.legal_representative}", f"委托代理人：{agent}", f"地址：{who.address[:17]}",
            f"电话：{who.phone}", f"{spoken_date(case.signed, 'zh0')}",
        )):  # fmt: skip
            flow.paper.text(x, top + place * 9, text, font="serif", size=10.5)
        seal(flow.paper, x + 46, top + 10, who, rng, "合同专用章", size=41)
        sign(flow.paper, x + 44, top + 20, rng)
    flow.number("第{n}页 共{of}页")
    return contract("equipment_lease", flow.pages, case, own, firm, code=False, place=None, amount=f"{whole:.2f}",
                    amount_in_words=in_words(whole), **term(case))  # fmt: skip


@layout("tuning", "contract")
def carriage_of_goods(case: Case, rng: random.Random) -> Drawn:
    """货物运输合同: the sum of the freight in figures only, blanks filled with a pen."""
    firm, own, paper = case.customer, case.own, Paper(210, 290, ground=(251, 249, 243))
    freight = cents(Decimal(rng.randint(30, 400) * 50))
    paper.text(105, 16, "公路货物运输合同", font="zenhei", size=20, align="m")
    pen = {"value_font": "ukai", "value_color": BLUE_INK}
    for place, (label, value, right, said) in enumerate((
        ("托运方（甲方）：", firm.name, "合同号：", case.contract_no), ("承运方（乙方）：", own.name, "订立地点：", case.place),
    )):  # fmt: skip
        paper.filled(20, 32 + place * 10, label, value, until=120, font="zenhei", size=10.5, **pen)  # type: ignore[arg-type]  # fonts and colours by name
        paper.filled(124, 32 + place * 10, right, said, until=190, font="zenhei", size=10.5, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.filled(124, 52, "签约日期：", spoken_date(case.signed), until=190, font="zenhei", size=10.5, **pen)  # type: ignore[arg-type]  # fonts and colours by name
    paper.text(
        20,
        62,
        "甲乙双方经过协商，根据合同法律有关规定，订立货物运输合同，条款如下：",
        font="zenhei",
        size=10.5,
    )
    rows = [["货物名称", "规格", "数量", "起运地", "到达地", "收货人"]]
    rows += [
        [g.item, g.spec, plain(g.quantity) + g.unit, own.city, firm.city, firm.contact]
        for g in case.goods[:4]
    ]
    y = paper.table(20, 70, (36, 40, 28, 22, 22, 22), rows, row_height=8, font="zenhei", size=9) + 4
    for text in (
        "一、包装要求：甲方必须按照国家主管机关规定的标准包装；没有统一规定包装标准的，应根据保证货物运输安全的原则进行包装，否则乙方有权拒绝承运。",
        f"二、货物起运与到达：{spoken_date(case.delivered)}前装车起运，三日内运至到达地点。",
        f"三、运费及结算：运费总价￥{grouped(freight)}元，甲方在货物运抵并凭签收回单15日内付清，装卸费由甲方负担。",
        "四、各方的权利义务：甲方要求变更到达地或收货人的，应在货物未运到目的地之前通知乙方；乙方应按约定的期限和路线将货物安全运到。",
        "五、货物灭失、短少、变质、污染、损坏的，乙方按货物的实际损失赔偿，投保金额以200000元为限。",
        f"六、本合同期限：{spoken_date(case.valid_from)}至{spoken_date(case.valid_until)}，期内每次托运以托运单为准。",
        "七、违约责任：乙方错运到达地点或收货人的，应无偿运至约定地点；逾期运到的，每日偿付运费5%的违约金。",
        "八、甲方未按时付款的，乙方对运输的货物享有留置权，并可要求每日1‰的滞纳金。",
        "九、本合同正本一式二份，甲乙双方各执一份，未尽事宜由双方协商解决。",
    ):
        y = paper.paragraph(20, y, 170, text, font="zenhei", size=10.5, leading=1.6) + 0.8
    for x, role, who in ((20.0, "托运方（章）：", firm), (110.0, "承运方（章）：", own)):
        paper.text(x, y + 8, role, font="zenhei", size=10.5)
        paper.text(x, y + 17, f"开户行：{who.bank}", font="zenhei", size=9.5)
        paper.text(x, y + 25, f"账号：{who.account}", font="zenhei", size=9.5)
        paper.text(x, y + 33, "经办人：", font="zenhei", size=10.5)
        sign(paper, x + 30, y + 34, rng)
        seal(paper, x + 46, y + 13, who, rng, "合同专用章", size=40)
    return contract("carriage_of_goods", [paper], case, firm, own, code=False, amount=f"{freight:.2f}",
                    amount_in_words=None, **term(case))  # fmt: skip


@layout("tuning", "contract")
def technical_service(case: Case, rng: random.Random) -> Drawn:
    """技术服务合同: cover with blanks, then a sheet with the sum in 万元."""
    firm, own, cover = case.customer, case.own, Paper()
    tenths = rng.randint(21, 1800)
    total = Decimal(tenths * 1000)
    cover.text(24, 22, f"合同登记编号：{case.contract_no}", size=12)
    cover.text(105, 66, "技 术 服 务 合 同", font="hei", size=32, align="m")
    for place, (label, value) in enumerate((
        ("项目名称", f"{case.goods[0].item}生产线设备技术服务"), ("委托方（甲方）", firm.name), ("受托方（乙方）", own.name),
        ("签订时间", spoken_date(case.signed)), ("签订地点", case.place),
        ("有效期限", f"{spoken_date(case.valid_from)}至{spoken_date(case.valid_until)}"),
    )):  # fmt: skip
        label = f"{label}："
        cover.filled(36, 128 + place * 14, label, value, until=178, size=14, value_font="kai")
    cover.text(105, 262, "中华人民共和国科学技术部印制", font="kai", size=14, align="m")
    flow = Flow([cover, Paper()], 26, size=11.5, leading=1.7, margin=26)
    flow.say_all((
        "本合同甲方委托乙方就上述项目进行专项技术服务，并支付相应的技术服务报酬。双方经过平等协商，在真实、充分地表达各自意愿的基础上，达成如下协议，并由双方共同恪守。",
        "第一条  甲方委托乙方进行技术服务的内容如下：1. 设备安装调试的技术指导；2. 操作人员的技术培训；3. 定期巡检与故障排除。",
        f"第二条  乙方应按下列要求完成技术服务工作：技术服务地点为{firm.city}甲方现场，服务进度按双方确认的计划执行。",
        "第三条  为保证乙方有效进行技术服务工作，甲方应当向乙方提供设备图纸、运行记录等技术资料以及必要的工作条件。",
        f"第四条  甲方向乙方支付技术服务报酬及支付方式为：1. 技术服务费总额为{plain(total / 10_000)}万元（含税）。2. 技术服务费由甲方分期支付，合同签订后支付30%，服务完成验收合格后支付70%。",
        "第五条  双方确定因履行本合同应遵守的保密义务，保密期限为合同终止后两年。",
        "第六条  本合同的变更必须由双方协商一致，并以书面形式确定。",
        "第七条  甲方逾期支付报酬的，每日按未付金额的万分之五支付违约金；乙方未按约定完成服务的，应退还相应报酬。",
        "第八条  双方因履行本合同而发生的争议，应协商、调解解决。协商、调解不成的，依法向人民法院起诉。",
        "第九条  本合同一式四份，具有同等法律效力，经双方签字盖章后生效。",
    ), indent=2)  # fmt: skip
    flow.room(60)
    top = flow.y + 4
    for place, (role, who) in enumerate((("甲方", firm), ("乙方", own))):
        y = top + place * 28
        flow.paper.text(26, y, f"{role}：{who.name}（盖章）", size=11.5)
        flow.paper.text(26, y + 10, "法定代表人／委托代理人：              （签名）", size=11.5)
        sign(flow.paper, 86, y + 11, rng)
        seal(flow.paper, 140, y + 6, who, rng, "合同专用章")
    return contract("technical_service", flow.pages, case, firm, own, code=False, amount=f"{total:.2f}",
                    amount_in_words=None, **term(case))  # fmt: skip


@layout("tuning", "contract")
def installation_work(case: Case, rng: random.Random) -> Drawn:
    """安装工程承包合同: the price in words only, the place of the works is no place of signing."""
    firm, own = case.customer, case.own
    total = Decimal(rng.randint(30, 700) * 1000)
    flow = Flow([Paper()], 24, font="sans", bold_font="sans-bold", size=10.5, leading=1.7, margin=24)
    flow.paper.text(105, 22, "管道安装工程承包合同", font="sans-bold", size=19, align="m")
    flow.y = 38
    flow.say_all((
        f"发包方：{firm.name}（以下简称甲方）", f"承包方：{own.name}（以下简称乙方）", f"编号：{case.contract_no}",
        "按照《中华人民共和国民法典》和《建设工程质量管理条例》的规定，结合本工程具体情况，双方达成如下协议。",
        "#1  工程概况", f"1.1 工程名称：{firm.city}厂区管道安装工程。1.2 工程地点：{firm.address}。1.3 承包方式：包工包料。",
        "#2  工期", f"2.1 本工程自{spoken_date(case.delivered, 'dot')}开工，于{spoken_date(case.valid_until, 'dot')}竣工，合同工期总日历天数{(case.valid_until - case.delivered).days}天。",
        "#3  合同价款与支付", f"3.1 合同总价款为人民币{in_words(total)}，为固定总价，不因市场价格变化而调整。",
        "3.2 开工前甲方支付20%备料款，工程过半支付至50%，竣工验收合格后支付至97%，余3%作为质量保修金。",
        "#4  材料与质量", "4.1 乙方采购的材料应有合格证，主要材料进场须经甲方验收。4.2 工程质量执行国家现行施工验收规范。",
        "#5  双方责任", "5.1 甲方负责提供施工场地及水、电接口。5.2 乙方负责施工现场的安全，遵守甲方的各项管理制度，发生安全事故由乙方承担责任。",
        "#6  竣工验收", "6.1 乙方提交竣工报告后，甲方应在7日内组织验收。6.2 工程保修期为自竣工验收之日起两年。",
        "#7  违约责任", "7.1 乙方延误工期的，每日支付违约金1000元，累计不超过合同总价款的5%。",
        "#8  附则", "8.1 本合同未尽事宜，双方协商解决，协商不成的提交仲裁。8.2 本合同一式六份，甲方四份，乙方两份。",
    ))  # fmt: skip
    flow.room(48)
    top = flow.y + 6
    for x, role, who in ((24.0, "发包方（公章）", firm), (110.0, "承包方（公章）", own)):
        flow.paper.text(x, top, role, font="sans", size=10.5)
        flow.paper.text(x, top + 10, "代表人（签字）：", font="sans", size=10.5)
        flow.paper.text(x, top + 20, f"电话：{who.phone}", font="sans", size=10.5)
        sign(flow.paper, x + 40, top + 11, rng)
        seal(flow.paper, x + 42, top + 8, who, rng, size=41)
    flow.paper.text(24, top + 34, f"合同签订日期：{spoken_date(case.signed)}", font="sans", size=10.5)
    flow.paper.text(110, top + 34, f"签署地点：{case.place}", font="sans", size=10.5)
    flow.number("{n}/{of}")
    return contract("installation_work", flow.pages, case, firm, own, code=False, amount=f"{total:.2f}",
                    amount_in_words=in_words(total))  # fmt: skip
