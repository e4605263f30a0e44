"""What each kind of field reads out of a stretch of text: the value in the contract's form, with checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from capture.pages import Message
from classify.codes import find_credit_codes, find_id_numbers, is_registration_no, organisation_ok
from classify.dates import DateFound, find_dates
from classify.money import CURRENCIES, find_money, parse_quantity, with_dollars
from classify.names import organisation, person, short_name, strip_marks
from classify.normalise import HAN, fold, folded, han_count, has_han, tidy
from classify.number_ends import goods_alone, number_alone
from classify.numerals import CAPITAL_FORMS, LIKE_NUMERALS, UNITS, WORDS
from classify.order_letters import with_order_letters
from classify.people import people
from classify.profile import FieldKind, FieldRule
from classify.terms import short_term
from classify.values import Check

_DAY_ALONE = 0.9  # that no last day follows may be the day of something else
_GOES_TO = re.compile(
    "[日起号 ]*(?:[至到止~]|[-—–]|,? ?(?:AND )?(?:TO|UNTIL|TILL|THROUGH|THRU|UP TO)(?![A-Z]))"
)
_ENDS_WITH = re.compile(
    "(?:[至到止]|(?<![A-Z])(?:UNTIL|TILL|UP TO|THROUGH|THRU|NOT LATER THAN|EXPIRES(?: ON)?))[: ]*$|^ ?TO ?$"
)
_FOR_EVER = re.compile("长期|永久|无固定期限|不约定期限|无期限|永续")
_NUMBER = re.compile(
    rf"[A-Z0-9(\[〔][A-Z0-9{HAN}()\[\]〔〕\-/.#_&]*"
    rf"|[{HAN}]{{1,8}}[(\[〔]?\d{{2,4}}[)\]〕]?[A-Z0-9{HAN}()\[\]\-/.]*|[{HAN}]{{1,4}}[-/][A-Z0-9\-/]+"
)
_IN_FOURS = re.compile(
    r"(?<!\d)\d{4}(?: \d{4}){3}(?: \d{1,3})?(?![\d年月日件])"
)  # an account's: 6222 0211 0300 1234 567
_IN_GROUPS = re.compile(r"(?<=\d) (?=\d{2,4}(?!\d))")  # 0641 1022 3344
_SAID_OF_IT = re.compile("^(?:号?[为是系即]|号码[为是])(?=[A-Z0-9])")  # 账号为152030…
_NUMBER_END = re.compile(r"[-/.#_(\[〔]+$")
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
_MOST_NUMBER = 40
_CODES = "|".join(("RMB", *CURRENCIES))
_MEASURES = "KG|PC|PCE|SET|CTN|CARTON|PALLET|PKG|ROLL|BAG|MT|CBM|UNIT|PAIR"
_OF_SOMETHING_ELSE = re.compile(  # 30%, 256KG, 320W, 3.品牌, 19,600 KGS
    rf"[%‰天日月年个件台吨]|千克|公斤|托盘|(?!{_CODES})[A-Z]|\.[\u4e00-\u9fff]| (?:{_MEASURES})S?(?![A-Z])"
)
# an office of a firm, ours perhaps; 街道办事处 are authorities
_A_UNIT = re.compile("(?:(?<!街道)办事处|大区|片区|营销中心|销售部|市场部|业务部)$")
_HEADINGS = (
    "数量",
    "单位",
    "单价",
    "金额",
    "规格",
    "型号",
    "规格型号",
    "备注",
    "税率",
    "税额",
    "合计",
    "序号",
    "原价",
)
"""What heads the columns of lists: beside a label in their row it is no text of its own."""
_BEGUN = 0.6  # how good a name is that may be the beginning of another
_GOES_ON = re.compile(
    f"(?!以下|简称|收|启|支付|[交缴汇转]来|法定|负责|[{HAN}]{{2,4}}[科处室部办](?![{HAN}]))[{HAN}]{{3}}"
)
_ABROAD_GOES_ON = re.compile(
    r"[. ]*(?:DE|DI|DO|Y|E|&|AND|UND|ET|VE|OF)(?![A-Z])"
    r"|[. ]+(?!(?:ATTN|TEL|FAX|ADD|ADDRESS|NO|DATE|INV|INVOICE|CONTRACT|PO|ORDER|MOBILE|E-?MAIL|VAT|TAX|REG)"
    r"(?![A-Z]))"
    r"[A-Z]{2,}(?![A-Z:.])"
)
_BOX, _TICKED, _FEWEST_BOXES = re.compile("[□☐○☑☒√✓✔■]"), "☑☒√✓✔■", 2
_FEWEST_SIGNS = 3  # a sign or two beside a label are dirt
_FEWEST_OF_ADDRESS = 4  # a city alone is what a note across the paper left
_PAGE_COUNT = re.compile(r"[(（]?(?:第 ?\d{1,3} ?页|共 ?\d{1,3} ?页|页码).*$")  # in a running head
_CUSTOMS_BEHIND = re.compile(r"[(（][\u4e00-\u9fff]{2,8}海关[)）]?.*$")  # the office that gave the number
# of what, or where, in brackets behind the whole: (10kV开关站改造), (青前湾港); (补充), (续1) belong to it
_SAID_BEHIND = re.compile(
    rf"(?<=[0-9A-Z])[(（](?![补续增修改变更正副甲乙丙丁一二三四五六七八九十外内]|第)(?=[^()（）]*[{HAN}]{{3}})[^()（）]{{3,24}}[)）]?$"
)
_BEHIND_BRACKET = re.compile(r"\)\D*$")  # that closes what the number stood in: (合同编号:…)项下乙方
_DAY_BEHIND = re.compile(r"(?<=\d)/(?:\d{1,2}[.]\d{1,2}[.](?:19|20)\d\d|(?:19|20)\d\d[.]\d{1,2}[.]\d{1,2})$")
_TELEPHONE = re.compile(r"0\d{2,3}-\d{7,8}")
_SHORT_DATE = re.compile(r"'?(?P<year>1[3-9]|[2-4]\d)([./-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_BEHIND_ADDRESS = re.compile(  # of a sentence that goes on with something else
    "[,，;；。](?:现有|共有)?(?:员工|职工|人员|占地|厂房|注册|法定代表人|法人|主营|主要|联系|电话|邮编|成立|经营|年[产销]).*$"
)
# a seal's letters behind the number; 共18箱
_RUNS_INTO_WORDS = re.compile(r"(?<=\d)(?:[\u4e00-\u9fff]{3,}(?<!号)|共\d+[\u4e00-\u9fff]{1,2})$")
# behind the whole: 总金额172,000.00元,预付款51,600.00元
_A_PART = re.compile(
    "(?:其中|预付款?|定金|订金|首付款?|保证金|押金|质保金|违约金|尾款|余款|税[额金]|运费"
    "|[前尚结累]计?欠|欠款|余额|已[收付]|未[收付]|优惠|折扣|抹零)[^,。;、]{0,8}$"
)
_END_OF_TITLE = re.compile(
    "(?:确认|说明|约定|登记|变更|通知|审批|申请|备案|补充|的)*(?:函|书|单|表|协议书?|通知|说明)"
)
_SAID_TO_BE = re.compile(
    "^(?:(?:SHALL BE|WILL BE|ARE|IS|AS FOLLOWS)(?![A-Z])|(?:约定)?(?:如下|为)(?=[:：]))", re.IGNORECASE
)
_NEXT_LABEL = re.compile(r"(?<=\S)[ \u3000]+(?=[\u4e00-\u9fff]{2,8}[:：])")
_A_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_IN_A_SENTENCE = re.compile(r"[于在自从至到]\d{4}年")  # 本授权书于2024年7月2日签字
_A_TERM = re.compile(r"\d日?[至到止].*\d月")
# of a sentence that goes on with what else is known of it: 即食海参,批号20231106A
_TOLD_OF_GOODS = re.compile(
    "[,，;；](?:产品|生产)?(?:批号|批次|规格|型号|数量|单价|金额|总价|货值|日期|订单号|合同号)"
    "[为:： ]*(?=[A-Za-z0-9¥￥])"
)
_LIKE_A_DATE = re.compile(r"\d{4}[-./年]\d")
# 13 digits, 15 since 2007; of a cooperative NA stands behind the area and a letter may end it
_REGISTRATION_NO = re.compile(
    r"(?<![0-9A-Z])(?:\d{6}NA\d{6}[0-9X]|\d(?: ?\d){12}(?:(?: ?\d){2})?)(?![0-9A-Z])"
)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value read from a stretch; ``span`` is where it stood in the stretch's folded text."""

    value: str
    quality: float = 1.0
    checks: tuple[Check, ...] = ()
    extra: Mapping[str, str] | None = None
    span: tuple[int, int] | None = None


_SUM_IN_WORDS = re.compile("(?:[壹贰叁肆伍陆柒捌玖][拾佰仟万]){2}")


def _company(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    name = organisation(raw)
    if name is not None:
        return ReadValue(name, _BEGUN if _may_be_begun(raw, name) or _A_UNIT.search(name) else 1.0)
    if rule.person and (named := people(raw)):
        return ReadValue(named, 0.95)
    if not colon or _SUM_IN_WORDS.search(raw):
        return None
    short = short_name(raw)
    return ReadValue(short, 0.6) if short else None


def _may_be_begun(raw: str, name: str) -> bool:
    """Tell whether a name is followed by words without a stop: 华晟煤矿 of 华晟煤矿机械设备制造."""
    if _ABROAD_GOES_ON.match(tidy(raw).upper().partition(name.upper())[2]):
        return True  # …S.A. DE …, …LTD. SINGAPORE BRANCH
    rest = tidy(raw).replace(" ", "").partition(name)[2]
    return not name.endswith(("公司", "）")) and _GOES_ON.match(rest) is not None


def _before_next_label(raw: str) -> str:
    """Return a stretch up to the next label nobody knows, where blank space parts them."""
    return _NEXT_LABEL.split(raw, maxsplit=1)[0]


def _person(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    name = person(_before_next_label(raw))
    return ReadValue(name, 0.95) if name else None


def ticked(text: str) -> str:
    """Return what stands behind the one ticked box of several; the text itself where not one is ticked."""
    boxes = list(_BOX.finditer(text))
    if len(boxes) < _FEWEST_BOXES or text[: boxes[0].start()].strip():
        return text
    ends = [box.start() for box in boxes[1:]] + [len(text)]
    chosen = [
        text[box.end() : end].strip(" ,，、;；")
        for box, end in zip(boxes, ends, strict=True)
        if box[0] in _TICKED
    ]
    return chosen[0] if len(chosen) == 1 and chosen[0] else text


def _text(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    # brackets at the end are the next label's
    told = _TOLD_OF_GOODS.split(tidy(ticked(_before_next_label(raw)).partition("。")[0]), maxsplit=1)[0]
    value = strip_marks(told).rstrip("(（[【 ")
    value = goods_alone(value) if rule.id == "product" else value
    if value in _HEADINGS or _END_OF_TITLE.fullmatch(value):
        return None
    enough = has_han(value) or sum(c.isalnum() for c in value) >= _FEWEST_SIGNS
    days = find_dates(fold(value).plain)
    a_day = bool(days) and days[0].end - days[0].start >= len(value)  # the paper's, beside an empty field
    return ReadValue(value, 0.9 if colon else 0.8) if enough and not a_day else None


def _block(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    value = _SAID_TO_BE.sub("", ticked(tidy(raw)).strip(" :;_|")).strip(" :;_|")
    if _END_OF_TITLE.fullmatch(value):
        return None
    if rule.id == "address":
        value = _BEHIND_ADDRESS.sub("", value)
    enough = _FEWEST_OF_ADDRESS if rule.id == "address" else 2
    told = sum(c.isalnum() for c in value) >= enough and any(map(str.isalpha, value))
    return ReadValue(value, 0.9) if told else None


def _one_date(raw: str, found: DateFound | None) -> ReadValue | None:
    if found is None:
        return None
    return ReadValue(found.value.isoformat(), found.sure, date_checks(found), span=(found.start, found.end))


def date_checks(found: DateFound) -> tuple[Check, ...]:
    """Return what a date went through: whether signs of it were mended."""
    message = Message("A misread character was mended: only so it is a date.", {})
    return (Check("corrected", True, message),) if found.mended else ()


def _date(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    plain = fold(raw).plain
    found = find_dates(plain)
    return _one_date(raw, found[0]) if found else _short_date(plain) if colon else None


def _short_date(plain: str) -> ReadValue | None:
    """Read a day whose year has two figures, behind a label: 24.5.6. A year may not be taken for a day.

    24.05.06 may be the 24th of a month elsewhere, so a person looks at it; 24.5.6 can't.
    """
    match = _SHORT_DATE.fullmatch(plain.strip())
    found = find_dates(f"20{match['year']}-{match['month']}-{match['day']}") if match else ()
    if match is None or not found:
        return None
    return ReadValue(found[0].value.isoformat(), 0.4 if len(match["day"]) > 1 else 0.85)


def _period_from(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    plain = fold(raw).plain
    term = short_term(plain, months=rule.months)
    if term is not None:
        return ReadValue(term.first.isoformat(), term.sure, span=(term.start, term.end))
    found = find_dates(plain)
    if not found or _only_ends(plain, found) or (len(found) == 1 and plain[: found[0].start].endswith("-")):
        return None
    first = _one_date(raw, found[0])
    alone = len(found) == 1 and not _GOES_TO.match(plain, found[0].end)
    return replace(first, quality=_DAY_ALONE * first.quality) if first and alone else first


def _period_until(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    plain = fold(raw).plain
    term = short_term(plain, months=rule.months)
    if term is not None:
        return ReadValue(term.last.isoformat(), term.sure, span=(term.start, term.end))
    found = find_dates(plain)
    after = plain[found[0].end :] if found else plain
    if _FOR_EVER.search(after):
        return ReadValue("长期", 1.0)
    if found and _only_ends(plain, found):
        return _one_date(raw, found[0])
    if len(found) >= 2:
        return _one_date(raw, found[1])
    if len(found) == 1 and plain[: found[0].start].endswith("-"):
        return _one_date(raw, found[0])
    return None


def _only_ends(plain: str, found: Sequence[DateFound]) -> bool:
    """Tell whether a term is given by its last day alone: 至2024年12月31日, whatever days stand behind."""
    return _ENDS_WITH.search(plain[: found[0].start]) is not None


def _money(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
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


def _words(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
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


def among_figures(text: str) -> str:
    """Read ``O`` as 0 and ``I`` and ``l`` as 1 where figures stand on both sides, sign for sign.

    Only for numbers of papers and of registers: in a name or a type of goods the letter may be meant.
    """
    zeros = re.sub(r"(?<=\d)[Oo〇○]+(?=\d)", lambda found: "0" * len(found[0]), text)
    return re.sub(r"(?<=\d)[Il]+(?=\d)", lambda found: "1" * len(found[0]), zeros)


def _number(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    text = re.sub(r"\s*([\-/—–－])\s*", r"\1", strip_marks(tidy(among_figures(raw))))
    text = _SAID_OF_IT.sub("", re.sub("[—–－]", "-", text).upper())
    if rule.id == "account_no":
        text = _IN_GROUPS.sub("", text)
    text = _IN_FOURS.sub(lambda match: match[0].replace(" ", ""), text)
    text = re.sub(r"^(?:N[O0°º]|№)[.:：# ]*(?=[A-Z0-9])", "", text)
    text = _CUSTOMS_BEHIND.sub("", _PAGE_COUNT.sub("", text))
    text = _DAY_BEHIND.sub("", _SAID_BEHIND.sub("", text))
    match = _NUMBER.match(text)
    if match is None or _TELEPHONE.fullmatch(match[0]):
        return None
    value = number_alone(match[0], text[match.end() :])
    value = _NUMBER_END.sub("", _RUNS_INTO_WORDS.sub("", value))
    if value.endswith("号") and han_count(value) == 1:
        value = value[:-1]
    value, checks = with_order_letters(rule, value)
    if value.count(")") > value.count("("):
        value = _BEHIND_BRACKET.sub("", value)
    if value.count("(") > value.count(")") and han_count(value[value.rfind("(") :]):
        value = value[: value.rfind("(")]
    digits = sum(c.isdigit() for c in value)
    if digits < 2 or len(value) > _MOST_NUMBER or han_count(value) > 10 or len(value) < 3:
        return None
    if _A_DAY.fullmatch(value) or _IN_A_SENTENCE.search(value):
        return None
    if find_dates(value) and re.search("[年月日]", value) and (len(value) <= 11 or _A_TERM.search(value)):
        return None
    value = value.replace("(", "（").replace(")", "）") if han_count(value) else value
    return ReadValue(value, 0.95, checks)


def _quantity(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    value = parse_quantity(raw)
    return ReadValue(value, 0.9) if value else None


def code_checks(ok: bool, corrected: bool) -> tuple[Check, ...]:
    """Return the checks a credit code or identity number went through."""
    if corrected:
        mended = Message("A misread character was mended; only this reading passes the check.", {})
        return (
            Check("check_digit", True, Message("The check character is right.", {})),
            Check("corrected", True, mended),
        )
    if ok:
        return (Check("check_digit", True, Message("The check character is right.", {})),)
    return (
        Check(
            "check_digit", False, Message("The check character is wrong: one character may be misread.", {})
        ),
    )


def _credit_code(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    found = find_credit_codes(fold(raw))
    if not found:
        return None
    best = max(found, key=lambda f: f.ok)
    quality = 1.0 if best.ok else 0.5
    if best.corrected:
        # the organisation's own check character confirms the mending; without it a person looks
        quality = 0.95 if organisation_ok(best.value) or best.forced else 0.4
    return ReadValue(best.value, quality, code_checks(best.ok, best.corrected), span=(best.start, best.end))


def _registration_no(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    plain = fold(among_figures(raw)).plain
    match = _REGISTRATION_NO.search(plain)
    if match is None:
        return None
    value = match[0].replace(" ", "")
    ok = is_registration_no(value)
    check = Check(
        "registration_check",
        ok,
        Message("The check digit of the registration number is right.", {})
        if ok
        else Message(
            "The check digit of the registration number does not fit; older numbers may have none.", {}
        ),
    )
    return ReadValue(value, 1.0, (check,), span=match.span())


def _id_number(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    found = find_id_numbers(fold(raw).plain)
    if not found:
        return None
    best = max(found, key=lambda f: f.ok)
    return ReadValue(
        best.value, 1.0 if best.ok else 0.5, code_checks(best.ok, best.corrected), span=(best.start, best.end)
    )


def _choice(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    text = folded(raw)
    for value, words in rule.choices.items():
        if any(word in text for word in words):
            return ReadValue(value, 1.0)
    return None


Parser = Callable[[FieldRule, str, bool], ReadValue | None]

PARSERS: Mapping[FieldKind, Parser] = {
    FieldKind.COMPANY: _company,
    FieldKind.PERSON: _person,
    FieldKind.TEXT: _text,
    FieldKind.BLOCK: _block,
    FieldKind.DATE: _date,
    FieldKind.PERIOD_FROM: _period_from,
    FieldKind.PERIOD_UNTIL: _period_until,
    FieldKind.MONEY: _money,
    FieldKind.WORDS: _words,
    FieldKind.NUMBER: _number,
    FieldKind.QUANTITY: _quantity,
    FieldKind.CREDIT_CODE: _credit_code,
    FieldKind.REGISTRATION_NO: _registration_no,
    FieldKind.ID_NUMBER: _id_number,
    FieldKind.CHOICE: _choice,
}

# How wide a gap (in row heights) a value of each kind may have inside.
GAPS: Mapping[FieldKind, float] = {
    FieldKind.COMPANY: 1.6,
    FieldKind.PERSON: 2.5,
    FieldKind.TEXT: 3.0,
    FieldKind.BLOCK: 3.0,
    FieldKind.NUMBER: 1.2,
    FieldKind.CREDIT_CODE: 2.0,
    FieldKind.REGISTRATION_NO: 2.0,
}
WIDEST = 60.0


def read_kind(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a field's value from a stretch of text; None when the stretch can't be such a value."""
    return PARSERS[rule.kind](rule, raw, colon)
