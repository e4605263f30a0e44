"""Which kind of seal it is, from what it says and from its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

SEAL_KINDS: dict[str, str] = {
    "contract": "合同专用章",
    "finance": "财务专用章",
    "invoice": "发票专用章",
    "customs": "报关专用章",
    "personnel": "人事专用章",
    "inspection": "检验专用章",
    "goods": "收发货专用章",
    "business": "业务专用章",
    "mark": "收讫、作废等戳记",
    "special": "其他专用章",
    "person": "人名章",
    "company": "公章",
}
"""Kind -> its name on the screens; the order is the order in which words decide."""

_WORDS = {
    "contract": "合同|契约",
    "invoice": "发票",
    "finance": "财务|会计|出纳|结算",
    "customs": "报关|放行|验讫|海关单证",
    "personnel": "人事|人力资源|劳资",
    "inspection": "检验|质检|检测|质量|计量",
    "goods": "收货|发货|送货|提货|出货|仓库|仓储|库房|物资|物流|入库专|出库专|验收",
    "business": "业务|销售|采购|经营|订货|市场部",
    "mark": "现金|[收付转][讫迄]|作废|已[付收入]|货已|原件|附件|存根|核对|审核|注销|抵扣|认证",
}
PURPOSES = tuple(
    f"{word}专用章"
    for word in [
        "合同",
        "财务",
        "发票",
        "业务",
        "收货",
        "发货",
        "送货",
        "仓库",
        "报关",
        "人事",
        "检验",
        "质检",
        "采购",
        "销售",
        "订货",
        "提货",
        "结算",
        "行政",
        "项目",
        "出库",
        "入库",
        "物流",
        "公文",
        "投标",
    ]
)
"""What usually stands level in a seal; engraved words, not a company's own."""
_BESIDE_CODE, _LESS_SURELY, _HELD = "发票专用章", 0.5, 0.05
_POSSIBLE = 0.01
_CLEARLY = 0.03
_SURELY_READ = 0.5
_PURPOSE = re.compile("专用|用章|印章")
_NAME = re.compile(
    "公司|集团|厂|局|院|所|店|社|中心|委员会|[银商]行|学校|协会|大学|政府|法院|海关|[经营]{2}部|门市部|服务部|工作室"
)
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}(?:之印|印章?)?")


def seal_kind(rows: Sequence[str], shape: str) -> str:
    """Return the kind of a seal, or an empty text.

    Args:
        rows: What it says: the name along the arc first, then what stands level.
        shape: ``round``, ``square`` or ``plate``.
    """
    text = "".join(rows)
    of_firm = shape == "round" or (shape == "square" and len(rows) > 1)
    # the arc of a round seal and the first rows of a square name the owner, whose name may hold any word
    own = 1 if shape == "round" else len(rows) - 1
    said = "".join(rows[own:]) if of_firm and len(rows) > 1 else text
    purpose = not of_firm or _PURPOSE.search(said) is not None
    for kind, words in _WORDS.items():
        if purpose and re.search(words, said) and (kind != "mark" or shape == "plate"):
            return kind
    if purpose and of_firm:
        return "special"
    if (shape == "square" and not of_firm) or (
        len(rows) == 1 and shape == "plate" and _PERSON.fullmatch(text)
    ):
        return "person"
    if shape == "plate":
        return "special" if _PURPOSE.search(text) else ""
    return "company" if _NAME.search(text) else ""


def likely_purpose(places: Sequence[Sequence[tuple[str, float]]], *, beside_code: bool = False) -> str:
    """Return the usual purpose that signs may say, or an empty text.

    Args:
        places: What each sign may be with how sure that is, the surest first. Signs may be lost, and one may
            be misread altogether; two may only where what was read in their place is not sure.
        beside_code: Whether a tax code stands in the seal, as the tax office wants it in invoice seals: two
            signs of theirs may be misread then, unless another purpose was read more surely.
    """
    shares = [{char: sure for char, sure in options if sure > _POSSIBLE} for options in places]
    surest = [options[0] if options else ("", 0.0) for options in places]
    scored = sorted(((_likeness(shares, surest, purpose), purpose) for purpose in PURPOSES), reverse=True)
    if beside_code and any(share.get(char, 0.0) > _HELD for share in shares for char in _BESIDE_CODE[:2]):
        _, usual = _likeness(shares, surest, _BESIDE_CODE, lenient=True)
        if usual > max(0.0, scored[0][0][1] - _LESS_SURELY):
            return _BESIDE_CODE
    ((nearly, best), purpose), ((also, rival), _) = scored[:2]
    return purpose if best > 0 and (rival < best - _CLEARLY or also < nearly) else ""


def _likeness(
    shares: Sequence[dict[str, float]],
    surest: Sequence[tuple[str, float]],
    purpose: str,
    *,
    lenient: bool = False,
) -> tuple[bool, float]:
    """Return whether no more than one sign is missing, and how sure all are; 0 where they say otherwise.

    The best alignment of both is sought (Needleman and Wunsch 1970); rows are signs of the purpose.
    """
    if sum(any(char in share for share in shares) for char in purpose) < len(purpose) - 2:
        return False, 0.0
    others = [sure > _SURELY_READ for _, sure in surest]
    # by how many places are gone by: sureness, signs possible, of those the surest, less others surely read
    row = [(0.0, 0, 0, -sum(others[:end])) for end in range(len(shares) + 1)]
    for char in purpose:
        above, row = row, [row[0]]
        for place, share in enumerate(shares):
            sure, possible, first, other = above[place]
            if char in share:
                is_first = surest[place][0] == char
                taken = (sure + share[char], possible + 1, first + is_first, other)
            else:
                taken = (sure, possible, first, other - others[place])
            sure, possible, first, other = row[place]
            row.append(max(taken, (sure, possible, first, other - others[place]), above[place + 1]))
    sure, possible, first, other = row[-1]
    few = len(purpose) - possible
    nearly = few <= 1 and first >= len(purpose) - 2
    enough = nearly or (few == 2 and first >= 3 and other == 0) or (lenient and few <= 2 and first >= 2)
    return nearly, sure if enough else 0.0
