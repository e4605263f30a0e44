"""Names of the offices that register firms, where a watermark or a seal across them was read along."""

from __future__ import annotations

import re

# what is printed across licences that were copied (仅供办理投标使用，再次复印无效), or is left of the label
_ACROSS = re.compile(
    "^.*(?:仅供|供办|办理|使用|专用|投标|复印|再次|无效|有效|水印|扫描|登.{0,6}记.{0,6}机.{0,6}关|记机关?|登记|机关|发照|发证)"
)
_LABEL_REST = re.compile("^(?!关岭|登封)[登记机关]{1,3}(?=[\u4e00-\u9fff]{2,8}?[省市区县州盟旗])")
_PLACE_SIGN = re.compile("[省市区县旗州盟](?!场)")  # not that of 市场监督管理局
_PLACE_END = re.compile("[\u4e00-\u9fff]{2,12}[省市区县旗州盟]")
_IN_BRACKETS = re.compile("^[(（](.*)[)）]$")
_OF_THE_STATE = re.compile("(?:中华人民共和国)?国家(?:工商行政管理|市场监督管理|税务)总?局[监印]?制?")
_OFFICE_END = re.compile("[市场监督管理工商行政审批服务]{0,8}局")
_OFFICE = re.compile("[\u4e00-\u9fff]{2,}局(?:[\u4e00-\u9fff]{1,8}分局)?")


def tidy_office(name: str) -> str:
    """Return an office's name without what was read along before it, never without its place."""
    bare = _IN_BRACKETS.sub(r"\1", name)
    if not _OFFICE.fullmatch(bare):
        return name
    name = bare
    for rest in (_ACROSS, _LABEL_REST):
        cut = rest.sub("", name)
        without_place = _PLACE_SIGN.search(name) and not _PLACE_SIGN.search(cut)
        if _OFFICE.fullmatch(cut) and not without_place:
            name = cut
    return name


def prints_forms(name: str) -> bool:
    """Tell whether an office is the one that has licences printed (…总局制), and registers nobody."""
    return _OF_THE_STATE.fullmatch(name) is not None


def is_office(text: str) -> bool:
    """Tell whether a stretch is an office's whole name, which a branch below it goes on with: 南岸区分局."""
    return _OFFICE.fullmatch(text) is not None


def ends_office(text: str) -> bool:
    """Tell whether a stretch is what a narrow box left of an office's name for the next row: 管理局."""
    return _OFFICE_END.fullmatch(text) is not None


def is_place(text: str) -> bool:
    """Tell whether a stretch is a place alone, with which an office's name may begin: 苏州市姑苏区."""
    return _PLACE_END.fullmatch(text) is not None
