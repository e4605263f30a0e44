from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.compare import judge_paper
from bench.judge import figures, report
from bench.reliability import diagram, types_and_fields


def truth(**more: Any) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "file": "0001.jpg", "layout": "x", "type": "delivery_slip", "pages": 1,
        "unjudged": {"supplier": "乙公司"},
        "customer": {"name": "甲（天津）有限公司", "uscc": None},
        "fields": {
            "slip_no": "A-1", "total_in_words": "壹佰元整",
            "lines": [{"item": "螺栓", "spec": None, "quantity": "10"},
                      {"item": "螺母", "spec": "M8", "quantity": "2"}],
        },
        "lines": [[{"text": "送货单", "box": [0, 0, 1, 1]}, {"text": "收货单位：甲", "box": [0, 0, 1, 1]}]],
    }  # fmt: skip
    return paper | more


def answer(**more: Any) -> dict[str, Any]:
    document = {
        "type": "delivery_slip", "review": False, "customer": {"name": "甲(天津)有限公司"},
        "fields": {
            "slip_no": {"value": "A-1"}, "total_in_words": {"value": "人民币壹佰圆正"},
            "supplier": {"value": "乙公司"},
            "lines": {"value": [{"item": "螺栓", "spec": None, "quantity": "10"},
                                {"item": "螺母", "spec": "M8", "quantity": "7"}]},
        },
    }  # fmt: skip
    return {"pages": [{"text": "送 货 单\n收货单位"}], "documents": [document | more]}


def test_fields_cells_and_lines_are_counted() -> None:
    verdict = judge_paper(truth(), answer())
    assert verdict.type_right
    assert verdict.customer_right
    assert verdict.fields == {"slip_no": True, "total_in_words": True, "lines": False}
    assert verdict.cells == (5, 6)
    assert verdict.lines == (1, 2)
    assert verdict.invented == ()
    assert not verdict.wrongly_filed


def test_a_wrong_type_counts_as_wrongly_filed_unless_it_goes_to_review() -> None:
    filed = judge_paper(truth(), answer(type="receipt"))
    reviewed = judge_paper(truth(), answer(type="receipt", review=True))
    assert filed.wrongly_filed
    assert not reviewed.wrongly_filed
    found = figures([filed, reviewed])
    assert found["type_right"] == 0.0
    assert found["wrong_among_filed"] == 100.0
    assert found["filed_alone"] == 50.0


def test_a_paper_of_no_known_type_that_files_itself_is_wrong() -> None:
    other = truth(type="other", customer=None, fields={})
    assert judge_paper(other, answer(type="contract")).wrongly_filed
    assert not judge_paper(other, answer(type="other", review=True)).wrongly_filed


def test_a_file_that_fails_misses_everything() -> None:
    verdict = judge_paper(truth(), {"error": {"code": "unreadable"}})
    assert not verdict.type_right
    assert set(verdict.fields.values()) == {False}
    assert any("unreadable" in miss for miss in verdict.misses)
    assert any(line.startswith("delivery_slip") for line in report([verdict]))


def test_two_documents_for_one_paper_are_a_wrong_type() -> None:
    both = answer()
    both["documents"] *= 2
    assert not judge_paper(truth(), both).type_right


def test_the_reliability_diagram_counts_what_was_said_and_what_was_right(tmp_path: Path) -> None:
    document = {
        "type": "receipt",
        "confidence": 0.98,
        "fields": {"number": {"value": "A-1", "confidence": 0.6}},
    }
    papers = [
        {"type": "receipt", "fields": {"number": "A-1"}},
        {"type": "receipt", "fields": {"number": "A-2"}},
    ]
    (tmp_path / "truth.json").write_text(json.dumps({"papers": [*papers, papers[0]]}), encoding="utf-8")
    results = [{"documents": [document]}, {"documents": [document]}, {"documents": [document, document]}]
    (tmp_path / "read.json").write_text(json.dumps(results), encoding="utf-8")
    said = list(types_and_fields(tmp_path))
    assert [kind for kind, _ in said] == ["type", "field", "type", "field"]  # the third is divided wrongly
    (row,) = diagram([one for kind, one in said if kind == "field"])
    assert row.split()[:4] == ["0.50–0.70", "2", "0.600", "0.500"]
    assert row.index("|") > row.rindex("=")
