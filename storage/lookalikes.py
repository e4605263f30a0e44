"""Signs that readers take for one another, after folding: the second group of a search's hits."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS = (
    "0o〇", "1li|丨", "2z", "5s", "8b", "6g", "9q", "未末", "己已巳", "日曰目",
    "人入八", "土士", "天夭", "干千于", "戊戌戍", "候侯", "折拆", "毫亳", "圆园", "藉籍",
    "钩钧", "冶治", "酒洒", "崇祟", "免兔", "鸟乌岛", "剌刺", "厂广", "簿薄", "账帐",
    "货贷", "大太犬", "王玉主", "田由甲申", "木本术", "今令", "牛午", "刀力", "口囗", "车东",
    "住往佳", "买卖实", "县具", "各名", "末禾", "没设", "代伐", "市布", "问间", "右石",
    "工二", "七匕", "万方", "夫失", "历厉", "晴睛", "哀衷", "析折", "巨臣", "仓仑",
    "元无",
)  # fmt: skip


def _canonical() -> dict[int, str]:
    """Join groups that share a sign; every sign stands for the first of all its groups."""
    leader: dict[str, str] = {}
    for group in GROUPS:
        leaders = {leader[sign] for sign in group if sign in leader} or {group[0]}
        first = min(leaders)
        for sign, old in list(leader.items()):
            if old in leaders:
                leader[sign] = first
        leader.update({sign: first for sign in group})
    return {ord(sign): first for sign, first in leader.items()}


_CANONICAL: Mapping[int, str] = _canonical()


def same_looks(folded: str) -> str:
    """Return a folded text with every sign as the one that stands for all that look like it."""
    return folded.translate(_CANONICAL)


def variants(sign: str) -> list[str]:
    """Return a sign and those that look like it, the sign itself first."""
    first = _CANONICAL.get(ord(sign))
    others = [chr(code) for code, leader in _CANONICAL.items() if leader == first and chr(code) != sign]
    return [sign, *others] if first is not None else [sign]
