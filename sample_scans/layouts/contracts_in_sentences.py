"""Contracts that say everything in running text: place, day, sum and term inside sentences that wrap anywhere."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_scans.case import Case, Drawn, layout
from sample_scans.layouts.contract_pages import Flow, contract, term
from sample_scans.money import cents, grouped, in_words, spoken_date
from sample_scans.paper import Paper
from sample_scans.parts import seal, sign

_FILLERS = (
    "", "根据招标结果，", "经双方友好协商并参照市场行情，", "双方确认，", "按照附件所列数量和单价计算，",
    "含增值税、运费、装卸费及保险费在内，", "在合同约定的质量和交货期均得到满足的前提下，",
)  # fmt: skip


def _signatures(flow: Flow, case: Case, rng: random.Random, lines: tuple[tuple[str, str], ...]) -> None:
    """Write both parties' lines side by side and press their seals."""
    flow.room(58)
    top = flow.y + 6
    for place, (left, right) in enumerate(lines):
        flow.paper.text(flow.margin, top + 9 * place, left, font=flow.font, size=flow.size)
        flow.paper.text(112, top + 9 * place, right, font=flow.font, size=flow.size)
    seal(flow.paper, flow.margin + 45, top + 12, case.customer, rng, "合同专用章")
    seal(flow.paper, 150, top + 12, case.own, rng)
    sign(flow.paper, 150, top + 19, rng)


@layout("tuning", "contract")
def told_in_sentences(case: Case, rng: random.Random) -> Drawn:
    """买卖合同 whose preamble tells day and place, and whose sum stands in words with figures behind them."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 56, font="song", size=11.5, leading=1.8, margin=26)
    flow.paper.text(105, 26, "钢材买卖合同", font="hei", size=21, align="m")
    flow.paper.text(184, 43, f"编号：{case.contract_no}", size=10.5, align="r")
    filler = rng.choice(_FILLERS)
    goods = "、".join(f"{g.item}（{g.spec}）" for g in case.goods)
    flow.say_all((
        f"本合同由以下双方于{spoken_date(case.signed)}在{case.place}签订：",
        f"甲方（买方）：{firm.name}", f"乙方（卖方）：{own.name}",
        f"一、标的物：乙方向甲方供应{goods}，具体数量和单价见双方盖章确认的附件清单。",
        f"二、价款：{filler}本合同项下全部货物的总价款为人民币{in_words(case.total)}（￥{grouped(case.total)}元）。"
        f"其中货物不含税价为人民币{grouped(cents(case.total / Decimal('1.13')))}元，增值税税率为13%。",
        f"三、付款：甲方应在本合同生效后三日内支付定金人民币{grouped(cents(case.total / 5))}元，余款在验收合格后三十日内付清。",
        "四、交付：乙方应在收到定金之日起二十日内将货物运至甲方仓库，运费由乙方承担。",
        "五、违约责任：任何一方违约，应按合同总价款的百分之五向对方支付违约金，并赔偿由此造成的损失。",
        "六、本合同一式两份，双方各执一份，自双方签字盖章之日起生效；未尽事宜由双方另行签订补充协议。",
    ), indent=2)  # fmt: skip
    _signatures(
        flow,
        case,
        rng,
        (
            ("甲方（盖章）：", "乙方（盖章）："),
            (f"代表：{case.agent}", "代表："),
            (f"电话：{firm.phone}", f"电话：{own.phone}"),
        ),
    )
    return contract("told_in_sentences", flow.pages, case, firm, own, code=False)


@layout("tuning", "contract")
def signed_at_the_end(case: Case, rng: random.Random) -> Drawn:
    """供货合同 whose last lines tell 时间 and 地点; figures first, words in brackets, tax beside the sum."""
    firm, own = case.customer, case.own
    flow = Flow([Paper()], 60, font="kai", size=12, leading=1.75, margin=24)
    flow.paper.text(105, 24, "产 品 供 货 合 同", font="song", size=22, align="m", bold=True)
    flow.paper.text(24, 42, f"合同编号：{case.contract_no}", font="kai", size=11)
    net = cents(case.total / Decimal("1.13"))
    filler = rng.choice(_FILLERS)
    flow.say_all((
        f"需方：{firm.name}（以下简称需方）", f"供方：{own.name}（以下简称供方）",
        "供需双方本着平等互利、诚实信用的原则，经协商一致，就产品供应事宜达成如下合同，供双方共同遵守。",
        f"第一条 供方供应的产品为{case.goods[0].item}等，规格、数量、单价以订货清单为准。",
        f"第二条 {filler}合同金额共计{grouped(case.total)}元（大写：人民币{in_words(case.total)}），"
        f"其中不含税金额{grouped(net)}元，税额{grouped(case.total - net)}元，该金额为固定总价。",
        f"第三条 合同有效期限自{spoken_date(case.valid_from)}起至{spoken_date(case.valid_until)}止，期满前一个月双方可协商续签。",
        "第四条 需方收到货物后应在七日内验收，逾期未提出书面异议的视为验收合格。",
        "第五条 因本合同引起的争议，由供方所在地人民法院管辖。",
    ))  # fmt: skip
    _signatures(flow, case, rng, (
        ("需方（公章）：", "供方（公章）："), ("委托代理人：", "委托代理人："), ("", ""),
        (f"时间：{spoken_date(case.signed)}", f"时间：{spoken_date(case.signed)}"), (f"地点：{case.place}", f"地点：{case.place}"),
    ))  # fmt: skip
    return contract("signed_at_the_end", flow.pages, case, firm, own, code=False, **term(case))
