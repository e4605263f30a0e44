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
_POSSIBLE = 0.01
_CLEARLY = 0.03
_PURPOSE = re.compile("专用|用章|印章")
_NAME = re.compile("公司|集团|厂|局|院|所|店|社|中心|委员会|银行|学校|协会|大学|政府|法院|海关")
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}(?:之印|印章?)?")


def seal_kind(rows: Sequence[str], shape: str) -> str:
    """Return the kind of a seal, or an empty text.

    Args:
        rows: What it says: the name along the arc first, then what stands level.
        shape: ``round``, ``square`` or ``plate``.
    """
    text = "".join(rows)
    # the arc of a round seal names the owner, whose name may hold any of the words
    said = "".join(rows[1:]) if shape == "round" and len(rows) > 1 else text
    purpose = shape != "round" or _PURPOSE.search(said) is not None
    for kind, words in _WORDS.items():
        if purpose and re.search(words, said) and (kind != "mark" or shape == "plate"):
            return kind
    if purpose and shape == "round":
        return "special"
    if shape == "square" or (len(rows) == 1 and shape == "plate" and _PERSON.fullmatch(text)):
        return "person"
    if shape == "plate":
        return "special" if _PURPOSE.search(text) else ""
    return "company" if _NAME.search(text) else ""


def likely_purpose(places: Sequence[Sequence[tuple[str, float]]]) -> str:
    """Return the usual purpose that signs may say, or an empty text.

    Args:
        places: What each sign may be with how sure that is, the surest first. One sign may be misread
            altogether; the others must be among what the reader thinks possible.
    """
    scored = []
    for purpose in PURPOSES:
        # signs at the ends may be lost, or be scratches
        for first in range(-1, max(2, len(places) - len(purpose) + 2)):
            shares, surest = _aligned(places, purpose, first)
            if sum(share > _POSSIBLE for share in shares) >= len(purpose) - 1 and surest >= len(purpose) - 2:
                scored.append((sum(shares), purpose))
    scored.sort(reverse=True)
    rivals = [score for score, purpose in scored if purpose != scored[0][1]]
    return scored[0][1] if scored and (not rivals or rivals[0] < scored[0][0] - _CLEARLY) else ""


def _aligned(
    places: Sequence[Sequence[tuple[str, float]]], purpose: str, first: int
) -> tuple[list[float], int]:
    """Return how sure each sign of a purpose is, and how many are the surest, if it begins at a place."""
    shares, surest = [], 0
    for place, char in enumerate(purpose, start=first):
        options = places[place] if 0 <= place < len(places) else ()
        shares.append(dict(options).get(char, 0.0))
        surest += bool(options) and options[0][0] == char
    return shares, surest
