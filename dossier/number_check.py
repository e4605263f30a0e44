"""Looking through reference numbers for gaps, repeats and strange forms."""

from __future__ import annotations

from dataclasses import dataclass

from classify.notation.numbering import find_gaps, find_repeats
from dossier.customers import find_customer
from dossier.wiring import Service
from storage.states import NumberKind
from storage.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """What is wrong with numbers: missing in a series, standing twice, of another form."""

    gaps: tuple[str, ...]
    repeats: tuple[str, ...]
    malformed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.gaps or self.repeats or self.malformed)


def check_numbers(service: Service, viewer: Viewer, key: str | None = None) -> NumberCheck:
    """Look through the numbers of one dossier's documents, or of all dossiers, for gaps and repeats.

    Raises:
        NotFound: no such customer.
        Ambiguous: the name means several.
    """
    numbering = service.profile.numbering
    with service.database.reading() as work:
        if key is None:
            template, numbers = numbering.dossier, work.catalogues.dossier_numbers()
        else:
            customer = find_customer(work, viewer, key)
            rows = work.catalogues.numbers(viewer, customer.id)
            template = numbering.document
            numbers = [row.number for row in rows if row.kind is NumberKind.DOCUMENT]
    malformed = tuple(number for number in numbers if template.parse(number) is None)
    return NumberCheck(tuple(find_gaps(template, numbers)), tuple(find_repeats(numbers)), malformed)
