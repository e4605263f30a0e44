"""Rows of goods: headings told apart, a row's cells made one line, the row that ends the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice, product

from capture.pages import Box
from classify.normalise import fold, folded, join_texts, tidy, without_accents
from classify.notation.money import figure, find_money, parse_quantity
from classify.profile import FieldRule
from classify.sheet import Same

GoodsLine = dict[str, str | None]
KEYS = ("item", "spec", "unit", "quantity", "price", "amount")
FIGURES = ("quantity", "price", "amount")
_END = re.compile(
    r"^[\s:.\-]*(?:本页)?(?:合计|总计|小计|共计|累计|总金额|总额|总数|总件数|总箱数|总重|总毛重|总净重|毛重|净重|大写|金额大写|人民币|合?计[:(]|以下空白|备注|说明|注[:：]"
    r"|T0TA1|SUBT0TA1|GRANDT0TA1)"
)
_TOTAL = re.compile(
    r"^.{0,3}?(?:本页|本单)?(?:合计|总计|小计|共计|总额)|(?:人民币|金额|合计|总计)?[(]?大写|(?:意见|签字|签章|盖章|签收)[):]"
)
# 承运单位：… or DELIVERED BY: … below the goods, or a row of those who sign; 批号：… tells of the goods above
LABELLED = re.compile(
    r"(?:(?!规格|型号|材质|批号|批次|炉号|颜色|品牌|产地|等级|尺寸|长度|图号|料号|编码|执行标准)[\u4e00-\u9fff]{2,8}"
    r"|[A-Z][A-Z .]{4,24}(?:\([^()]*\))?):"
    r"|(?:主管|会计|出纳|记账|制单|审核|复核|仓管|库管|保管|经手|经办|开票|签收|收货|送货|发货|提货|领料|负责|验收|业务)[人员]?"
    r"(?:签[字名章])?(?:[:( ]|$)"
)
_NO_MORE = folded("以下空白")
_SUM = re.compile("(?:本页|本单)?(?:合|总|小|共)计[:]?")
_PART_SUM = re.compile("(?:本[组类批项])?小计[:]?|SUBT0TA1[:]?")
_BELOW = re.compile(r".{0,6}(?:意见|结论|签字|签章|情况)[:]?")  # the cells that close a form below its goods
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_MEASURE = re.compile(
    r"^-?[\d,.' ]+\s*(?P<unit>[\u4e00-\u9fff]{1,3}|KGS?|PCS|PCE|SETS?|EA|CTNS?|PAIRS?|"
    r"ROLLS?|BAGS?|UNITS?|MTS?|MTRS?|M|T|SHEETS?|PIECES?|CRATES?|CARTONS?|PALLETS?|BOXES|DRUMS?|TONS?|TONNES?"
    r"|COILS?|BUNDLES?|REELS?|BOTTLES?|CASES?|YARDS?|METERS?|METRES?|SQM|CBM|DOZENS?|LITRES?|LITERS?"
    r"|CANS?|TINS?|PAILS?|DRMS?|BTLS?|JARS?|TUBES?|KITS?|SACKS?|SPOOLS?|BARRELS?|IBCS?|TOTES?|LBS?|LTRS?)$",
    re.IGNORECASE,
)
_UNIT_OF_HEADING = re.compile(
    r"[(（/](?P<unit>吨|千克|公斤|克|米|平方米|立方米|升|[件个只套台支箱包袋桶卷张根片捆]|PCS|PC|KGS?|SETS?|EA|MT|MTR|T|M)[)）]?$",
    re.IGNORECASE,
)
_WHOLE = 100
_THIS_TIME = re.compile("本[次批]|此次")
_OTHER_TIMES, _LAST = re.compile("已|未(?!税)|尚|剩余|累计|以前|前[期次]|上[期次]|欠"), 1000
"""How columns begin that count the goods of this paper, and such as came or come at other times."""
_HAN = re.compile("[\u4e00-\u9fff]")
_AND, _NAMED_BESIDE = re.compile("[及和、/&]"), 9
_TICK = re.compile("^[√✓✔☑]+ *")  # set by hand when the goods were counted
_TICK_BEHIND = re.compile(" *[√✓✔☑]+$")
_O_RING = re.compile("(?<![0-9])0(?=[型形](?:密封)?圈)")  # the letter that the ring looks like
_LITTLE_L = re.compile(r"(?<=\d[mM])1(?![0-9A-Za-z])|(?<![0-9A-Za-z])1(?=ogo(?![a-z]))")  # 350m1, 1ogo
_MOST_CHOICES, _FEWEST_SUMMED = 12, 2
_SERIAL = re.compile(r"^\d{1,3}[.、]?$")
_NUMBERED = re.compile(r"(?P<number>[1-9]\d?)[.、)]? *(?=[A-Za-z\u4e00-\u9fff])")
_HEADS_NUMBERS = re.compile("(?:序号?|项次|行[次号])[^号]")


@dataclass(frozen=True, slots=True)
class Goods:
    """The goods found on one page, the total row's figures, and where the table stands."""

    lines: tuple[GoodsLine, ...]
    page: int
    box: Box | None
    confidence: float
    totals: tuple[Decimal, ...] = ()
    has_amounts: bool = False


def heading(text: str, rule: FieldRule) -> tuple[str, int] | None:
    """Return which column a heading names, with the rank of the word."""
    return _heading(text, Same(rule))


@lru_cache(maxsize=4096)  # the same few headings stand on all papers
def _heading(text: str, key_of_rule: Same[FieldRule]) -> tuple[str, int] | None:
    rule = key_of_rule.thing
    whole = folded(without_accents(text))
    plain = _BRACKETS.sub("", whole) or whole
    halves = _by_language(plain)
    best: tuple[int, str, int] | None = None
    for key, words in rule.choices.items():
        for rank, word in enumerate(words):
            if word not in plain:
                continue
            near = len(plain) <= len(word) + 5 or word in halves
            if plain == word or (near and _says(plain, word)):
                worth = _WHOLE if plain == word else halves.get(word, len(word) + _placed(word, key, plain))
                if best is None or worth > best[0]:
                    best = (worth, key, rank)
    if best is None:
        return None
    _, key, rank = best
    if best[0] != _WHOLE:
        # QTY 数量: a heading in two languages is worth its better word
        rank = min(n for n, word in enumerate(rule.choices[key]) if n == rank or _says(plain, word))
    if _THIS_TIME.match(plain):
        return key, 0
    return key, rank + (_LAST if _OTHER_TIMES.match(plain) else 0)


def _by_language(heading: str) -> dict[str, int]:
    """Return what each language of a heading in two says, with its worth: 箱数 CARTONS is 箱数."""
    han = "".join(_HAN.findall(heading))
    other = _HAN.sub("", heading).strip(" /.")
    return {other: _WHOLE - 2, han: _WHOLE - 1} if han and other else {}


def _says(heading: str, word: str) -> bool:
    """Tell whether a heading holds a word and not its contrary: 不含税金额 is no 含税金额."""
    return word in heading and f"不{word}" not in heading


def _placed(word: str, key: str, heading: str) -> int:
    """Return what a word's place in a heading is worth: the head word comes last, 产品数量 is a number.

    Of a heading for several things (货号及品名, 货名及规格) the name of the goods counts.
    """
    if key == "item" and any(part.endswith(word) for part in _AND.split(heading)[:-1]):
        return _NAMED_BESIDE
    return 3 if heading.endswith(word) else 2 if heading.startswith(word) else 0


def enough(keys: Sequence[str]) -> bool:
    """Tell whether headings are those of a list of goods."""
    wanted = set(keys)
    return "item" in wanted and len(wanted & {"quantity", "amount", "price", "spec", "unit"}) >= 1


def goods_line(cells: Mapping[str, str], unit: str | None = None) -> GoodsLine:
    """Return one line of goods from column -> text; ``unit`` is the one that a heading names for all."""
    line: GoodsLine = {}
    for key in KEYS:
        text = tidy(cells.get(key, "")).strip(" |_:;")
        if key in ("quantity", "price"):
            line[key] = parse_quantity(text) if text else None
        elif key == "amount":
            line[key] = _amount(text, cells.get("quantity", ""))
        else:
            text = _O_RING.sub("O", _TICK_BEHIND.sub("", _TICK.sub("", text)))
            line[key] = _LITTLE_L.sub("l", text) or None
    if line["unit"] is None and line["quantity"] is not None:
        measured = _MEASURE.match(tidy(cells.get("quantity", "")))
        line["unit"] = measured["unit"] if measured else unit
    both = _MEASURE.match(line["unit"] or "") if line["quantity"] is None else None
    if both is not None:  # read as one across the two columns: 47千克
        line["quantity"], line["unit"] = parse_quantity(both[0]), both["unit"]
    return line


def _amount(text: str, quantity: str) -> str | None:
    """Return the amount of a row; below 0 where the paper says so and its quantity is no more than 0."""
    plain = fold(text).plain
    found = find_money(plain)
    if not found:
        return None
    back = plain.startswith("-") and (tidy(quantity).startswith("-") or not any(map(str.isdigit, quantity)))
    return f"-{found[-1].value}" if back and found[-1].amount > 0 else found[-1].value


def unit_of_heading(texts: Sequence[str]) -> str | None:
    """Return the unit of measure that the heading of the quantities names: 重量(吨)."""
    found = (_UNIT_OF_HEADING.search(tidy(text)) for text in texts)
    return next((match["unit"] for match in found if match), None)


def is_end(texts: Sequence[str]) -> bool:
    """Tell whether a row closes the list: a total, words, a remark."""
    first = next((t for t in texts if t.strip() and not _SERIAL.match(t.strip())), "")
    plain, joined = folded(first), folded("".join(t for t in texts if not _SERIAL.match(t.strip())))
    ends = _END.match(plain) or _END.match(joined) or _BELOW.fullmatch(plain)
    summed = any(_SUM.fullmatch(folded(t)) for t in texts) and any(c.isdigit() for t in texts for c in t)
    return (
        ends is not None or summed or _NO_MORE in joined or any(_TOTAL.search(folded(t)) for t in texts[:3])
    )


def is_subtotal(texts: Sequence[str], following: GoodsLine | None) -> bool:
    """Tell whether a row sums a part of the list alone, which goes on: 小计 above goods with a quantity."""
    first = next((t for t in texts if t.strip()), "")
    goes_on = following is not None and is_goods(following) and following["quantity"] is not None
    return goes_on and _PART_SUM.fullmatch(folded(first)) is not None


def is_heading_row(texts: Sequence[str], rule: FieldRule) -> bool:
    """Tell whether a row holds headings of columns and no figures."""
    named = [text for text in texts if text.strip() and heading(text, rule)]
    filled = sum(bool(text.strip()) for text in texts)
    return len(named) >= 2 and 2 * len(named) > filled and not any(c.isdigit() for t in texts for c in t)


def decimals(texts: Sequence[str]) -> tuple[Decimal, ...]:
    """Return the figures of a row."""
    found = []
    for text in texts:
        for money in find_money(fold(text).plain):
            if not money.in_words:
                found.append(money.amount)
    return tuple(found)


def is_goods(line: GoodsLine) -> bool:
    """Tell whether a line names goods and how much of them; one cell across all columns is a sentence."""
    if line["unit"] and line["unit"] in (line["item"], line["spec"]):
        return False
    named = bool(line["item"] or line["spec"])
    counted = any(line[key] is not None for key in FIGURES)
    return named and (counted or bool(line["unit"] and line["spec"]))


def best_columns(headings: Sequence[tuple[str, int] | None]) -> dict[int, str]:
    """Return cell number -> column, one cell per column: the best word, then the first."""
    best: dict[str, tuple[int, int]] = {}
    for number, heading in enumerate(headings):
        if heading and heading[0] in KEYS and (heading[0] not in best or heading[1] < best[heading[0]][0]):
            best[heading[0]] = (heading[1], number)
    return {number: key for key, (_, number) in best.items()}


def best_reading(
    headings: Sequence[tuple[str, int] | None], read: Callable[[Mapping[int, str]], Goods | None]
) -> Goods | None:
    """Read a list by the best words of its headings, or by the columns whose products are right.

    Of 件数 and 重量 or of 金额 and 价税合计 the words don't tell which one the price is for. Where no row of
    the usual choice is right and every row of another is, the other is meant.
    """
    usual = best_columns(headings)
    first = read(usual)
    if first is not None and len(lacking := [key for key in FIGURES if key not in usual.values()]) == 1:
        return _borne_out(first, len(headings), usual, lacking[0], read) or first
    if first is None or _products(first.lines) != (len(first.lines), 0):
        return first
    others = (read(choice) for choice in _other_choices(headings, usual))
    rows = (len(first.lines), len(first.lines))
    return next((goods for goods in others if goods is not None and _products(goods.lines) == rows), first)


def _borne_out(
    first: Goods,
    width: int,
    usual: Mapping[int, str],
    key: str,
    read: Callable[[Mapping[int, str]], Goods | None],
) -> Goods | None:
    """Return the list with the one figure no heading names from the column whose products are all right.

    Headings call what is counted by many names (发货数, 合格, 净重). Where the other two figures of each row
    are read, the third follows from them: a column that holds it in every row is the one meant.
    """
    others = [other for other in FIGURES if other != key]
    known = [line for line in first.lines if all(line[other] for other in others)]
    if len(known) != len(first.lines):
        return None
    rows = (len(first.lines), len(first.lines))
    tried = (read({**usual, number: key}) for number in range(width) if number not in usual)
    return next((goods for goods in tried if goods is not None and _products(goods.lines) == rows), None)


def _products(lines: Sequence[GoodsLine]) -> tuple[int, int]:
    """Return how many lines have all their figures, and in how many the amount is the product."""
    whole = [line for line in lines if all(line[key] for key in FIGURES)]
    return len(whole), sum(not line_faults(line) for line in whole)


def _other_choices(
    headings: Sequence[tuple[str, int] | None], usual: Mapping[int, str]
) -> Iterator[dict[int, str]]:
    """Yield the columns with other ones for the figures, as far as several are headed so."""
    kept = {number: key for number, key in usual.items() if key not in FIGURES}
    places = [[n for n, h in enumerate(headings) if h and h[0] == key] for key in FIGURES]
    if not all(places):
        return
    for numbers in islice(product(*places), _MOST_CHOICES):
        chosen = kept | dict(zip(numbers, FIGURES, strict=True))
        if chosen != usual:
            yield chosen


def is_bare_total(line: GoodsLine, lines: Sequence[GoodsLine]) -> bool:
    """Tell whether a row without a word is the total: its amount is the sum of those above."""
    if line["item"] or line["spec"] or not line["amount"] or len(lines) < _FEWEST_SUMMED:
        return False
    total = amounts_total(lines)
    return total is not None and figure(line["amount"]) == total


def continue_line(line: GoodsLine, more: GoodsLine) -> None:
    """Add a row that only goes on with the name or size of the goods above."""
    for key in ("item", "spec"):
        if more[key]:
            line[key] = join_texts([line[key] or "", more[key] or ""])


def without_row_numbers(lines: Sequence[GoodsLine], named: str) -> tuple[GoodsLine, ...]:
    """Return lines without the row numbers read with all goods in turn, where the heading names both.

    ``named`` is the heading of the goods: 序号品名 where no rule parts the two columns. Elsewhere a number
    before goods is part of their name: 1P空调, 1月份房租.
    """
    found = [_NUMBERED.match(line["item"] or "") for line in lines]
    numbers = [int(match["number"]) if match else 0 for match in found]
    if not _HEADS_NUMBERS.match(folded(named)) or numbers != list(range(1, len(lines) + 1)):
        return tuple(lines)
    return tuple(
        {**line, "item": (line["item"] or "")[match.end() :]}
        for line, match in zip(lines, found, strict=True)
        if match
    )


def named_by_spec(lines: Sequence[GoodsLine]) -> tuple[GoodsLine, ...]:
    """Return lines whose goods are but row numbers with what describes them in their place.

    Item/项 heads the numbers, Description/规格描述 the goods.
    """
    numbers = [str(number) for number in range(1, len(lines) + 1)]
    if [line["item"] for line in lines] != numbers or not all(line["spec"] for line in lines):
        return tuple(lines)
    return tuple({**line, "item": line["spec"], "spec": None} for line in lines)


def line_faults(line: GoodsLine) -> bool:
    """Tell whether quantity times price is not the amount of a line."""
    quantity, price, amount = (figure(line[k] or "") for k in FIGURES)
    if quantity is None or price is None or amount is None:
        return False
    return abs(quantity * price - amount) > max(Decimal("0.02"), abs(amount) * Decimal("0.0005"))


def amounts_total(lines: Sequence[GoodsLine]) -> Decimal | None:
    """Return the sum of the lines' amounts; None where one has none."""
    amounts = [figure(line["amount"] or "") for line in lines]
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None
