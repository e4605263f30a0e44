"""What fields of numbers read: of papers, of registers, of persons, and quantities."""

from __future__ import annotations

import re

from capture.pages import Message
from classify.kinds.order_letters import with_order_letters
from classify.kinds.read_values import ReadValue
from classify.labels.number_ends import number_alone
from classify.names.organisations import strip_marks
from classify.normalise import HAN, fold, han_count, tidy
from classify.notation.codes import find_credit_codes, find_id_numbers, is_registration_no, organisation_ok
from classify.notation.dates import find_dates
from classify.notation.money import parse_quantity
from classify.profile import FieldRule
from classify.values import Check

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
_MOST_NUMBER = 40
_PAGE_COUNT = re.compile(r"[(（]?(?:第 ?\d{1,3} ?页|共 ?\d{1,3} ?页|页码).*$")  # in a running head
_CUSTOMS_BEHIND = re.compile(r"[(（][\u4e00-\u9fff]{2,8}海关[)）]?.*$")  # the office that gave the number
# of what, or where, in brackets behind the whole: (10kV开关站改造), (青前湾港); (补充), (续1) belong to it
_SAID_BEHIND = re.compile(
    rf"(?<=[0-9A-Z])[(（](?![补续增修改变更正副甲乙丙丁一二三四五六七八九十外内]|第)(?=[^()（）]*[{HAN}]{{3}})[^()（）]{{3,24}}[)）]?$"
)
_BEHIND_BRACKET = re.compile(r"\)\D*$")  # that closes what the number stood in: (合同编号:…)项下乙方
_DAY_BEHIND = re.compile(r"(?<=\d)/(?:\d{1,2}[.]\d{1,2}[.](?:19|20)\d\d|(?:19|20)\d\d[.]\d{1,2}[.]\d{1,2})$")
_YEAR_BEHIND = re.compile(r"(?<=^\d{10})/20\d\d$")  # 5000981447/2023: a system's voucher and its year
_OF_TAXES = re.compile(rf"^[{HAN}]{{0,8}}税[{HAN}]{{0,3}}字第?(?P<number>\d{{14,19}}[0-9X])号?$")
_TELEPHONE = re.compile(r"0\d{2,3}-\d{7,8}")
# a seal's letters behind the number; 共18箱
_RUNS_INTO_WORDS = re.compile(
    r"(?<=\d)(?:(?:提交|发起|打印|申请|审批|状态|日期|时间|页码)|[\u4e00-\u9fff]{3,}(?<!号)|共\d+[\u4e00-\u9fff]{1,2})$"
)
_A_DAY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_A_SUM = re.compile("[总单]?(?:价款?|金额|额)[¥0-9]")  # 合同总价100,000元
_IN_A_SENTENCE = re.compile(r"[于在自从至到]\d{4}年")  # 本授权书于2024年7月2日签字
_A_TERM = re.compile(r"\d日?[至到止].*\d月")
# 13 digits, 15 since 2007; of a cooperative NA stands behind the area and a letter may end it
_REGISTRATION_NO = re.compile(
    r"(?<![0-9A-Z])(?:\d{6}NA\d{6}[0-9X]|\d(?: ?\d){12}(?:(?: ?\d){2})?)(?![0-9A-Z])"
)


def among_figures(text: str) -> str:
    """Read ``O`` as 0 and ``I`` and ``l`` as 1 where figures stand on both sides, sign for sign.

    Only for numbers of papers and of registers: in a name or a type of goods the letter may be meant.
    """
    zeros = re.sub(r"(?<=\d)[Oo〇○]+(?=\d)", lambda found: "0" * len(found[0]), text)
    return re.sub(r"(?<=\d)[Il]+(?=\d)", lambda found: "1" * len(found[0]), zeros)


def read_number(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read the number of a paper or an account: letters, few Han characters, at least two figures."""
    text = re.sub(r"\s*([\-/—–－])\s*", r"\1", strip_marks(tidy(among_figures(raw))))
    text = _SAID_OF_IT.sub("", re.sub("[—–－]", "-", text).upper())
    if rule.id == "account_no":
        text = _IN_GROUPS.sub("", text)
    text = _IN_FOURS.sub(lambda match: match[0].replace(" ", ""), text)
    text = re.sub(r"^(?:N[O0°º]|№)[.:：# ]*(?=[A-Z0-9])", "", text)
    text = _CUSTOMS_BEHIND.sub("", _PAGE_COUNT.sub("", text))
    text = _YEAR_BEHIND.sub("", _DAY_BEHIND.sub("", _SAID_BEHIND.sub("", text)))
    text = _OF_TAXES.sub(r"\g<number>", text)
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
    if _A_DAY.fullmatch(value) or _IN_A_SENTENCE.search(value) or _A_SUM.match(value):
        return None
    if find_dates(value) and re.search("[年月日]", value) and (len(value) <= 11 or _A_TERM.search(value)):
        return None
    value = value.replace("(", "（").replace(")", "）") if han_count(value) else value
    return ReadValue(value, 0.95, checks)


def read_quantity(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a plain figure."""
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


def read_credit_code(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a 统一社会信用代码 of 18 characters, checked by GB 32100."""
    found = find_credit_codes(fold(raw))
    if not found:
        return None
    best = max(found, key=lambda f: f.ok)
    quality = 1.0 if best.ok else 0.5
    if best.corrected:
        # the organisation's own check character confirms the mending; without it a person looks
        quality = 0.95 if organisation_ok(best.value) or best.forced else 0.4
    return ReadValue(best.value, quality, code_checks(best.ok, best.corrected), span=(best.start, best.end))


def read_registration_no(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a 注册号 of 13 or 15 digits, the check digit of the latter tried."""
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


def read_id_number(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a 公民身份号码 of 18 characters, checked by GB 11643."""
    found = find_id_numbers(fold(raw).plain)
    if not found:
        return None
    best = max(found, key=lambda f: f.ok)
    return ReadValue(
        best.value, 1.0 if best.ok else 0.5, code_checks(best.ok, best.corrected), span=(best.start, best.end)
    )
