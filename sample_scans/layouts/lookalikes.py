"""Papers that look or speak like known types without being them."""

from __future__ import annotations

import datetime as dt
import random

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.goods_tables import Column, Look, goods_table, total_row
from sample_scans.layouts.slip_heads import put
from sample_scans.money import spoken_date
from sample_scans.paper import Color, Paper
from sample_scans.parts import form, seal, sign
from sample_scans.people_and_firms import person


def _other(name: str, *pages: Paper) -> Drawn:
    return Drawn("other", name, list(pages))


@layout("tuning", "other")
def quotation_to_customer(case: Case, rng: random.Random) -> Drawn:
    """报价单 to a customer with goods, sums and terms, like a contract or an order."""
    own, firm, paper = case.own, case.customer, Paper()
    paper.text(22, 18, own.name, font="sans-bold", size=14)
    paper.text(188, 18, "报价单", font="sans-bold", size=20, align="r")
    put(paper, (
        (22, 34, f"客户名称：{firm.name}"), (130, 34, f"报价单号：BJ{case.signed:%Y%m%d}{rng.randint(1, 40):02d}"),
        (22, 41, f"联系人：{firm.contact}  {firm.mobile}"), (130, 41, f"报价日期：{spoken_date(case.signed, 'dash')}"),
    ), font="sans", size=10.5)  # fmt: skip
    columns = (
        Column("序号", 12, "no"), Column("产品名称", 36, "item"), Column("规格型号", 40, "spec"), Column("单位", 14, "unit"),
        Column("数量", 20, "quantity", "r"), Column("单价", 20, "price", "r"), Column("金额", 24, "amount", "r"),
    )  # fmt: skip
    last = total_row(columns, "合计", amount=f"{case.total:.2f}")
    y = goods_table(
        paper, 22, 50, columns, case.goods, rng, Look(font="sans", size=9.5, row=8, head=8), more=[last]
    )
    for text in (
        "1. 以上价格含13%增值税，报价有效期15天。", "2. 交货期：签订合同后20天内。", "3. 付款方式：合同签订预付30%，发货前付清余款。",
        "4. 如蒙订购，请提供营业执照复印件以便签订购销合同。",
    ):  # fmt: skip
        y = paper.paragraph(22, y + 3, 166, text, font="sans", size=10.5)
    paper.text(120, y + 10, f"报价人：{case.clerk}", font="sans", size=10.5)
    seal(paper, 150, y + 14, own, rng, size=40)
    return _other("quotation_to_customer", paper)


@layout("tuning", "other")
def sales_meeting_minutes(case: Case, rng: random.Random) -> Drawn:
    """Minutes that speak of contracts, slips, returns and licences."""
    paper = Paper()
    paper.text(105, 22, "会 议 纪 要", font="serif-bold", size=22, align="m", color=(190, 30, 30))
    paper.rule(24, 34, 186, 34, width=0.6, color=(190, 30, 30))
    rows = ((9, ((2, "会议主题", "l"), (8, "第三季度产销协调会", "v"))),
            (9, ((2, "时间", "l"), (3, spoken_date(case.signed), "v"), (2, "地点", "l"), (3, "二楼会议室", "v"))),
            (9, ((2, "主持人", "l"), (3, case.own.contact, "v"), (2, "记录", "l"), (3, case.clerk, "v"))))  # fmt: skip
    y = form(paper, 24, 40, 162, rows, font="serif", size=10.5) + 6
    for text in (
        f"一、销售部汇报本季度签订购销合同情况，其中与{case.customer.name}签订的合同金额较大，应重点保证供货。",
        "二、仓储部反映部分送货单未取得客户签收回单，影响对账和回款，要求司机当日交回。",
        "三、财务部通报应收账款情况，对逾期客户应签订还款协议，信用额度重新审批。",
        "四、质量部通报退货折价两起，责任鉴定已完成，按制度考核。",
        "五、行政部负责公司营业执照变更后的资料更新，各部门投标时使用新的复印件。",
        "会议要求各部门按分工抓紧落实，下次例会汇报进展。",
    ):
        y = paper.paragraph(24, y, 162, text, font="serif", size=11.5, leading=1.75, indent=2)
    paper.text(24, y + 8, f"参会人员：{'、'.join(person(rng) for _ in range(6))}", font="serif", size=11)
    return _other("sales_meeting_minutes", paper)


@layout("tuning", "other")
def management_system_certificate(case: Case, rng: random.Random) -> Drawn:
    """ISO 9001 certificate with a code, an address, a scope and dates like a licence."""
    firm, paper = case.customer, Paper()
    blue: Color = (20, 70, 140)
    paper.frame(10, 10, 200, 287, width=1.2, color=blue)
    paper.frame(12.5, 12.5, 197.5, 284.5, width=0.3, color=blue)
    paper.text(105, 30, "质量管理体系认证证书", font="hei", size=26, align="m", color=blue)
    paper.text(
        105,
        44,
        f"证书编号：{rng.randint(100, 999)}{case.signed:%y}Q{rng.randint(10000, 99999)}R0M",
        font="sans",
        size=11,
        align="m",
    )
    rows = (
        ("兹证明", ""),
        ("", firm.name),
        ("统一社会信用代码：", firm.uscc),
        ("注册地址：", firm.address),
        ("审核地址：", firm.address),
    )
    for place, (label, value) in enumerate(rows):
        paper.text(105, 62 + place * 12, label + value, font="sans", size=16 if not label else 12, align="m")
    paper.text(105, 128, "质量管理体系符合", font="sans", size=12, align="m")
    paper.text(105, 138, "GB/T 19001-2016 / ISO 9001:2015", font="sans-bold", size=15, align="m")
    paper.paragraph(34, 154, 142, f"认证范围：{firm.scope.split('。')[0]}", font="sans", size=12)
    later = case.signed + dt.timedelta(days=1095)
    put(
        paper,
        ((34, 184, f"发证日期：{spoken_date(case.signed)}"), (34, 193, f"有效期至：{spoken_date(later)}")),
        font="sans",
        size=12,
    )
    paper.text(120, 226, f"{case.own.city.rstrip('市')}质信认证中心有限公司", font="sans", size=12)
    seal(paper, 150, 232, f"{case.own.city.rstrip('市')}质信认证中心有限公司", rng, size=42)
    return _other("management_system_certificate", paper)


@layout("tuning", "other")
def brochure_page(case: Case, rng: random.Random) -> Drawn:
    """A page of a product brochure."""
    own, paper, g = case.own, Paper(ground=(244, 248, 252)), case.goods[0]
    paper.fill(0, 0, 210, 46, (18, 84, 148))
    paper.text(20, 14, g.item, font="sans-bold", size=30, color=(255, 255, 255))
    paper.text(20, 30, "品质成就未来 · 服务创造价值", font="sans", size=13, color=(220, 235, 250))
    paper.fill(20, 58, 98, 112, (206, 214, 222))
    paper.text(59, 82, "产品图片", font="sans", size=12, align="m", color=(120, 130, 140))
    paper.paragraph(
        106,
        60,
        84,
        f"{own.name}专业生产{g.item}，引进先进生产线，产品广泛应用于建筑、机械、电力等行业，畅销全国。",
        font="sans",
        size=11.5,
    )
    rows = [["型号", "外径 mm", "壁厚 mm", "理论重量 kg/m"]]
    rows += [
        [f"{g.spec}-{n}", str(20 + n * 12), f"{2 + n * 0.25:.2f}", f"{1.2 + n * 1.07:.3f}"]
        for n in range(1, 10)
    ]
    y = paper.table(20, 124, (50, 38, 38, 44), rows, row_height=8.5, font="sans", head_font="sans-bold")
    put(
        paper,
        (
            (20, y + 8, "执行标准：GB/T 3091    表面处理：热浸镀锌"),
            (20, y + 16, f"订货热线：{own.phone}   地址：{own.address}"),
        ),
        font="sans",
        size=10.5,
    )
    return _other("brochure_page", paper)


@layout("tuning", "other")
def payroll(case: Case, rng: random.Random) -> Drawn:
    """A payroll table on a lying sheet: sums in many columns and a total row."""
    paper = Paper(297, 210)
    paper.text(148.5, 14, f"{case.own.name}{case.signed.month}月份工资表", font="hei", size=15, align="m")
    put(
        paper,
        ((16, 26, "部门：生产一部"), (200, 26, f"制表日期：{spoken_date(case.signed, 'dash')}    单位：元")),
        size=10,
    )
    rows = [
        [
            "序号",
            "姓名",
            "基本工资",
            "岗位工资",
            "加班费",
            "全勤奖",
            "应发合计",
            "社保",
            "个税",
            "实发金额",
            "签名",
        ]
    ]
    whole = 0
    for n in range(1, 15):
        parts = [rng.randint(22, 40) * 100, rng.randint(5, 15) * 100, rng.randint(0, 900), 200]
        due, insured = sum(parts), 416
        whole += due - insured
        rows.append(
            [
                str(n),
                person(rng),
                *[f"{p}.00" for p in parts],
                f"{due}.00",
                f"{insured}.00",
                "0.00",
                f"{due - insured}.00",
                "",
            ]
        )
    rows.append(["合计", "", "", "", "", "", "", "", "", f"{whole}.00", ""])
    y = paper.table(
        16, 33, (13, 24, 26, 26, 24, 22, 28, 22, 20, 28, 32), rows, row_height=8.6, align="mmrrrrrrrrm"
    )
    put(paper, ((16, y + 5, "审批："), (110, y + 5, "财务："), (210, y + 5, f"制表：{case.clerk}")))
    return _other("payroll", paper)


@layout("tuning", "other")
def express_waybill(case: Case, rng: random.Random) -> Drawn:
    """An express waybill: sender, consignee, number and piece count like a slip."""
    own, firm, paper = case.own, case.customer, Paper(100, 180)
    number = f"SF{rng.randint(10**12, 10**13 - 1)}"
    paper.frame(5, 5, 95, 174, width=0.5)
    paper.text(50, 9, "顺达速运", font="sans-bold", size=18, align="m")
    for n in range(70):
        width = 0.3 + (n * 7 % 4) * 0.18
        paper.fill(10 + n * 1.14, 20, 10 + n * 1.14 + width, 34, (10, 10, 10))
    paper.text(50, 36, f"运单号 {number}", font="sans", size=12, align="m")
    rows = (
        (26, ((1, "收件", "l"), (6, f"{firm.contact} {firm.mobile}\n{firm.name}\n{firm.address}", "t"))),
        (26, ((1, "寄件", "l"), (6, f"{case.clerk} {own.mobile}\n{own.name}\n{own.address}", "t"))),
        (14, ((2, "托寄物", "l"), (5, "合同、发票等文件", "v"))),
        (14, ((2, "件数", "l"), (1, "1", "c"), (2, "计费重量", "l"), (2, "0.5kg", "c"))),
        (14, ((2, "付款方式", "l"), (1, "寄付", "c"), (2, "费用合计", "l"), (2, "￥18.00", "c"))),
        (24, ((1, f"寄件日期：{spoken_date(case.delivered, 'dash')}\n收件人签名：", "t"),)),
    )  # fmt: skip
    y = form(paper, 5, 46, 90, rows, font="sans", size=9)
    sign(paper, 50, y - 9, rng, width=20)
    return _other("express_waybill", paper)


@layout("tuning", "other")
def credit_report_page(case: Case, rng: random.Random) -> Drawn:
    """A page of 企业信用报告: everything a licence says, in a report."""
    firm, paper = case.customer, Paper()
    paper.text(24, 14, "国家企业信用信息公示报告", font="song", size=9)
    paper.text(186, 14, "第 1 页", font="song", size=9, align="r")
    paper.rule(24, 19, 186, 19)
    paper.text(105, 26, "企业信用报告", font="hei", size=20, align="m")
    paper.text(24, 42, "一、基本信息（营业执照信息）", font="hei", size=12)
    rows = [
        ["统一社会信用代码", firm.uscc], ["企业名称", firm.name], ["类型", firm.company_type], ["法定代表人", firm.legal_representative],
        ["注册资本", f"{firm.capital_wan}万人民币"], ["成立日期", spoken_date(firm.founded)], ["登记机关", firm.registrar],
        ["登记状态", "存续（在营、开业、在册）"], ["住所", firm.address],
    ]  # fmt: skip
    y = paper.table(24, 50, (44, 118), rows, row_height=8, align="ll", size=10)
    paper.text(24, y + 6, "二、股东及出资信息", font="hei", size=12)
    rows = [
        ["序号", "股东名称", "认缴出资额（万元）", "持股比例"],
        ["1", firm.legal_representative, f"{firm.capital_wan * 0.6:.0f}", "60%"],
        ["2", firm.contact, f"{firm.capital_wan * 0.4:.0f}", "40%"],
    ]
    y = paper.table(24, y + 14, (20, 62, 46, 34), rows, row_height=8, size=10)
    paper.text(24, y + 6, "三、行政许可信息", font="hei", size=12)
    paper.text(24, y + 14, "暂无相关记录。", size=10.5)
    paper.text(24, y + 24, "四、经营异常与严重违法失信信息", font="hei", size=12)
    paper.text(24, y + 32, "暂无相关记录。", size=10.5)
    paper.text(24, y + 44, f"报告生成时间：{spoken_date(case.signed)}", size=10)
    return _other("credit_report_page", paper)
