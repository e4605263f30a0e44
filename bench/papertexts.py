"""Texts of office papers for the search bench: word statistics of real Chinese, and a reader's errors.

Running text is drawn word by word by the frequencies that jieba's dictionary lists (349,000 words counted in
real texts); round it stand the names, numbers, dates and sums of a paper. One character in a hundred is then
read as one that looks like it, as a reader of bad scans does.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate

CONFUSED = (
    "未末",
    "已己巳",
    "日曰",
    "人入八",
    "土士",
    "天夭",
    "干千于",
    "0O",
    "1lI",
    "5S",
    "8B",
    "大太",
    "贷货",
)
ERRORS = 0.01
PLACES = [
    "上海", "北京", "广州", "深圳", "杭州", "宁波", "苏州", "无锡", "南京", "天津",
    "青岛", "大连", "武汉", "长沙", "成都", "重庆", "西安", "郑州", "合肥", "福州",
]  # fmt: skip
TRADES = [
    "机械", "贸易", "电子", "钢铁", "物资", "建材", "化工", "纺织", "五金", "食品",
    "科技", "实业", "制造", "工程", "电器", "汽配", "仪表", "塑料", "包装", "物流",
]  # fmt: skip
TYPES = ("contract", "order", "delivery_slip", "invoice", "account_statement", "business_licence", "receipt")
TITLES = {
    "contract": "买卖合同", "order": "采购订单", "delivery_slip": "送货单", "invoice": "增值税专用发票",
    "account_statement": "对账单", "business_licence": "营业执照", "receipt": "收据",
}  # fmt: skip
FIRST_DAY = dt.date(2016, 1, 4)


@dataclass(frozen=True, slots=True)
class Paper:
    """One page of one document as it is filed."""

    customer: int
    type: str
    title: str
    date: dt.date
    cents: int
    number: str
    text: str


class Writer:
    """Writes papers of customers, the same ones for the same seed."""

    def __init__(self, seed: int, customers: int) -> None:
        self.rng = random.Random(seed)
        self._words, self._sums = _frequencies()
        self.customers = self._names(customers)
        self._confused = {a: [b for b in group if b != a] for group in CONFUSED for a in group}

    def paper(self, number: int) -> Paper:
        """Write the paper of a running number."""
        rng = self.rng
        customer = min(int(rng.paretovariate(0.6)) - 1, 10**9) % len(self.customers)
        kind = rng.choice(TYPES)
        date = FIRST_DAY + dt.timedelta(days=rng.randrange(3900))
        cents = int(10 ** rng.uniform(4, 9))
        code = f"{rng.choice(('HT', 'XS', 'DD', 'CG'))}{date:%Y}-{number % 100_000:05}"
        head = [
            TITLES[kind],
            f"编号：{code}",
            f"甲方：{self.customers[customer]}",
            f"乙方：{self.customers[rng.randrange(len(self.customers))]}",
            f"日期：{date.year}年{date.month}月{date.day}日",
            f"金额：￥{cents // 100:,}.{cents % 100:02}元",
        ]
        lines = [*head, *self._running(rng.randint(150, 700)), "本合同一式两份，双方签字盖章后生效。"]
        return Paper(customer, kind, TITLES[kind], date, cents, code, "\n".join(map(self._misread, lines)))

    def _running(self, length: int) -> list[str]:
        words: list[str] = []
        left = length
        while left > 0:
            words.append(self._words[bisect(self._sums, self.rng.random() * self._sums[-1])])
            left -= len(words[-1])
            if self.rng.random() < 0.12:
                words.append(self.rng.choice("，，，。、；"))
        text = "".join(words)
        return [text[at : at + 32] for at in range(0, len(text), 32)]

    def _misread(self, line: str) -> str:
        rng = self.rng
        return "".join(
            rng.choice(self._confused[c]) if c in self._confused and rng.random() < 10 * ERRORS
            else "口" if rng.random() < ERRORS / 10
            else c
            for c in line
        )  # fmt: skip

    def _names(self, count: int) -> Sequence[str]:
        two = [
            word for word in self._words if len(word) == 2 and all("\u4e00" <= c <= "\u9fff" for c in word)
        ]
        names: dict[str, None] = {}
        while len(names) < count:
            name = f"{self.rng.choice(PLACES)}{self.rng.choice(two)}{self.rng.choice(TRADES)}有限公司"
            names[name] = None
        return list(names)


def _frequencies() -> tuple[list[str], list[int]]:
    listed = files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    pairs = [line.split(" ")[:2] for line in listed]
    return [word for word, _ in pairs], list(accumulate(int(count) for _, count in pairs))
