"""Doubtful characters settled by the words around them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import opencc
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.characters.vocabulary import BANKS, CAPITALS, CLAUSES, ENDS, FORMS, LABELS, PARTIES, PLACES
from capture.engines.rapidocr import RapidOcr
from capture.engines.words import settle_words
from sample_scans.fonts import font


def _settled(text: str, place: int, sure: float, **likely: float) -> str:
    """Settle a text of which one character is doubtful; what it may be else comes by character."""

    def likelihood(asked: int, characters: Sequence[str]) -> list[float]:
        assert asked == place
        return [likely.get(char, 0.0) for char in characters]

    return settle_words(text, [sure if n == place else 1.0 for n in range(len(text))], likelihood)


@pytest.mark.parametrize(
    ("read", "place", "meant", "likely"),
    [
        ("华信建材股份有限今司", 8, "公", 0.2),
        ("开户行：中国卫商银行", 6, "工", 0.2),
        ("对账单位：石家主德达", 7, "庄", 0.4),
        ("陆万贰仟肆怕叁拾壹元", 5, "佰", 0.02),
        ("叁佰捌元染角陆分", 4, "柒", 0.3),
        ("合计（大写）：政万陆仟壹佰元", 7, "玖", 0.13),
        ("（大写）一拾伍万叁仟元整", 4, "壹", 0.02),
        ("收货单位及经于人（盖章）", 6, "手", 0.4),
    ],
)
def test_a_word_settles_what_the_network_holds_possible(
    read: str, place: int, meant: str, likely: float
) -> None:
    assert _settled(read, place, 0.55, **{meant: likely}) == read[:place] + meant + read[place + 1 :]


def test_what_was_read_surely_stays() -> None:
    assert _settled("股份有限今司", 4, 0.995, 公=0.04) == "股份有限今司"
    assert _settled("中国卫商银行", 2, 0.95, 工=0.04) == "中国卫商银行"


def test_a_form_of_firms_is_settled_though_one_sign_of_it_is_rather_sure() -> None:
    """A firm was filed as 某某股分有限公司, a customer of its own."""
    assert _settled("昌航建材股分有限公司", 5, 0.981, 份=0.012) == "昌航建材股份有限公司"
    assert _settled("昌航建材股分有限公司", 5, 0.995, 份=0.004) == "昌航建材股分有限公司"
    assert _settled("云集品有限公司", 2, 0.95, 团=0.0001) == "云集品有限公司"
    assert _settled("收货单位及经于人", 6, 0.95, 手=0.04) == "收货单位及经于人"


def test_what_the_ink_does_not_bear_out_stays() -> None:
    assert _settled("股份有限今司", 4, 0.6, 公=0.001) == "股份有限今司"
    assert _settled("股份有限今司", 4, 0.6) == "股份有限今司"


def test_a_word_that_stands_there_stays() -> None:
    assert _settled("合同", 1, 0.5, 计=0.4) == "合同"
    assert _settled("购货单位", 0, 0.5, 供=0.4) == "购货单位"
    assert _settled("贷款人", 0, 0.6, 付=0.3) == "贷款人"


def test_no_material_or_trade_is_put_in() -> None:
    assert _settled("紧固仵", 2, 0.6, 件=0.3) == "紧固仵"


@pytest.mark.parametrize(
    ("read", "place", "other"),
    [
        ("退货", 0, "送"),
        ("退货单位", 0, "送"),
        ("第二分公司", 1, "一"),
        ("中原银行", 1, "国"),
        ("全额", 0, "金"),
        ("秦州区", 0, "泰"),
        ("会计", 0, "合"),
        ("王亚军", 0, "三"),
    ],
)
def test_words_that_look_alike_are_not_put_in_for_each_other(read: str, place: int, other: str) -> None:
    assert _settled(read, place, 0.6, **{other: 0.3}) == read


def test_some_ten_thousands_are_no_sum_in_words() -> None:
    assert _settled("约伍万余元", 3, 0.6, 分=0.3) == "约伍万余元"


def test_a_traditional_form_is_not_made_the_simplified_one() -> None:
    assert _settled("規格", 0, 0.6, 规=0.35) == "規格"
    assert _settled("客戶簽收", 2, 0.8, 签=0.15) == "客戶簽收"


def test_names_of_people_and_figures_are_left_alone() -> None:
    assert _settled("郭振字", 2, 0.6, 宇=0.3) == "郭振字"
    assert _settled("收3人", 1, 0.6, 货=0.3) == "收3人"


def test_every_character_that_may_be_put_in_has_its_traditional_form_listed() -> None:
    ways = [opencc.OpenCC(way) for way in ("s2t", "s2tw", "s2hk")]
    listed = dict(zip(FORMS.replace("\n", "")[1::2], FORMS.replace("\n", "")[::2], strict=True))
    signs = set(f"{ENDS}{PLACES}{BANKS}{PARTIES}{LABELS}{CLAUSES}{CAPITALS}".replace("\n", " ")) - {" "}
    others = {(way.convert(sign), sign) for sign in signs for way in ways}
    assert {other for other, sign in others if other not in signs and listed.get(other) != sign} == set()


def test_a_county_was_read_as_one_there_is_none_of() -> None:
    """颍州 was read as 颖州: the licence of one customer bore another place than its invoices."""
    assert _settled("阜阳市颖州区众友轮胎店", 3, 0.65, 颍=0.34) == "阜阳市颍州区众友轮胎店"
    assert _settled("阜阳颖东农村商业银行", 2, 0.79, 颍=0.21) == "阜阳颍东农村商业银行"
    assert _settled("阜阳市颖州区", 3, 0.94, 颍=0.05) == "阜阳市颖州区"
    assert _settled("天水市秦州区", 3, 0.6, 泰=0.39) == "天水市秦州区"


@pytest.mark.parametrize(
    ("face", "address"), [("hei", "安徽省阜阳市颍州区人民路12号"), ("kai", "雅安市荥经县人民路7号")]
)
def test_a_blurred_county_is_read_as_the_one_there_is(face: str, address: str) -> None:
    face_20 = font(face, 20)
    sheet = Pictures.new("L", (int(face_20.getlength(address)) + 40, 40), 250)
    ImageDraw.Draw(sheet).text((20, 10), address, font=face_20, fill=30)
    blurred = cv2.GaussianBlur(np.asarray(sheet), (0, 0), 1.4)
    line = RapidOcr().read_line(cv2.cvtColor(blurred, cv2.COLOR_GRAY2RGB))
    assert line is not None
    assert line.text == address
