"""Our own company's name in Latin letters, as papers of foreign trade spell it.

Chinese firms write place and trade name in pinyin and translate the trade behind them:
宁波海昌精密机械有限公司 is NINGBO HAICHANG PRECISION MACHINERY CO., LTD. So a name that begins with the
syllables of ours up to its first word of a trade is ours; so is one that has place and trade name as words of
their own (HAICHANG SEALS (NINGBO)).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from classify.names.places import place_names
from classify.normalise import fold, has_han, tidy

_PLACE_MARKS = re.compile("(?<=..)[省市区县镇](?=..)")  # nobody spells those of 浙江省宁波市
_TRADES = re.compile(
    "精密|精工|机械|机电|机床|机器|重工|金属|五金|制品|电子|电器|电气|电机|电缆|线缆|电力|电源|科技|技术|实业|工业|企业|产业|贸易|商贸|外贸|进出口|"
    "国际|控股|集团|制造|设备|装备|动力|传动|液压|气动|自动化|智能|数控|仪器|仪表|阀门|泵业|轴承|齿轮|密封|橡塑|橡胶|塑料|塑胶|塑业|化工|化学|化纤|"
    "涂料|新材|材料|高分子|纺织|纺机|服装|服饰|针织|印染|家纺|纸业|包装|印刷|家具|家居|家私|木业|建材|建筑|建设|工程|装饰|陶瓷|玻璃|石材|钢铁|钢管|"
    "钢材|特钢|不锈钢|铝业|铜业|有色|铸造|锻造|锻压|模具|汽车|汽配|车业|车辆|摩托|照明|灯饰|灯具|光电|光学|光伏|通信|通讯|信息|网络|软件|数码|能源|"
    "新能源|环保|环境|食品|饮料|酒业|茶业|粮油|水产|农业|农机|生物|医药|药业|制药|医疗|器械|日用|日化|工艺|礼品|玩具|文具|鞋业|皮革|箱包|首饰|珠宝|"
    "新型|安装|餐饮|酒店|园林|路桥|防水|保温|广告|物业|"
    "物流|运输|货运|供应链|船舶|船业|航空|石油|石化|矿业|矿山|冶金|工具|刀具|量具|紧固件|标准件|弹簧|管业|管道|门窗|门业|卫浴|洁具|厨具|电梯|起重|"
    "焊接|消防|安防|体育|健身|户外|旅游|文化|教育|投资|发展|股份|有限|责任|公司|[总]?厂$"
)
_FEWEST_SIGNS, _FEWEST_LETTERS = 4, 8
_PLACE = 2
_NO_LETTER = re.compile("[^A-Z]")
_APOSTROPHE = re.compile("['’`]")


def is_spelled(name: str, own: Sequence[str]) -> bool:
    """Tell whether a name in Latin letters is our own company's, of which only the Chinese name is known."""
    if has_han(name):
        return False
    words = _words(name)
    letters = "".join(words)
    heads = [head for mine in own if (head := _spelling(mine))]
    return any(letters.startswith(a + b) or (a in words and b in words) for a, b in heads)


def spelled_in(text: str, own: Sequence[str]) -> bool:
    """Tell whether our own company's name stands in Latin letters somewhere in a text."""
    letters = "".join(_words(text))
    return any("".join(head) in letters for mine in own if (head := _spelling(mine)))


def _words(text: str) -> list[str]:
    """Return the words of a text in capital Latin letters; V as U, for both LV and LU are 吕."""
    plain = _APOSTROPHE.sub("", fold(tidy(text)).plain.upper())
    return [word.replace("V", "U") for word in _NO_LETTER.sub(" ", plain).split()]


@lru_cache(maxsize=64)
def trade_name(name: str) -> str:
    """Return the trade name of a folded Chinese name, without its place and its trade: 楚垣, 川巷子."""
    trade = _TRADES.search(name, _PLACE)
    head = _PLACE_MARKS.sub("", name[: trade.start()] if trade else name)
    place = next((one for one in place_names() if head.startswith(one) and len(head) > len(one)), "")
    return head.removeprefix(place)


@lru_cache(maxsize=64)
def _spelling(name: str) -> tuple[str, str] | None:
    """Return place and trade name of a Chinese name in pinyin; None where they are too short for that."""
    plain = tidy(name).replace(" ", "")
    trade = _TRADES.search(plain, _FEWEST_SIGNS)
    head = _PLACE_MARKS.sub("", plain[: trade.start()] if trade else plain)
    if len(head) < _FEWEST_SIGNS or not all(map(has_han, head)):
        return None
    from pypinyin import lazy_pinyin  # a tenth of a second that papers in Chinese alone need not wait for

    spoken = [syllable.upper().replace("V", "U") for syllable in lazy_pinyin(head)]
    place, rest = "".join(spoken[:_PLACE]), "".join(spoken[_PLACE:])
    return (place, rest) if len(place + rest) >= _FEWEST_LETTERS else None
