"""Great checklists by slices: a small one stands whole in its order, a great one shows what is open first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from classify.requirements.requirement import MET
from dossier import sections
from dossier.gap_shapes import RequirementDetail
from dossier.wiring import Service
from storage.viewer import Viewer

WHOLE = 40
MORE = 100


@dataclass(frozen=True, slots=True)
class ChecklistSlice:
    """Some lines of a checklist, where they start, how many there are, and how many are open.

    ``references`` are the own numbers of the papers that lines are for, by paper.
    """

    lines: Sequence[RequirementDetail]
    start: int
    total: int
    open: int
    references: Mapping[int, str] = field(default_factory=dict)

    @property
    def next(self) -> int | None:
        """The place of the first line that is not shown; None when there is none."""
        end = self.start + len(self.lines)
        return end if end < self.total else None


def one_slice(lines: Sequence[RequirementDetail], start: int = 0) -> ChecklistSlice:
    """Return the lines from a place on: the first ``WHOLE``, later ``MORE`` at a time."""
    undone = sum(line.state not in MET for line in lines)
    if len(lines) > WHOLE:
        lines = sorted(lines, key=lambda line: line.state in MET)
    shown = lines[start : start + (MORE if start else WHOLE)]
    return ChecklistSlice(shown, start, len(lines), undone)


def with_references(service: Service, viewer: Viewer, shown: ChecklistSlice) -> ChecklistSlice:
    """Return the slice with the own numbers of the papers that its lines are for."""
    ids = {line.for_document for line in shown.lines if line.for_document is not None}
    return replace(shown, references=sections.references(service, viewer, ids))
