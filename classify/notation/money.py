"""Sums of money in figures and in words, and plain quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from classify.normalise import HAN, fold
from classify.notation.numerals import DIGITS, GROUPS, LIKE_NUMERALS, UNITS, WORDS, decimal_text, words_value

CURRENCIES = {
    "CNY": ("人民币", "RMB", "CNY", "¥", "元", "圆"),
    "USD": ("美元", "美金", "USD", "US$", "US DOLLARS", "$"),
    "EUR": ("欧元", "EUR", "€"),
    "HKD": ("港元", "港币", "HKD", "HK$", "HK DOLLARS", "HONG KONG DOLLARS"),
    "JPY": ("日元", "日圆", "日本元", "日币", "JPY"),
    "GBP": ("英镑", "GBP", "£"),
    "TWD": ("新台币", "台币", "TWD", "NTD", "NT$"),
    "AUD": ("澳元", "澳大利亚元", "AUD"),
    "SGD": ("新加坡元", "SGD"),
    "CHF": ("瑞士法郎", "CHF"),
    "KRW": ("韩元", "韩国元", "韩国圆", "KRW"),
    "CAD": ("加拿大元", "加元", "CAD", "C$"),
    "NZD": ("新西兰元", "NZD"),
    "INR": ("印度卢比", "INR"),
    "AED": ("迪拉姆", "AED"),
    "SAR": ("沙特里亚尔", "SAR"),
    "EGP": ("埃及镑", "EGP"),
    "MAD": ("MAD",),
    "TRY": ("土耳其里拉", "TRY", "₺"),
    "RUB": ("卢布", "RUB"),
    "SEK": ("瑞典克朗", "SEK"),
    "NOK": ("挪威克朗", "NOK"),
    "DKK": ("丹麦克朗", "DKK"),
    "PLN": ("兹罗提", "PLN"),
    "THB": ("泰铢", "THB"),
    "MYR": ("林吉特", "MYR"),
    "IDR": ("印尼盾", "IDR"),
    "VND": ("越南盾", "VND"),
    "BRL": ("雷亚尔", "BRL"),
    "MXN": ("墨西哥比索", "MXN"),
    "ZAR": ("兰特", "ZAR"),
}
# readers run these into the words before them: TOTALUSD; the others stand alone, as RETRY 500 is no lira
_RUN_TOGETHER = "USD EUR HKD JPY GBP TWD NTD AUD SGD CHF KRW"
_CODE_ALONE = re.compile(rf"(?<![A-Z])({'|'.join(c for c in CURRENCIES if c not in _RUN_TOGETHER)})(?![A-Z])")
_FOREIGN = [
    (word, code)
    for code, words in CURRENCIES.items()
    for word in words
    if code != "CNY" and (word != code or code in _RUN_TOGETHER)
]
_FOREIGN.sort(key=lambda pair: -len(pair[0]))
_CODE_OF = dict(_FOREIGN)
_BEHIND = 4
_LONG_WORDS = [(word, code) for word, code in _FOREIGN if len(word) >= _BEHIND and not word.isascii()]
_IN_FULL = re.compile(rf"(?<![A-Z])({'|'.join(re.escape(w) for w, _ in _FOREIGN if ' ' in w)})[: (]{{0,2}}$")
_CUT_SHORT = {"美": "USD", "欧": "EUR"}  # a narrow cell, or a seal, took the rest: 61,900美元
_FIGURES = (
    r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d{1,2})?(?!\d)|\d{1,3}(?:[,.']\d{3})+(?:[.,]\d{1,6})?(?!\d)"
    # of 7,100 497,000 and 850 497,000 the blank parts two columns
    r"|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2}|[.]\d{4,6})?(?![.,]?\d)|\d+(?:\.\d+)?"
)
# words go on behind it where a figure stands between two of their rows: 壹 18,400.00 万捌仟肆佰元整
_SCALE = r"(?:[十拾百佰千仟]?万(?![壹贰叁肆伍陆柒捌玖])|亿|[千仟百佰](?=元))"
_IN_FIGURES = re.compile(rf"(?P<number>{_FIGURES})(?P<scale>{_SCALE})?")
_IN_WORDS = re.compile(
    rf"(?<![\d.{WORDS}])(?P<yuan>[{WORDS}](?:[{WORDS}0-9]*[{WORDS}])?)(?:人民币)?[元圆园块]"
    rf"(?:(?P<jiao>[{WORDS}])[角毛])?零?(?:(?P<fen>[{WORDS}])分)?[整正]?"
)
# 叁万捌 at a row's end goes on in the next: 仟柒佰; written out, 30008 is 叁万零捌
_BROKEN_OFF = re.compile("[万仟佰千百][壹贰叁肆伍陆柒捌玖]$")
_WORDS_ONLY = re.compile(rf"[{WORDS}]*(?:[{''.join(UNITS)}]|[{''.join(GROUPS)}])[{WORDS}]*")
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟万亿"
_A_SHARE = re.compile("分之$")  # 百分之三十: no sum, and no hundred either
_OF_SOMETHING = re.compile(
    "分之|成|折|[个份页台套件只次倍天日年月周条款项期批吨克米升箱袋桶瓶盒张根株辆栋间种组岁层册卷℃%]"
    "|公[斤里克分]|平方|立方|小时|分钟|工作日|自然日|人(?!民币)|名(?!称)|户(?!名)|号(?!码)"
)
_OF_MONEY = re.compile(r"(?:人民币|金额|(?<!数量)(?<!数量\()大写)[:()]*(?:大写)?[:)]*$")
_UNREAD = rf"[{HAN}](?<![期月年次项条款笔批季号台套件吨天日家个元圆整正角分至到和与或及加减计合共])"
_CUT_BEFORE = re.compile(rf"[{_CAPITALS}]{_UNREAD}$")
_CUT_BEHIND = re.compile(rf"{_UNREAD}[{_CAPITALS}]")
_NOUGHTS = "".join(c for c in DIGITS if DIGITS[c] == 0)
_EMPTY_PLACES = re.compile(f"^(?:[{_NOUGHTS}]+[{''.join(UNITS)}]?)+(?!$)")  # ⊗拾贰万: the unit is printed
_ALL_PLACES = re.compile(f"[{_NOUGHTS}][仟佰拾].?[{_NOUGHTS}][佰拾]")  # 拾贰万零仟零佰: nothing before 拾
_TAKEN_BACK = re.compile("[¥$] ?-$")  # ¥-2,260.00 of an invoice in red
_MINUS = re.compile("(?:^|:) ?-$")  # 合计:-705.00 of goods taken back
_DOT_OR_COMMA = re.compile(r"[1-9]\d{0,2}[.]\d{3}")  # 300.000元: 300,000 misread, or three places of nothing
_TO_THE_FEN = re.compile(r"[.]\d{2}$")
_BELOW_NOUGHT = re.compile(r"负数?\)?$")  # (负数)贰仟元整
_SCALES = {**UNITS, **GROUPS}
_DOLLAR_AS_LETTER = re.compile(r"(?<=(?<![A-Z])(?:HK|US|NT))S(?= ?\d{1,3}(?:,\d{3})+(?:\.\d\d)?(?!\d))")
_MOST = Decimal(10) ** 15


def with_dollars(plain: str) -> str:
    """Read the S of HKS200,000 as the dollar it was printed as, sign for sign."""
    return _DOLLAR_AS_LETTER.sub("$", plain)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: a decimal in whole units with two decimals, the currency, and where it stood."""

    amount: Decimal
    currency: str
    start: int
    end: int
    in_words: bool = False

    @property
    def value(self) -> str:
        """The contract's form: two decimals, no separators."""
        return f"{self.amount.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"


def figure(text: str) -> Decimal | None:
    """Read figures with separators as readers see them: ``12,300.00``, ``12.300.00``, ``12 300``, ``-5``."""
    if text.startswith("-"):
        positive = figure(text[1:])
        return None if positive is None else -positive
    parts = re.split(r"[,.' ]", text)
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    last_is_fraction = len(parts) > 1 and (
        (text[-len(parts[-1]) - 1] == "." and (len(parts[-1]) != 3 or len(parts) == 2)) or len(parts[-1]) <= 2
    )
    whole = "".join(parts[:-1] if last_is_fraction else parts)
    number = Decimal(whole + ("." + parts[-1] if last_is_fraction else ""))
    return number if number < _MOST else None


def _scale(text: str | None) -> int:
    factor = 1
    for character in text or "":
        factor *= _SCALES.get(character, 1)
    return factor


def currency_of(plain: str, start: int, end: int) -> str:
    """Tell the currency from what stands just before and after a sum."""
    around = plain[max(0, start - 6) : start] + " " + plain[end : end + _BEHIND]
    near = next((code for word, code in _FOREIGN if word in around), None)
    alone = None if near else _CODE_ALONE.search(around)
    if near or alone:
        return near or (alone[1] if alone else "CNY")
    before = _IN_FULL.search(plain, 0, start)  # US DOLLARS 5,200.00
    if before is not None:
        return _CODE_OF[before[1]]
    behind = plain[end:].lstrip(" ")
    in_full = next((code for word, code in _LONG_WORDS if behind.startswith(word)), None)
    return in_full or _CUT_SHORT.get(plain[end:], "CNY")


def _is_cut(plain: str, start: int, end: int) -> bool:
    """Tell whether words of a sum go on beyond a sign that was not made out: 壹拾贰方捌仟元."""
    before = plain[max(0, start - 2) : start]
    begun = before[-1:] in LIKE_NUMERALS and plain[start] in UNITS if before else False
    return begun or bool(_CUT_BEFORE.search(before) or _CUT_BEHIND.match(plain, end))


def _may_be_a_sum(plain: str, start: int, end: int) -> bool:
    """Tell whether a numeral in words without 元 may be a sum: it is set in capitals, and of nothing else."""
    if not any(char in _CAPITALS for char in plain[start:end]):
        return False
    if _A_SHARE.search(plain, 0, start):
        return False
    return bool(_OF_MONEY.search(plain, 0, start)) or not _OF_SOMETHING.match(plain, end)


def _words_at(plain: str) -> list[Money]:
    found = []
    for match in _IN_WORDS.finditer(plain):
        if _is_cut(plain, *match.span()):
            continue
        yuan = _EMPTY_PLACES.sub("", match["yuan"]) or "零"
        if _ALL_PLACES.search(yuan):
            yuan = yuan.lstrip("".join(UNITS))
        number = words_value(yuan)
        if number is None or number >= _MOST:
            continue
        jiao, fen = (DIGITS.get(match[g] or "零", 0) for g in ("jiao", "fen"))
        amount = Decimal(number) + Decimal(jiao) / 10 + Decimal(fen) / 100
        if _BELOW_NOUGHT.search(plain, 0, match.start()):
            amount = -amount
        found.append(Money(amount, currency_of(plain, match.start(), match.end()), *match.span(), True))
    return found


def find_money(plain: str) -> tuple[Money, ...]:
    """Find every sum of a text in plain form: words first, then figures that lie outside them."""
    found = _words_at(plain)
    for match in _IN_FIGURES.finditer(plain):
        if any(m.start < match.end() and match.start() < m.end for m in found):
            continue
        number = figure(match["number"])
        if number is None or number * _scale(match["scale"]) >= _MOST:
            continue
        currency = currency_of(plain, match.start(), match.end())
        if currency == "CNY" and not match["scale"] and _DOT_OR_COMMA.fullmatch(match["number"]):
            continue
        amount = number * _scale(match["scale"])
        taken_back = _TAKEN_BACK.search(plain, 0, match.start()) is not None or (
            _MINUS.search(plain, 0, match.start()) is not None
            and _TO_THE_FEN.search(match["number"]) is not None
        )
        found.append(Money(-amount if taken_back else amount, currency, *match.span()))
    if not found:
        for match in _WORDS_ONLY.finditer(plain):
            whole = _may_be_a_sum(plain, *match.span()) and not _BROKEN_OFF.search(plain[: match.end()])
            value = words_value(match[0]) if whole else None
            if value is not None and 0 < value < _MOST and not _is_cut(plain, *match.span()):
                found.append(Money(Decimal(value), "CNY", *match.span(), True))
    return tuple(sorted(found, key=lambda m: m.start))


def parse_money(text: str) -> Money | None:
    """Return the first sum of a text."""
    found = find_money(fold(text).plain)
    return found[0] if found else None


def parse_words(text: str) -> Money | None:
    """Return the first sum written in words."""
    return next((m for m in find_money(fold(text).plain) if m.in_words), None)


def parse_quantity(text: str) -> str | None:
    """Return the first figure of a cell, no separators, no trailing zeros: ``1,200.50吨`` is ``1200.5``."""
    plain = fold(text).plain
    match = re.search(rf"-?(?:{_FIGURES})", plain)
    if match is None:
        return None
    number = figure(match[0])
    return None if number is None else decimal_text(number)
