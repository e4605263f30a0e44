"""The words of an acceptance sampling: verdicts, conditions, the figures as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capture.pages import Message
from dossier.inspection_values import VERDICTS, Verdict
from dossier.language import translate
from dossier.sampling_draw import LEAST_PERCENT
from dossier.sampling_rates import LEAST_RATE, Rates
from storage.states import SampleVerdict, SamplingState
from storage.values_sampling import SampledDocument, Sampling

FOUND: Mapping[SampleVerdict, Message] = {
    SampleVerdict.PASS: Message("as it must be"),
    SampleVerdict.INCOMPLETE: Message("incomplete, or a page is missing"),
    SampleVerdict.UNREADABLE: Message("cannot be read clearly"),
    SampleVerdict.DISTORTED: Message("distorted"),
    SampleVerdict.SKEWED: Message("slants"),
    SampleVerdict.TURNED: Message("not upright"),
    SampleVerdict.OUT_OF_ORDER: Message("out of order"),
    SampleVerdict.TWICE: Message("stands twice"),
    SampleVerdict.COLOUR: Message("colour is lost"),
    SampleVerdict.ALTERED: Message("altered by cleaning"),
    SampleVerdict.OTHER: Message("another fault"),
}
STATES: Mapping[SamplingState, Message] = {
    SamplingState.DRAWN: Message("Being judged"),
    SamplingState.ACCEPTED: Message("Accepted"),
    SamplingState.REFUSED: Message("Not accepted"),
}


def conditions(rates: Rates) -> list[tuple[Message, str, bool | None]]:
    """Return the standard's conditions: what, the figure, whether it is met (None: not known yet)."""
    judged = f"{rates.judged} / {rates.drawn}"
    checks = f"{rates.checks - rates.failed_checks} / {rates.checks}"
    agreeing = rates.agreeing == rates.drawn if rates.done else None
    passing = rates.enough_pass if rates.done else None
    return [
        (
            Message("Checks by the computer of all documents: 100 % right"),
            checks,
            not rates.failed_checks,
        ),
        (Message("Looked at by people: all that were drawn"), judged, True if rates.done else None),
        (
            Message("The catalogue agrees with the pictures: 100 % of the sample"),
            f"{rates.agreeing} / {rates.judged} = {rates.agreement:.1f} %",
            agreeing,
        ),
        (
            Message("Documents without any fault: {least} % of the sample or more", {"least": LEAST_RATE}),
            f"{rates.passed} / {rates.judged} = {rates.rate:.1f} %",
            passing,
        ),
    ]


def met(is_met: bool | None) -> Message:
    """Say whether a condition is met."""
    return Message("not decided yet") if is_met is None else Message("met") if is_met else Message("not met")


def drawn_sentence(sampling: Sampling) -> Message:
    """Say how much was drawn of how much."""
    return Message(
        "{n} of {total} documents, {percent} % (the standard asks for {least} % or more)",
        {
            "n": len(sampling.documents),
            "total": len(sampling.population),
            "percent": sampling.percent,
            "least": LEAST_PERCENT,
        },
    )


HOW = Message(
    "The documents with the smallest SHA-256 of “seed:number of the document” are drawn; "
    "whoever computes it again gets the same."
)


def outcome_of(document: SampledDocument) -> Message:
    """Say what became of a drawn document."""
    if not document.judged:
        return Message("not judged")
    return Message("pass") if document.passes else Message("fail")


def faults_of(document: SampledDocument, language: str) -> str:
    """Return what is wrong with a document, a line for each page; nothing where nothing is."""
    lines = []
    if document.agrees is False:
        lines.append(translate(Message("The catalogue does not agree with the pictures."), language))
    if document.note:
        lines.append(document.note)
    for page in document.pages:
        if page.verdict is not SampleVerdict.PASS or page.note:
            said = Message("page {n}: {what}", {"n": page.page, "what": FOUND[page.verdict]})
            lines.append(translate(said, language) + (f" — {page.note}" if page.note else ""))
    return "\n".join(lines)


CODES: Mapping[str, Message] = {
    "dpi": Message("Resolution"),
    "colour": Message("Colour"),
    "scan": Message("Picture"),
}
"""The checks of DA/T 31 itself, which gives them no codes; those of DA/T 70 are called by its code."""


def check_code(check: Mapping[str, Any], language: str) -> str:
    """Return what a check is called: its code in DA/T 70, or a word."""
    known = CODES.get(check["code"])
    return check["code"] if known is None else translate(known, language)


def check_verdict(check: Mapping[str, Any], language: str) -> str:
    """Say how a check came out."""
    return translate(VERDICTS[Verdict(check["verdict"])], language)
