"""Write README.md of the samples from the two manifests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_HEAD = """# Sample scans

Made-up papers of ten made-up customers of one made-up company, **{own}**. Every file here was drawn by
`make.py` from a seed; nothing was copied from a real paper, and no name, number or address is
meant to be anybody's.
The code, and the scans as its output, are under the licence of the project (AGPL-3.0-or-later).

- `scans/`: {count} files, {pages} pages. `make run` and `make demo` take in copies of these.
- `manifest.yaml`: what is true of each scan (type, pages, customer, fields, expected outcome) and what each
  customer's dossier must lack when all are filed (`gaps`, by requirement).
- `bad/`: files that must be rejected, with the error code of each in `bad/manifest.yaml`.
- `layouts/`: the layouts the samples are drawn with. Rules may be written against them.
- `judging/`: layouts of their own for judging only. **No rule may be written against them.**

## Make them again

```
.venv/bin/python sample_scans/make.py samples --out sample_scans --seed {seed}
.venv/bin/python sample_scans/make.py bad --out sample_scans/bad
.venv/bin/python sample_scans/make.py judging --out DIR --seed N --level office --count N [--set tuning]
```

Levels: `clean`; `office` (turned up to 2°, noise, blur, JPEG 60, grey ground); `bad` (150 dpi, up to 4°, low
contrast, show-through). The committed scans need no fonts. To draw new ones, install the Debian packages
`fonts-noto-cjk fonts-arphic-ukai fonts-arphic-uming fonts-arphic-gbsn00lp fonts-arphic-gkai00mp
fonts-wqy-microhei fonts-wqy-zenhei`. Papers for judging are worn as well (`wear.py`): folds, staples, punch
holes, notes and ticks by hand, carbon tint, streaks, moiré, colour cast, two JPEG qualities, some saved twice;
half of them wear other typefaces (`fonts-babelstone-han fonts-lxgw-wenkai`, and Fandol of
`texlive-lang-chinese`, which `scripts/setup.sh --dev` unpacks; without them there are fewer), and three
people in ten have a rare character in their name. The samples here wear none of that. The same seed gives the same bytes as long as fonts and Pillow
stay the same.

## Customers and planned gaps

| customer | documents | what its dossier lacks |
|---|---|---|
"""

_SOURCE = "make.py, AGPL-3.0-or-later"

_FILES_HEAD = """
## Files

Source of every file: drawn by `make.py`. Licence of every file: AGPL-3.0-or-later.

| file | what it is | how it was scanned | source, licence | purpose |
|---|---|---|---|---|
"""


def write_readme(folder: Path) -> Path:
    """Write ``README.md`` into the samples' folder."""
    manifest = yaml.safe_load((folder / "manifest.yaml").read_text(encoding="utf-8"))
    bad = yaml.safe_load((folder / "bad/manifest.yaml").read_text(encoding="utf-8"))
    files = manifest["files"]
    text = _HEAD.format(
        own=manifest["own_company"]["name"], count=len(files), pages=sum(entry["pages"] for entry in files),
        seed=manifest["seed"],
    )  # fmt: skip
    for customer in manifest["customers"]:
        gaps = ", ".join(_gap(gap) for gap in customer["gaps"]) or "nothing"
        text += f"| {customer['name']} | {customer['documents']} | {gaps} |\n"
    text += _FILES_HEAD
    for entry in files:
        text += f"| `{entry['file']}` | {_what(entry)} | {_how(entry)} | {_SOURCE} | {_why(entry)} |\n"
    for entry in bad["files"]:
        end = f"must end as `{entry['code']}`"
        text += f"| `bad/{entry['file']}` | {entry['why']} | – | {_SOURCE} | {end} |\n"
    path = folder / "README.md"
    path.write_text(text, encoding="utf-8")
    return path


def _gap(gap: dict[str, Any]) -> str:
    about = f" for `{Path(gap['for']).name}`" if "for" in gap else ""
    return f"`{gap['requirement']}` {gap['state']}{about}"


def _what(entry: dict[str, Any]) -> str:
    if entry["outcome"] == "duplicate":
        return f"the same bytes as `{Path(entry['duplicate_of']).name}`"
    kinds = " + ".join(f"`{document['type']}`" for document in entry["documents"])
    customer = entry["documents"][0]["customer"]
    return f"{kinds} of {customer['name']}" if customer else kinds


def _how(entry: dict[str, Any]) -> str:
    if entry["outcome"] == "duplicate":
        return "–"
    parts = ["born-digital" if entry["made"] == "born-digital" else entry["level"], f"{entry['pages']} p."]
    if "turned" in entry:
        parts.append(f"turned {entry['turned']}°")
    return ", ".join(parts)


def _why(entry: dict[str, Any]) -> str:
    match entry["outcome"]:
        case "duplicate":
            return "must be told as a duplicate"
        case "review":
            return "no known type: must go to review"
    return str(entry.get("note", "must be filed"))
