"""What fields of sums read: money in figures or in words, and the words themselves."""

from __future__ import annotations

import re

from capture.pages import Message
from classify.kinds.read_values import ReadValue
from classify.normalise import HAN, fold, tidy
from classify.notation.dates import find_dates
from classify.notation.money import CURRENCIES, find_money, with_dollars
from classify.notation.numerals import CAPITAL_FORMS, LIKE_NUMERALS, UNITS, WORDS
from classify.profile import FieldRule
from classify.values import Check

_DIGIT = "[零〇一二三四五六七八九壹贰弍叁参叄肆伍陆柒捌玖]"
_FIRST_WORD = "[零〇一二三四五六七八九十壹贰弍叁参叄肆伍陆柒捌玖拾两廿卅]"
_WORDS = re.compile(
    rf"(?:人民币)?(?:[×⊗Ø零]+[拾佰仟万]?)*(?P<words>{_FIRST_WORD}[零〇一二三四五六七八九十百千万亿壹贰弍叁参叄肆伍陆柒捌玖拾佰仟两]*[元圆园块]?"
    rf"(?:{_DIGIT}角)?(?:零?{_DIGIT}分)?[整正]?)"
)
_PLACES = re.compile("[万千仟百佰十拾]{3}")  # 万千百十元角分 head the cells of a sum
_END_OF_WORDS = "元圆整正角分"
_WORD_SIGNS = f"{WORDS}{_END_OF_WORDS}"
_REST_OF_WORDS = re.compile(rf"(?![至到和与或])[{HAN}]{{1,30}}[{_END_OF_WORDS}]")
_MOSTLY = 0.7
_CODES = "|".join(("RMB", *CURRENCIES))
_MEASURES = "KG|PC|PCE|SET|CTN|CARTON|PALLET|PKG|ROLL|BAG|MT|CBM|UNIT|PAIR"
_OF_SOMETHING_ELSE = re.compile(  # 30%, 256KG, 320W, 3.品牌, 19,600 KGS, 9600支
    rf"[%‰天月年个件台吨]|日(?!本|币|元|圆)|[枝只株盆扎棵箱袋瓶桶盒套根辆罐卷盘匹米升张支包双](?![{HAN}])"
    rf"|千克|公斤|托盘|(?!{_CODES})[A-Z]|\.[\u4e00-\u9fff]| (?:{_MEASURES})S?(?![A-Z])"
)
# behind the whole: 总金额172,000.00元,预付款51,600.00元
_A_PART = re.compile(
    "(?:其中|预付款?|定金|订金|首付款?|保证金|押金|质保金|违约金|尾款|余款|税[额金]|运费"
    "|[前尚结累]计?欠|欠款|余额|已[收付]|未[收付]|优惠|折扣|抹零)[^,。;、]{0,8}$"
)
_LIKE_A_DATE = re.compile(r"\d{4}[-./年]\d")


def read_money(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a sum, as a decimal with two places: in figures, or in words where no figures stand."""
    plain = with_dollars(fold(raw).plain)
    days = find_dates(plain) if _LIKE_A_DATE.search(plain) else ()
    found = [m for m in find_money(plain) if not any(m.start < d.end and d.start < m.end for d in days)]
    figures = [m for m in found if not m.in_words]
    figures = [m for m in figures if not _A_PART.search(plain, 0, m.start)] or figures
    words = [m for m in found if m.in_words]
    best = max(figures, key=lambda m: (_money_worth(plain, m.start, m.end), m.start), default=None)
    if best is not None and _money_worth(plain, best.start, best.end) < (1 if words else 0):
        best = None
    chosen = best or (words[0] if words else None)
    if chosen is None or (chosen.amount == 0 and not colon):
        return None
    extra = {"currency": chosen.currency} if chosen.currency != "CNY" else None
    quality = 1.0 if words or _money_worth(plain, chosen.start, chosen.end) >= 1 else 0.8
    return ReadValue(chosen.value, quality, extra=extra, span=(chosen.start, chosen.end))


def _money_worth(plain: str, start: int, end: int) -> float:
    """Tell how surely figures are a sum: with a currency, separators or decimals rather than bare."""
    worth = 0.0
    if re.search(rf"[¥$€£]$|(?:{_CODES}|人民币):? ?$", plain[:start]):
        worth += 2
    if re.match(r"(?:元|圆|万|美元|人民币|RMB|USD)", plain[end:]) or plain[end - 1 : end] in "万亿":
        worth += 2
    if re.search(r"[.,]\d{2,3}", plain[start:end]):
        worth += 1
    if _OF_SOMETHING_ELSE.match(plain[end:]):
        worth -= 5
    if re.search(r"[A-Z]-?$", plain[:start]) and worth < 2:
        worth -= 5  # part of a type or a number, such as PS-50
    return worth


def read_words(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a sum in words as printed, in the usual capital forms."""
    text = fold(raw)
    for match in _WORDS.finditer(text.plain):
        if _PLACES.search(text.plain[max(0, match.start("words") - 2) : match.end("words")]):
            continue
        found = [m for m in find_money(match["words"]) if m.in_words]
        if found and len(match["words"]) >= 2 and (match["words"][-1] in "元圆整正角分万" or colon):
            start, end = _whole_words(text.plain, *match.span("words"))
            words = tidy(text.cut(start, end)).replace(" ", "").translate(CAPITAL_FORMS)
            if (start, end) != match.span("words"):
                unclear = Check(
                    "words", False, Message("A sign in the words of the sum was not made out.", {})
                )
                return ReadValue(words, 0.5, (unclear,), span=(start, end))
            check = Check("words", True, Message("The words say {amount}.", {"amount": found[0].value}))
            return ReadValue(words, 1.0, (check,), span=(start, end))
    return None


def _whole_words(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words of a sum begin and end, of which a sign that is no numeral ended the stretch.

    ``章拾贰方捌仟元`` is one sum with two misread signs, not twelve.
    """
    if start and plain[start] in UNITS and plain[start - 1] in LIKE_NUMERALS:
        start -= 1
    rest = _REST_OF_WORDS.match(plain, end) if plain[end - 1] not in _END_OF_WORDS else None
    if rest is not None:
        told = sum(c in _WORD_SIGNS for c in rest[0])
        if told > 2 and told >= _MOSTLY * len(rest[0]):
            end = rest.end()
    return start, end
