from __future__ import annotations

from pathlib import Path

import pytest

from classify.profile import Profile, ProfileError, expand, load_profile, parse_profile
from dossier.language import translate

CONTRACT_TYPES = {
    *("business_licence", "tax_registration", "authorisation_letter", "customer_background"),
    *("bank_account_permit", "id_card", "contract", "order", "credit_approval", "arrears_statement"),
    *("repayment_agreement", "deferral_approval", "repayment_plan", "payment_terms"),
    *("collateral_registration", "delivery_slip", "goods_receipt", "packing_list", "customs_declaration"),
    *("inspection_report", "commodity_inspection", "invoice", "account_statement", "receipt"),
    *("return_approval", "return_responsibility", "other"),
}
FIELDS = {
    "business_licence": "uscc registration_no name company_type legal_representative "
    "registered_capital founded valid_from valid_until address scope registrar issued copy",
    "contract": "contract_no party_a party_b signed place amount amount_in_words valid_from valid_until",
    **dict.fromkeys(
        ("delivery_slip", "goods_receipt", "packing_list"),
        "slip_no contract_no order_no shipment_no date supplier consignee total total_in_words lines",
    ),
    **dict.fromkeys(
        ("customs_declaration", "inspection_report", "commodity_inspection", "invoice"),
        "number contract_no order_no shipment_no date party amount",
    ),
}

SMALL = """profile: small
title: 小
title_en: Small
version: 1
categories:
  - {number: 1, name: 基础, name_en: Basic}
facts:
  - {id: export, title: 出口, title_en: Export}
types:
  - id: letter
    category: 1
    title: 函
    title_en: Letter
    titles: [函]
    fields:
      - {id: number, kind: number, title: 编号, title_en: Number, labels: [编号]}
  - {id: other, title: 其它, title_en: Other}
requirements:
  - {id: a_letter, kind: required, title: 函, title_en: Letter, types: [letter]}
"""


def test_the_default_profile_has_every_type_and_field_of_the_contracts(profile: Profile) -> None:
    assert set(profile.types) == CONTRACT_TYPES
    for kind, names in FIELDS.items():
        assert set(names.split()) <= set(profile.types[kind].fields), kind
    assert [c.number for c in profile.categories] == [1, 2, 3, 4, 5]
    assert {f.id for f in profile.facts} == {"credit_sale", "arrears", "deferral", "direct_export"}


def test_the_default_requirements_are_those_agreed(profile: Profile) -> None:
    assert [r.id for r in profile.requirements] == [
        *("licence", "background", "contract_or_order", "tax", "authorisation", "credit_approval"),
        *("arrears_papers", "deferral", "payment_terms", "collateral", "packing_list"),
        *("customs_declaration", "inspection_report", "commodity_inspection", "slip_per_contract"),
        "return_responsibility",
    ]


def test_every_name_people_see_is_in_both_languages(profile: Profile) -> None:
    named = [*profile.categories, *profile.facts, *profile.types.values(), *profile.requirements]
    named += [f for t in profile.types.values() for f in t.fields.values()]
    for item in named:
        chinese, english = (
            getattr(item, "title", "") or item.name,
            getattr(item, "title_en", "") or item.name_en,
        )
        assert any(c > "\u2e80" for c in chinese) or "/" in chinese, chinese
        assert english.isascii(), english


def test_labels_can_be_written_short() -> None:
    assert set(expand("合同[总]{价,金额}")) == {"合同价", "合同总价", "合同金额", "合同总金额"}


def test_a_small_profile_loads() -> None:
    assert set(parse_profile(SMALL, "small.yaml").types) == {"letter", "other"}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("version: 1", "version: one", 4, "version"),
        ("version: 1", "vesion: 1", 4, "unknown key 'vesion'"),
        ("    category: 1", "    category: 7", 11, "unknown category '7'"),
        ("kind: number", "kind: nummer", 16, "unknown kind 'nummer'"),
        ("titles: [函]", "titles: [/(/]", 14, "bad pattern"),
        ("types: [letter]", "types: [leter]", 19, "unknown type 'leter'"),
        ("kind: required", "kind: wanted", 19, "unknown kind 'wanted'"),
        ("kind: required, ", "kind: when, fact: expot, ", 19, "unknown fact 'expot'"),
        ("id: other,", "id: letter,", 17, "stands twice"),
        ("title: 小", "title: 小\ntitle: 大", 3, "stands twice"),
        ("version: 1", "version: [1", 5, "not YAML"),
        ("    title_en: Letter", "    titel_en: Letter", 13, "titel_en"),
    ],
)
def test_a_wrong_profile_names_its_line_and_what_is_wrong(old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(SMALL.replace(old, new, 1), "small.yaml")
    assert says in str(caught.value)
    assert abs(caught.value.line - line) <= 1
    assert caught.value.file == "small.yaml"


def test_what_is_allowed_is_named() -> None:
    with pytest.raises(ProfileError) as caught:
        parse_profile(SMALL.replace("kind: number", "kind: nummer"), "small.yaml")
    assert "credit_code" in caught.value.allowed
    assert translate(caught.value.message, "zh_CN") == "small.yaml 第 16 行：未知的类别“nummer”。"
    with pytest.raises(ProfileError) as caught:
        parse_profile(SMALL.replace("types: [letter]", "types: [leter]"), "small.yaml")
    assert caught.value.allowed == "letter, other"


def test_a_profile_that_is_not_there_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="manufacturing"):
        load_profile("nowhere")
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_profile(path).id == "small"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError):
        load_profile(path)
