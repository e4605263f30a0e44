"""Papers of several sheets whose later sheets bear no title: text that runs on, tables that run on, annexes."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout, named
from sample_scans.layouts.contract_pages import Flow, contract
from sample_scans.money import grouped, plain, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import seal, sign

_REPORTED = (
    "企业成立以来经营稳定，主要产品为各类管材、型材及配套件，销售区域覆盖华东、华中及西南地区。",
    "厂区占地约三十亩，现有员工一百二十余人，其中技术人员二十六人，设备以国产数控机床为主，成新率较高。",
    "近三年主营业务收入保持增长，应收账款周转天数由七十八天下降到五十九天，现金流量总体平衡。",
    "银行借款主要用于补充流动资金，未发现逾期、欠息记录；对外担保余额不大，且均有反担保措施。",
    "原材料由三家长期合作的供应商供应，价格随市场浮动，账期一般为三十天，采购集中度处于合理水平。",
    "库存商品账实相符，仓库管理较为规范，盘点差异率低于千分之三，存货跌价风险较小。",
    "主要客户为当地工程公司和贸易商，前五名客户销售额约占全年的百分之四十三，无单一客户依赖。",
    "走访期间生产线正常运转，员工在岗情况与工资表一致，水电费缴纳凭证齐全。",
    "法定代表人从业二十余年，行业口碑良好，个人征信无不良记录，家庭资产以住房和股权为主。",
    "经与财务人员核对，纳税申报表与账面收入差异在合理范围内，未见重大税务处罚。",
    "综合以上情况，建议维持现有信用额度，账期不超过六十天，并每半年复查一次经营和财务状况。",
    "会议认为，本季度交货及时率仍有提升空间，生产部与仓库应在每周一上午核对在途订单。",
    "质量部通报了两起退货的原因，一起为包装破损，一起为规格标识错误，责任部门已提出整改办法。",
    "销售部反映部分客户要求延长账期，财务部意见为逐户评估，未经审批不得先行发货。",
)
_MARKS = ("一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、")
_TOPICS = (
    "基本情况", "生产经营", "财务状况", "供应与采购", "仓储与物流", "客户与市场", "人员与管理", "风险提示", "结论与建议",
)  # fmt: skip


def _report(flow: Flow, rng: random.Random, sections: int) -> None:
    for mark, topic in zip(_MARKS, rng.sample(_TOPICS, sections), strict=False):
        flow.say(mark + topic, heading=True)
        for _ in range(rng.randint(2, 4)):
            flow.say("".join(rng.sample(_REPORTED, rng.randint(2, 4))), indent=2)


@layout("tuning", "customer_background")
def long_visit_report(case: Case, rng: random.Random) -> Drawn:
    """走访调查报告 over three or four sheets, pages not numbered."""
    firm = case.customer
    flow = Flow([Paper()], 58, font="song", size=12, leading=1.85)
    flow.paper.text(105, 28, "客户走访调查报告", font="hei", size=20, align="m")
    flow.paper.text(24, 46, f"客户名称：{firm.name}", font="song", size=12)
    _report(flow, rng, 6)
    flow.room(20)
    flow.paper.text(184, flow.y + 4, f"调查人：{case.clerk}", size=12, align="r")
    flow.paper.text(184, flow.y + 12, spoken_date(case.signed), size=12, align="r")
    fields = {"date": case.signed.isoformat()}
    return Drawn("customer_background", "long_visit_report", flow.pages, named(firm), fields)


@layout("tuning", "other")
def long_minutes(case: Case, rng: random.Random) -> Drawn:
    """会议纪要 over several sheets with - 2 - at the foot of the later ones."""
    flow = Flow([Paper()], 52, font="fang", size=13, leading=1.8)
    flow.paper.text(105, 26, "产销协调会议纪要", font="hei", size=20, align="m")
    flow.say(f"时间：{spoken_date(case.signed)}　地点：三楼会议室　记录：{case.clerk}")
    _report(flow, rng, 5)
    if rng.random() < 0.6:
        flow.number("- {n} -")
    return Drawn("other", "long_minutes", flow.pages)


@layout("tuning", "other")
def technical_paper(case: Case, rng: random.Random) -> Drawn:
    """A technical description under a running head that repeats on each sheet."""
    flow = Flow([Paper()], 44, font="serif", size=11, leading=1.7, top=34)
    flow.paper.text(105, 28, f"{case.goods[0].item}技术说明", font="serif-bold", size=19, align="m")
    _report(flow, rng, 7)
    for paper in flow.pages:
        paper.text(24, 14, f"{case.own.name}技术文件", font="serif", size=9)
        paper.text(186, 14, f"Q/JS {case.number:03d}-2023", font="serif", size=9, align="r")
    return Drawn("other", "technical_paper", flow.pages)


@layout("tuning", "account_statement")
def long_statement(case: Case, rng: random.Random) -> Drawn:
    """对账单 whose table runs over two or three sheets; the head row stands on the first one only, or on all."""
    firm, own = case.customer, case.own
    head = ["序号", "日期", "单据号", "摘要", "应收金额", "已收金额", "余额"]
    repeat = rng.random() < 0.5
    rows, balance = [], Decimal(0)
    for n in range(rng.randint(44, 70)):
        amount = Decimal(rng.randint(20, 900) * 100)
        paid = rng.random() < 0.4
        balance += -amount / 2 if paid else amount
        day = case.delivered - dt.timedelta(days=120 - n)
        rows.append([str(n + 1), day.isoformat(), f"{rng.randint(10**6, 10**7)}", "回款" if paid else "货款",
                     "" if paid else grouped(amount), grouped(amount / 2) if paid else "", grouped(balance)])  # fmt: skip
    columns, pages, at = (12, 24, 24, 26, 28, 28, 28), [Paper()], 0
    pages[0].text(105, 22, "应收账款对账单", font="hei", size=19, align="m")
    pages[0].text(20, 36, f"客户名称：{firm.name}", size=11)
    top, room = 44.0, 27
    while at < len(rows):
        part = rows[at : at + room]
        shown = [head, *part] if at == 0 or repeat else part
        y = pages[-1].table(20, top, columns, shown, row_height=8, size=9, align="mmmmrrr")
        at += room
        if at < len(rows):
            pages.append(Paper())
            top, room = 22.0, 30
    last = pages[-1]
    if y > 235:
        last, y = Paper(), 20.0
        pages.append(last)
    last.text(20, y + 8, f"截至{spoken_date(case.delivered)}，贵公司尚欠货款{grouped(balance)}元。", size=11)
    last.text(20, y + 20, f"对账单位：{own.name}", size=11)
    last.text(120, y + 20, "客户签章：", size=11)
    seal(last, 150, y + 16, firm, rng, "财务专用章", size=38)
    drawn = Drawn("account_statement", "long_statement", pages, named(firm))
    drawn.unjudged = {"amount": f"{balance:.2f}", "date": case.delivered.isoformat()}
    return drawn


@layout("tuning", "contract")
def contract_with_annex(case: Case, rng: random.Random) -> Drawn:
    """A sales contract whose goods stand in an annex on a sheet of its own: 附件一 产品清单."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 54, font="song", size=11.5, leading=1.8)
    flow.paper.text(105, 26, "产品购销合同", font="hei", size=21, align="m")
    flow.paper.text(184, 42, f"合同编号：{case.contract_no}", size=10.5, align="r")
    flow.say_all((
        f"甲方（需方）：{firm.name}", f"乙方（供方）：{own.name}",
        "一、产品名称、规格、数量及价款：详见附件一《产品清单》。",
        f"二、合同总金额：人民币{grouped(case.total)}元（含13%增值税）。",
        "三、交货地点及方式：乙方负责送货至甲方仓库，运费由乙方承担，货到后甲方应在三日内验收。",
        "四、结算方式：货到验收合格后三十日内，甲方凭乙方开具的增值税专用发票以银行转账方式付款。",
        "五、违约责任：逾期交货或逾期付款的，每逾期一日按未履行部分的千分之一支付违约金。",
        "六、争议解决：因本合同发生的争议由双方协商解决，协商不成的向合同签订地人民法院起诉。",
        f"七、合同签订地：{case.place}。签订日期：{spoken_date(case.signed)}。",
    ), indent=2)  # fmt: skip
    flow.room(50)
    flow.paper.text(26, flow.y + 6, "甲方（盖章）：", size=11.5)
    flow.paper.text(112, flow.y + 6, "乙方（盖章）：", size=11.5)
    seal(flow.paper, 50, flow.y + 4, firm, rng, "合同专用章")
    seal(flow.paper, 140, flow.y + 4, own, rng)
    sign(flow.paper, 150, flow.y + 16, rng)
    annex = Paper()
    annex.text(24, 20, "附件一", font="hei", size=12)
    annex.text(105, 30, "产品清单", font="hei", size=17, align="m")
    rows = [["序号", "产品名称", "规格型号", "单位", "数量", "单价（元）", "金额（元）"]]
    rows += [[str(n), g.item, g.spec, g.unit, plain(g.quantity), plain(g.price), f"{g.amount:.2f}"]
             for n, g in enumerate(case.goods, 1)]  # fmt: skip
    rows.append(["", "合计", "", "", "", "", f"{case.total:.2f}"])
    annex.table(22, 42, (14, 34, 40, 14, 20, 22, 26), rows, row_height=9, align="mllmrrr")
    return contract(
        "contract_with_annex", [*flow.pages, annex], case, firm, own, code=False, amount_in_words=None
    )


@layout("tuning", "inspection_report")
def numbered_report(case: Case, rng: random.Random) -> Drawn:
    """检验报告 with a cover, its number in the head of each sheet and 第 2 页 共 4 页."""
    firm, own = case.customer, case.own
    number = f"JY{case.signed:%Y%m}{rng.randint(100, 999)}"
    cover = Paper()
    cover.text(105, 70, "产品检验报告", font="hei", size=30, align="m")
    for n, (label, value) in enumerate(
        (
            ("报告编号", number),
            ("产品名称", case.goods[0].item),
            ("委托单位", firm.name),
            ("检验类别", "出厂检验"),
        )
    ):
        cover.text(50, 120 + 14 * n, f"{label}：{value}", size=14)
    cover.text(105, 230, own.name, font="hei", size=15, align="m")
    seal(cover, 105, 215, own, rng, "检验专用章")
    pages = [cover]
    items = ("外观", "外径", "壁厚", "长度", "弯曲度", "屈服强度", "抗拉强度", "断后伸长率", "压扁试验", "弯曲试验",
             "镀锌层均匀性", "水压试验", "标志", "包装")  # fmt: skip
    for part in range(rng.randint(1, 2)):
        paper = Paper()
        rows = [["序号", "检验项目", "标准要求", "检验结果", "单项判定"]]
        rows += [[str(14 * part + n), item, "符合 GB/T 3091", f"{rng.uniform(1, 400):.1f}", "合格"]
                 for n, item in enumerate(items, 1)]  # fmt: skip
        paper.table(22, 40, (16, 42, 44, 34, 30), rows, row_height=11, align="mlmmm")
        pages.append(paper)
    for n, paper in enumerate(pages[1:], 2):
        paper.text(22, 22, f"报告编号：{number}", size=10.5)
        paper.text(188, 22, f"第 {n} 页 共 {len(pages)} 页", size=10.5, align="r")
    pages[-1].text(22, 230, f"检验日期：{spoken_date(case.signed)}", size=11)
    drawn = Drawn("inspection_report", "numbered_report", pages, named(firm))
    drawn.unjudged = {"number": number, "date": case.signed.isoformat(), "party": firm.name}
    return drawn


@layout("tuning", "repayment_agreement")
def agreement_running_over(case: Case, rng: random.Random) -> Drawn:
    """还款协议 whose signatures alone stand on the second sheet."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 60, font="song", size=13, leading=2.1, margin=28)
    flow.paper.text(105, 30, "欠款还款协议", font="hei", size=22, align="m")
    parts = tuple(Decimal(rng.randint(2, 40) * 5000) for _ in range(3))
    flow.say_all((
        f"甲方（债权人）：{own.name}", f"乙方（债务人）：{firm.name}",
        f"一、经双方核对，截至{spoken_date(case.signed)}，乙方尚欠甲方货款人民币{grouped(sum(parts, Decimal()))}元。",
        *(f"{_MARKS[n + 1]}乙方应于第{n + 1}期届满前向甲方支付人民币{grouped(part)}元，以银行到账为准。" for n, part in enumerate(parts)),
        "五、乙方任何一期未按时足额支付的，甲方有权要求乙方一次性清偿全部余款，并按日万分之五计收违约金。",
        "六、本协议履行期间乙方变更名称、住所或法定代表人的，应在十日内书面通知甲方，否则由此造成的损失由乙方承担。",
        "七、本协议自双方签字盖章之日起生效，一式两份，具有同等效力。因本协议产生的争议由甲方所在地人民法院管辖。",
    ), indent=2)  # fmt: skip
    last = Paper()
    for n, (left, right) in enumerate((("甲方（盖章）：", "乙方（盖章）："), ("代表：", "代表："),
                                       (spoken_date(case.signed), spoken_date(case.signed)))):  # fmt: skip
        last.text(28, 34 + 14 * n, left, size=13)
        last.text(116, 34 + 14 * n, right, size=13)
    seal(last, 60, 30, own, rng)
    seal(last, 150, 30, firm, rng)
    drawn = Drawn("repayment_agreement", "agreement_running_over", [*flow.pages, last], named(firm))
    drawn.unjudged = {"date": case.signed.isoformat()}
    return drawn
