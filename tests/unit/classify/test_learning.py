"""Overlays, proposals, the learned witness, explanations, papers that come again."""

from __future__ import annotations

import dataclasses

import pytest

from capture.pages import Box
from classify.piles.rescans import compare_pages, marks_of
from classify.profiles.learned import read_witness, train, witness_text
from classify.profiles.plan import OTHER
from classify.profiles.profile_file import ProfileError
from classify.profiles.profile_overlay import extend_profile, parse_overlay
from classify.rules import LEARNED, score_types
from classify.sheet import prepare
from classify.types.explain import explain_type, points_for
from classify.types.proposals import known_paper, measure_rule, propose_rule

NEW = """
types:
  - {id: complaint, category: 5, title: 质量投诉单, title_en: Complaint, needs_customer: false}
"""


def complaint(page, number: int):
    return page(
        (600, 60, "质量异议反馈书", 60),
        (100, 200, f"反馈编号：FK2024{number:04d}"),
        (100, 300, "异议内容：表面有划伤，请派人查看"),
        (100, 400, f"客户第{number}次反馈"),
        (100, 500, "处理时限：三个工作日内答复"),
    )


def test_a_new_type_is_declared_and_learned_from_three_corrections(page, profile, slip_page, contract_page):
    declared = extend_profile(profile, parse_overlay(NEW, "new.yaml", profile), "local")
    papers = [known_paper("complaint", [complaint(page, n)]) for n in range(3)]
    papers += [known_paper("delivery_slip", [slip_page]), known_paper("contract", [contract_page])]
    addition, measured = propose_rule("complaint", papers, declared)
    assert addition.titles == ["质量异议反馈书"]
    assert (measured.own_right_before, measured.own_right, measured.own_sure) == (0, 3, 3)
    assert measured.others_right == measured.others_right_before == 2
    assert measure_rule(addition, papers, declared) == measured


def test_a_type_that_goes_by_several_names_is_learned_with_each_of_them(page, profile, slip_page):
    declared = extend_profile(profile, parse_overlay(NEW, "new.yaml", profile), "local")
    names = ["质量异议反馈书"] * 4 + ["客户评价收集页"] * 3 + ["一次用过的名字"]
    mine = [page((600, 60, name, 60), (100, 200, f"来函：第{n}次")) for n, name in enumerate(names)]
    papers = [known_paper("complaint", [one]) for one in mine]
    addition, measured = propose_rule(
        "complaint", [*papers, known_paper("delivery_slip", [slip_page])], declared
    )
    assert addition.titles == ["质量异议反馈书", "客户评价收集页"]
    assert (measured.own_right_before, measured.own_right) == (0, 7)
    assert measured.others_right == measured.others_right_before == 1


def test_two_papers_are_too_few_for_a_rule(page, profile):
    declared = extend_profile(profile, parse_overlay(NEW, "new.yaml", profile), "local")
    papers = [known_paper("complaint", [complaint(page, n)]) for n in range(2)]
    assert propose_rule("complaint", papers, declared) is None


def test_words_of_a_firm_are_no_rule(page, profile, slip_page):
    declared = extend_profile(profile, parse_overlay(NEW, "new.yaml", profile), "local")
    name = "苏州远景贸易有限公司"
    papers = [
        known_paper("complaint", [page((100, 900, name), (100, 950, f"{n}"))], [name]) for n in range(4)
    ]
    assert propose_rule("complaint", [*papers, known_paper("delivery_slip", [slip_page])], declared) is None


def test_a_phrase_that_would_take_papers_from_another_type_is_left_out_of_the_rule(page, profile):
    declared = extend_profile(profile, parse_overlay(NEW, "new.yaml", profile), "local")
    shared = [
        "主要客户为当地工程公司",
        "经与财务人员核对无误",
        "整改办法已经会议通过",
        "型材及配套件销售正常",
    ]
    rows = [(100, 300 + 60 * n, text) for n, text in enumerate(shared)]
    mine = [page((600, 60, "质量异议反馈书", 60), (100, 200, "处理时限三个工作日"), *rows) for _ in range(6)]
    papers = [known_paper("complaint", [one]) for one in mine]
    letters = [page((600, 60, "会议纪要", 60), (100, 900, f"其他事项第{n}号"), number=1) for n in range(200)]
    papers += [known_paper(OTHER, [one]) for one in letters]
    papers.append(known_paper(OTHER, [page((600, 60, "会议纪要", 60), *rows)]))
    addition, measured = propose_rule("complaint", papers, declared)
    said = [evidence.phrase for evidence in addition.evidence]
    assert not [phrase for phrase in said if any(phrase in text for text in shared)]
    assert measured.own_right == 6
    assert measured.others_right == measured.others_right_before


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("additions:\n  - {type: nothing}\n", 2, "unknown type 'nothing'"),
        ("additions:\n  - type: contract\n    titels: [x]\n", 3, "unknown key 'titels'"),
        ("additions:\n  - type: contract\n    labels: {nr: [编号]}\n", 3, "unknown field 'nr'"),
        ("types:\n  - {id: contract, title: 合同, title_en: Contract}\n", 2, "the type 'contract' exists"),
    ],
)
def test_a_wrong_overlay_is_told_with_its_line(profile, text, line, problem):
    with pytest.raises(ProfileError) as caught:
        parse_overlay(text, "mine.yaml", profile)
    assert caught.value.line == line
    assert problem in caught.value.problem


def test_an_overlays_title_wins_over_the_same_words_under_other(page, profile):
    text = "additions:\n  - {type: order, titles: [报价单]}\n"
    quotation = prepare(page((600, 60, "报价单", 60), (100, 300, "有效期十五天")))
    extended = extend_profile(profile, parse_overlay(text, "x.yaml", profile), "x")
    assert score_types([quotation], profile)[0].type == OTHER
    assert score_types([quotation], extended)[0].type == "order"


def test_the_learned_witness_is_shown_and_never_the_only_one(page, profile):
    strange = page(
        (100, 300, "兹有货物若干请予放行出厂门卫登记"), (100, 400, "车辆进出须经保安部核验签字登记在册")
    )
    rows = [row.text for row in prepare(strange).rows]
    other = ["完全不同的文字内容用于比较训练另外一种类型的纸张样本文字若干"]
    witness = train([("receipt", rows)] * 3 + [("order", other)] * 3)
    again = read_witness(witness_text(witness))
    assert again.shares(rows)["receipt"] == pytest.approx(witness.shares(rows)["receipt"])
    taught = dataclasses.replace(profile, witness=witness)
    best = score_types([prepare(strange)], taught)
    assert best[0].type == OTHER
    for one in best:
        learned = [reason for reason in one.reasons if reason.rule == LEARNED]
        assert not learned or any(r.weight > 0 for r in one.reasons if r.rule != LEARNED)


def test_an_explanation_says_what_would_have_changed_the_decision(slip_page, profile):
    explained = explain_type([slip_page], profile)
    assert explained.best.type == "delivery_slip"
    assert explained.lead >= explained.needed == pytest.approx(points_for(profile.thresholds.file), abs=0.01)
    assert explained.changes
    rules = [reason.rule for reason in explained.best.reasons]
    assert len(rules) == len(set(rules))
    assert all("delivery_slip." not in str(reason.text) for reason in explained.best.reasons)


def test_slips_that_differ_in_a_number_are_two_papers(page, slip_lines):
    def slip(number: str, shift: int = 0):
        moved = [
            (x + shift, y + 2 * shift, text.replace("0012345", number), *more)
            for x, y, text, *more in slip_lines
        ]
        return page(*moved, width=1600, height=1000)

    assert compare_pages(slip("0012345"), slip("0012345", 9)).is_same
    assert not compare_pages(slip("0012345"), slip("0012346", 9)).is_same
    assert len(marks_of(slip("0012345")) & marks_of(slip("0012345", 9))) >= 2


def test_a_day_that_begins_like_another_is_another(page):
    def slip(day: str):
        rows = [
            (100, 100 + 50 * n, f"第{'一二三四五六七'[n]}行内容相同的文字与数字{n}{n}{n}") for n in range(7)
        ]
        return page(*rows, (100, 600, f"送货日期：2024年9月{day}日"))

    assert compare_pages(slip("3"), slip("3")).is_same
    assert not compare_pages(slip("3"), slip("30")).is_same


def test_boxes_of_reasons_are_boxes(slip_page, profile):
    for one in explain_type([slip_page], profile).best.reasons:
        assert one.box is None or isinstance(one.box, Box)
