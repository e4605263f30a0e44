"""What fields of names and of free text read: firms, persons, words on a row, blocks, choices."""

from __future__ import annotations

import re

from classify.kinds.read_values import ReadValue
from classify.labels.number_ends import goods_alone
from classify.names.organisations import organisation, person, short_name, strip_marks
from classify.names.people import people
from classify.names.places import place_before
from classify.normalise import HAN, fold, folded, has_han, tidy
from classify.notation.dates import find_dates
from classify.profile import FieldRule

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
    "信息",
    "资料",
    "明细",
    "所有权归属",
)
"""What heads the columns of lists, or ends a heading (产品信息): beside a label it is no text of its own."""
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
_BEHIND_ADDRESS = re.compile(  # of a sentence that goes on with something else
    "[,，;；。](?:现有|共有)?(?:员工|职工|人员|占地|厂房|注册|法定代表人|法人|主营|主要|联系|电话|邮编|成立|经营|年[产销]).*$"
)
# 合同签订地 有管辖权的法院, 地点 限…之内: the label is a word of a sentence
_GOES_ON_SAYING = re.compile("(?:有管辖|所在|[限应须均由将]|不得|为准|人民法院|法院|以)[\u4e00-\u9fff]")
_END_OF_TITLE = re.compile(
    "(?:确认|说明|约定|登记|变更|通知|审批|申请|备案|补充|的)*(?:函|书|单|表|协议书?|通知|说明)"
)
_SAID_TO_BE = re.compile(
    "^(?:(?:SHALL BE|WILL BE|ARE|IS|AS FOLLOWS)(?![A-Z])|(?:约定)?(?:如下|为)(?=[:：]))", re.IGNORECASE
)
_NEXT_LABEL = re.compile(r"(?<=\S)[ \u3000]+(?=[\u4e00-\u9fff]{2,8}[:：])")
# of a sentence that goes on with what else is known of it: 即食海参,批号20231106A
_TOLD_OF_GOODS = re.compile(
    "[,，;；](?:产品|生产)?(?:批号|批次|规格|型号|数量|单价|金额|总价|货值|日期|订单号|合同号)"
    "[为:： ]*(?=[A-Za-z0-9¥￥])"
)
# 乔振山电话139…, 乔振山(身份证号…
_TOLD_OF_PERSON = re.compile(
    rf"(?<=[{HAN}])[ ,，(（]*(?:(?:联系)?(?:电话|手机|座机)(?:号码?)?[:： ]*(?=[+(（]?\d)"
    "|(?:公民)?身份(?:证|号码?))"
)
_SUM_IN_WORDS = re.compile("(?:[壹贰叁肆伍陆柒捌玖][拾佰仟万]){2}")


def read_company(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read a firm's whole name; behind a colon a short one, and persons where the field takes them."""
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


def read_person(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read the name of a person."""
    name = person(_TOLD_OF_PERSON.split(_before_next_label(raw), maxsplit=1)[0])
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


def read_text(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read words on one row, up to the next label or what else is told of them."""
    # brackets at the end are the next label's
    told = _TOLD_OF_GOODS.split(tidy(ticked(_before_next_label(raw)).partition("。")[0]), maxsplit=1)[0]
    value = strip_marks(told).rstrip("(（[【 ")
    value = goods_alone(value) if rule.id == "product" else value
    if value in _HEADINGS or _END_OF_TITLE.fullmatch(value) or "是否" in value:
        return None  # 产品规格是否符合 is asked, not said
    if not colon and _GOES_ON_SAYING.match(value) and not place_before(value):
        return None
    enough = has_han(value) or sum(c.isalnum() for c in value) >= _FEWEST_SIGNS
    days = find_dates(fold(value).plain)
    a_day = bool(days) and days[0].end - days[0].start >= len(value)  # the paper's, beside an empty field
    return ReadValue(value, 0.9 if colon else 0.8) if enough and not a_day else None


def read_block(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read words that may run over several rows, such as an address."""
    value = _SAID_TO_BE.sub("", ticked(tidy(raw)).strip(" :;_|")).strip(" :;_|")
    if _END_OF_TITLE.fullmatch(value) or value in _HEADINGS:
        return None
    if rule.id == "address":
        value = _BEHIND_ADDRESS.sub("", value).rstrip("。，,；;、")
    enough = _FEWEST_OF_ADDRESS if rule.id == "address" else 2
    told = sum(c.isalnum() for c in value) >= enough and any(map(str.isalpha, value))
    return ReadValue(value, 0.9) if told else None


def read_choice(rule: FieldRule, raw: str, colon: bool) -> ReadValue | None:
    """Read which of the field's words the stretch says."""
    text = folded(raw)
    for value, words in rule.choices.items():
        if any(word in text for word in words):
            return ReadValue(value, 1.0)
    return None
