"""Every warning about a page stands in docs/page-warnings.md, with a line in each language."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_warning_is_told_in_both_languages():
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "capture").rglob("*.py"))
    given = set(re.findall(r'PageWarning\("(\w+)"', sources))
    page, _, _ = (ROOT / "docs" / "page-warnings.md").read_text(encoding="utf-8").partition("\n## ")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE))
    assert given == set(rows)
    assert all(re.search(r"[\u4e00-\u9fff]", row.split(" | ")[1]) for row in rows.values())
