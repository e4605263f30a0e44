"""Names of people where a field may name a firm or a person: who vouches, pledges or mortgages."""

from __future__ import annotations

import re

from classify.names.organisations import person
from classify.normalise import HAN, tidy

# the surnames of nineteen in twenty Chinese (census of 2010), without those that begin words of forms
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付傅白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安"
    "齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳"
    "管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟"
    "邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯")
# words of forms that begin as a surname does
_WORDS = re.compile(
    "房[产屋地]|连带|商[品铺标]|车[辆位库间]|应[收付]|金额|全[部额称]|安排|成[交立]|时间|明细|文件|解除|管理|包括|关系|石材"
)
_PARTS = re.compile(r"[、,，/;；]|(?<=[^\s])\s+(?=[^\s])|(?<=[)）])")
_TOGETHER = re.compile(rf"(?<=[{HAN}])[和与及](?=[{HAN}]{{2,4}}(?:$|[(（]))")
_MOST = 4


def people(text: str) -> str | None:
    """Return the person, or the people joined by 、, that a stretch begins with; None for other words."""
    found: list[str] = []
    for part in _PARTS.split(_TOGETHER.sub("、", tidy(text))):
        if not part.strip():
            continue
        name = person(part)
        if name is None or not is_persons_name(name):
            break
        found.append(name)
    return "、".join(found[:_MOST]) or None


def is_persons_name(name: str) -> bool:
    """Tell whether a name begins with a Chinese surname and is as long as people's are, or is Western."""
    if name.isascii():
        return True
    if _WORDS.match(name):
        return False
    return name.startswith(_DOUBLE) or (name[0] in _SURNAMES and len(name) <= len("某某某")) or "·" in name
