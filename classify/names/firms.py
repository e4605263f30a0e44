"""Names of firms for comparing, and our own company told apart from customers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming, Levenshtein

from classify.names.spelled import is_spelled, trade_name
from classify.normalise import fold, folded, tidy_name
from classify.notation.codes import is_credit_code

_NO_NAME = re.compile(r"[^0-9A-Z\u3400-\u9fff\U00020000-\U0003ffff]")
_FORMS = re.compile("股份有限公司|有限责任公司|有限公司|责任公司|公司|集团")
_BRANCH = re.compile(
    r"(?P<head>.{3,}(?:公司|集团|总厂|厂|银行|合作社|中心))(?P<branch>.{1,24}"
    r"(?:分公司|分厂|分店|门店|分行|支行|分部|分院|分社|办事处|营业部|经营部|门市部|销售部|项目部))"
)
_OUTLET = re.compile("(?:门市部?|营业部|销售部|门店|经销部)$")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:门市部?|(?:[内外]?销售?|营业|业务|外贸|国际|供应|采购|财务|市场|服务|经营|客服|商务|物流|仓储|器材)[一二三四]?[部处科]"
    r"|办事处|联络处|销售中心|营销中心|配送站|配送中心|仓库|展厅|直销点)"
)
_LEGAL_FORM, _BARE_FORM = re.compile("有限|股份|责任|集团"), re.compile("(?:公司|厂)$")
_FORM_BEGUN = re.compile(r"(?:^|[ ,.])(?:CO\.?,?|COMPANY,?|PTE\.?|PTY\.?|SDN\.?)$")
_FORM_ALONE = re.compile(
    r"(?:CO\.?,? ?|P[TV][EYT]\.? ?)?(?:LTD|LIMITED|INC|LLC|CORP|CORPORATION)\.?"
    r"|SDN\.? ?BHD\.?|GMBH(?: ?& ?CO\.? ?KG)?"
    r"|L\.L\.C\.?|W\.L\.L\.?|S\.A\.(?:E\.?|S\.?|R\.L\.?)?|B\.V\.?|S\.?P\.?A\.?|SARL"
)
_BRANCH_BEGUN, _FEWEST_SHORT = 12, 4
_SHORTEST_BRAND, _FEWEST_OFFICE = 2, 3
_FEWEST_LEFT = 10  # characters of our name, where one was not read
_PLACE_ENDS = "省市县区镇乡"


class _NameCharacters(dict[int, str]):
    """What each character is in a folded name; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _NO_NAME.sub("", folded(chr(code)))
        return self[code]


_CHARACTERS = _NameCharacters()


def fold_name(name: str) -> str:
    """Return a name for comparing: simplified, look-alikes one, no brackets, spaces or marks."""
    return name.translate(_CHARACTERS)


def name_key(name: str) -> str:
    """Return what two spellings of one firm's name have in common: folded, its form in the short wording.

    有限公司 and 有限责任公司 are one form in law (Company Law, article 7); 股份 and 集团 are not.
    """
    key = fold_name(name)
    return (
        key.replace("股份有限责任公司", "股份公司")
        .replace("股份有限公司", "股份公司")
        .replace("有限责任公司", "有限公司")
    )


def form_of(key: str) -> str:
    """Return the company form that ends a name, empty where there is none."""
    found = re.search(r"(?:股份)?(?:有限|责任)*公司$", key)
    return found[0] if found else ""


def split_branch(key: str) -> tuple[str, str]:
    """Return head company and branch of a folded name; no branch is an empty text."""
    found = _BRANCH.fullmatch(key)
    return (found["head"], found["branch"]) if found else (key, "")


def core_name(name: str) -> str:
    """Return a folded name without its company form."""
    return _FORMS.sub("", fold_name(name))


def alike(first: str, second: str) -> float:
    """Return how alike two folded names are, 0…100; forms of company count little."""
    whole = fuzz.ratio(first, second)
    core = fuzz.ratio(_FORMS.sub("", first), _FORMS.sub("", second))
    return min(100.0, 0.35 * whole + 0.65 * core)


def is_own(name: str | None, uscc: str | None, own: Sequence[str]) -> bool:
    """Tell whether a name or code is our own company's, as read by a reader that errs now and then."""
    for mine in own:
        code = fold(mine).plain.replace(" ", "")
        if is_credit_code(code):
            if uscc == code:
                return True
            continue
        if not name:
            continue
        a, b = fold_name(name), fold_name(mine)
        if a and b and (a == b or (min(len(a), len(b)) >= 6 and _own_alike(a, b))):
            return True
    return name is not None and is_spelled(name, own)


def _own_alike(name: str, own: str) -> bool:
    if len(name) > len(own) and name.startswith(own):
        return True  # a branch or department of ours
    if own.startswith(name) and len(name) >= len(own) - 3:
        return True  # cut off by a seal or the edge
    return fuzz.ratio(name, own) >= 100 * (1 - 1.6 / max(len(name), len(own)))


def goes_on_behind(text: str, name: str) -> bool:
    """Tell whether characters stand behind a firm's name, as if it went on: …公司郑州市, …煤矿机械."""
    whole, key = fold_name(text), fold_name(name)
    rest = whole.removeprefix(key)
    return rest != whole and 0 < len(rest) <= _BRANCH_BEGUN and not any(map(str.isdigit, rest))


def ends_within_form(text: str) -> bool:
    """Tell whether a row ends within a Western firm's form: …INSTRUMENTS CO., with LTD. in the next."""
    return _FORM_BEGUN.search(fold(text).plain) is not None


def is_form_alone(text: str) -> bool:
    """Tell whether a line is no more than a Western firm's form: CO., LTD."""
    return _FORM_ALONE.fullmatch(fold(text).plain.strip()) is not None


def goes_on_as(text: str, name: str, whole: str) -> bool:
    """Tell whether a name in a row, with what stands behind it, goes on in the next as this whole one."""
    return is_branch_of(whole, name) or fold_name(whole).startswith(fold_name(text))


def is_branch_of(name: str, head: str) -> bool:
    """Tell whether a name is a firm's with a branch behind it."""
    key = fold_name(name)
    return key.startswith(fold_name(head)) and split_branch(key)[1] != ""


def own_office(name: str, own: Sequence[str], *, in_short: bool) -> str | None:
    """Return our own name where a name is an office of ours that is no firm: …公司内销部, …公司器材门市部.

    A branch (分公司, 分厂) is registered by itself and stays what it is. ``in_short`` says whether an office
    called by our trade name alone (川巷子合肥配送站) may be taken for ours: where the paper names us as well.
    """
    key = fold_name(name)
    for mine in own:
        right = fold_name(mine)
        brand = trade_name(right)
        heads = (right, brand) if in_short and len(brand) >= _FEWEST_OFFICE else (right,)
        if any(head and key.startswith(head) and _OFFICE.fullmatch(key[len(head) :]) for head in heads):
            return tidy_name(mine)
    return None


def _is_in_short(key: str, own: str) -> bool:
    """Tell whether a folded name says ours in fewer words: 楚垣建材公司, 川巷子合肥配送站 of 四川川巷子食品….

    It begins with our trade name and goes on with words of ours in their order, or is an office of it.
    """
    brand, core = trade_name(own), _FORMS.sub("", own)
    if len(brand) < _SHORTEST_BRAND or not key.startswith(brand):
        return False
    if len(brand) >= _FEWEST_OFFICE and _OFFICE.fullmatch(key[len(brand) :]):
        return True
    rest = iter(core[core.find(brand) :])
    short = _BARE_FORM.sub("", key)
    return len(short) >= _FEWEST_SHORT and all(sign in rest for sign in short)


def is_short_for(name: str, own: Sequence[str]) -> bool:
    """Tell whether a short name, without company form, is a part of our own company's: 金鼎机械[门市部]."""
    if not _LEGAL_FORM.search(key := fold_name(name)) and any(_is_in_short(key, fold_name(m)) for m in own):
        return True
    key = _OUTLET.sub("", key)
    if len(key) < _FEWEST_SHORT or _FORMS.search(key) or key[-1] in _PLACE_ENDS:
        return False
    return any(key in fold_name(mine) for mine in own)


def alike_names(first: str, second: str) -> bool:
    """Tell whether two readings are likely of the same name."""
    return fuzz.ratio(fold_name(first), fold_name(second)) >= 80


def has_form(name: str) -> bool:
    """Tell whether a name ends in a company form, rightly written."""
    return re.search("(?:有限公司|有限责任公司|股份公司|分公司|厂|店|部|中心|商行)$", name) is not None


def misread_own(name: str, own: Sequence[str]) -> str | None:
    """Return our own name where ``name`` is it, one or two characters or a hyphen misread, or one lost."""
    key = fold_name(name)
    for mine in own:
        right = fold_name(mine)
        if key == right and "-" in name and "-" not in mine:
            return tidy_name(name.replace("-", " "))  # the arc of a seal between two words
        wrong = len(key) == len(right) >= 8 and 0 < Hamming.distance(key, right) <= 2
        lost = len(key) == len(right) - 1 >= _FEWEST_LEFT and Levenshtein.distance(key, right) == 1
        if (wrong or lost) and is_own(name, None, [mine]):
            return tidy_name(mine)
    return None
