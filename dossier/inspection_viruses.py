"""Items of a 四性检测 about viruses: 4-1 a scanner is there, 4-2 nothing was found."""

from __future__ import annotations

from capture.pages import Message
from dossier import virus_scan
from dossier.inspection_values import Finding, Item, Seen, Verdict, found, not_run


def scan_for_viruses(seen: Seen) -> tuple[Item, ...]:
    """Return the two items of the virus scan; without a scanner they are not run."""
    paths = [seen.service.files.path(scan.sha256) for scan in seen.scans.values()]
    return virus_items(virus_scan.scan(paths), len(paths))


def virus_items(report: virus_scan.Report, count: int) -> tuple[Item, ...]:
    """Return what a virus scan found as the items 4-1 and 4-2."""
    if report.program is None:
        why = not_run(Message("No virus scanner is installed (ClamAV is looked for)."))
        present, clean = why, why
    elif report.failed is not None:
        present = Finding(Verdict.PASS, (), 1)
        clean = not_run(Message("The virus scanner failed: {why}.", {"why": report.failed}))
    else:
        present = Finding(Verdict.PASS, (), 1)
        memos = [Message("{file}: {what}", {"file": file, "what": what}) for file, what in report.found]
        clean = found(count, memos)
    names = (("4-1", Message("A virus scanner is there"), present), ("4-2", Message("No virus"), clean))
    return tuple(
        Item(code, name, finding.verdict, finding.memos, finding.checked) for code, name, finding in names
    )
