"""Verbs for rules: propose from corrections, try on the archive, switch on and off; never silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from capture.files.saved import page_from_json
from capture.pages import Message, Page
from classify.normalise import fold
from classify.profiles.learned import train, witness_text
from classify.profiles.plan import OTHER, Profile
from classify.profiles.profile_file import AdditionEntry, OverlayEntry, ProfileError
from classify.profiles.profile_overlay import extend_profile, overlay_text, parse_overlay
from classify.rules import score_types
from classify.sheet import prepare
from classify.types.proposals import LEAST, Known, known_paper, propose_labels, propose_rule
from dossier.errors import BadRequest, Conflict, NotFound
from dossier.rights import may
from dossier.rules_plan import WITNESS, lay_over
from dossier.rules_shapes import RuleShape, TriedRule, Tries, shape_rule
from dossier.wiring import Service
from storage.errors import NotVisible
from storage.states import RuleState
from storage.values_learning import Correction, PaperOfArchive, RuleVersion
from storage.viewer import SYSTEM, Viewer
from storage.work import Work

COMPARED = 2000
"""So many of the newest papers stand for all others when a rule is looked for."""
_SAMPLES = 20
Progress = Callable[[int, int], None]


def list_rules(service: Service, actor: Viewer) -> list[RuleShape]:
    """Return every rule as it is now."""
    may(actor, "rules.change")
    with service.database.reading() as work:
        return [shape_rule(rule) for rule in work.rules.all_now()]


def history(service: Service, actor: Viewer, rule: str | None = None) -> list[RuleShape]:
    """Return all versions, newest first."""
    may(actor, "rules.change")
    with service.database.reading() as work:
        return [shape_rule(version) for version in work.rules.history(rule)]


def propose(service: Service, actor: Viewer) -> list[RuleShape]:
    """Look for rules in what people corrected, and keep those that separate as proposals.

    Three alike corrections are the least. What was proposed before, or declined, is not proposed again.
    """
    may(actor, "rules.change")
    with service.database.reading() as work:
        corrections = work.rules.corrections(SYSTEM)
        papers = [paper for paper in work.rules.papers(SYSTEM, limit=COMPARED) if paper.pages]
        known_rules = work.rules.all_now()
    found = [*_type_rules(corrections, papers, service), *_label_rules(corrections, papers, service.profile)]
    told = {rule.text for rule in known_rules}
    with service.database.unit_of_work() as work:
        for addition, figures in found:
            text = overlay_text(OverlayEntry(additions=[addition]))
            if text not in told:
                _keep(
                    work, service, _free_name(work, addition.type), RuleState.PROPOSED, text, actor, figures
                )
        return [shape_rule(rule) for rule in work.rules.all_now() if rule.state is RuleState.PROPOSED]


def _type_rules(
    corrections: Sequence[Correction], papers: Sequence[PaperOfArchive], service: Service
) -> Iterator[tuple[AdditionEntry, dict[str, Any]]]:
    last = {one.document_id: one.after for one in corrections if one.kind == "type"}
    counts = Counter(kind for kind in last.values() if kind is not None)
    wanted = [
        kind for kind, n in counts.items() if n >= LEAST and kind != OTHER and kind in service.profile.types
    ]
    if not wanted:
        return
    known = [
        _known(paper, service.own)
        for paper in papers
        if paper.by_person or paper.id in last or paper.type != OTHER
    ]
    for kind in wanted:
        found = propose_rule(kind, known, service.profile)
        if found is not None:
            addition, measured = found
            figures = {name: getattr(measured, name) for name in measured.__slots__}
            yield addition, {"corrections": counts[kind], **figures}


def _known(paper: PaperOfArchive, own: Sequence[str]) -> Known:
    return known_paper(paper.type, _pages(paper), [name for name in (paper.party, *own) if name])


def _pages(paper: PaperOfArchive) -> list[Page]:
    return [page_from_json(result) for result in paper.pages]


def _label_rules(
    corrections: Sequence[Correction], papers: Sequence[PaperOfArchive], profile: Profile
) -> Iterator[tuple[AdditionEntry, dict[str, Any]]]:
    pages = {paper.id: paper for paper in papers}
    said: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.kind != "type" and one.after and one.document_id in pages and one.type in profile.types:
            said.setdefault(one.type, []).append(one)
    for kind, ones in said.items():
        rules = profile.types[kind].fields
        values = []
        for one in ones:
            name = one.field or next(iter(profile.types[kind].customer), "")
            if name in rules:
                sheets = [prepare(page) for page in _pages(pages[one.document_id])]
                values.append((name, fold(one.after or "").text, sheets))
        addition = propose_labels(kind, values, lambda name, rules=rules: rules[name].labels)  # type: ignore[misc]  # bound at once
        if addition is not None:
            yield addition, {"corrections": len(ones)}


def _free_name(work: Work, type_id: str) -> str:
    taken = {rule.rule for rule in work.rules.all_now()}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{type_id}-{n}") not in taken)


def _keep(
    work: Work,
    service: Service,
    name: str,
    state: RuleState,
    text: str,
    actor: Viewer,
    figures: dict[str, Any],
) -> RuleVersion:
    version = work.rules.add_version(name, state, text, actor.name, service.now(), figures)
    payload = {"rule": name, "version": version.version, "state": state.value, "figures": figures}
    work.audit.append(actor.name, f"rule.{state.value}", "rule", name, payload, service.now())
    return version


def switch_on(service: Service, actor: Viewer, name: str, text: str | None = None) -> RuleShape:
    """Let a rule count from now on; ``text`` is its edited or new YAML. Makes a version.

    Raises:
        NotFound: no such rule, and no text for a new one.
        BadRequest: the rule does not fit the profile (with its line), or too few papers are confirmed
            for the witness to learn from.
    """
    may(actor, "rules.change")
    figures: dict[str, Any] = {}
    if name == WITNESS:
        text, figures = _taught(service)
    with service.database.unit_of_work() as work:
        known = _rule(work, name) if text is None else None
        text = text if known is None else known.text
        assert text is not None
        if name != WITNESS:
            others = [r for r in work.rules.all_now() if r.state is RuleState.ON and r.rule != name]
            _read_rule(text, name, lay_over(service.plan.base, others))
        figures = figures or dict(known.figures if known else {})
        version = _keep(work, service, name, RuleState.ON, text, actor, figures)
    service.plan.refresh()
    return shape_rule(version)


def switch_off(service: Service, actor: Viewer, name: str) -> RuleShape:
    """Take a rule back, or decline a proposed one. Makes a version.

    Raises:
        NotFound: no such rule.
        Conflict: papers have a type that only this rule declares.
    """
    may(actor, "rules.change")
    with service.database.unit_of_work() as work:
        rule = _rule(work, name)
        left = [r for r in work.rules.all_now() if r.state is RuleState.ON and r.rule != name]
        try:
            profile = lay_over(service.plan.base, left)
        except ProfileError as error:
            raise Conflict(
                error.message, Message("Switch the rule off that builds on this one first.")
            ) from error
        orphaned = sorted(work.rules.types_in_use() - set(profile.types))
        if orphaned:
            raise Conflict(
                Message("Papers have the type “{type}”, which this rule declares.", {"type": orphaned[0]}),
                Message("Give those papers another type first."),
            )
        version = _keep(work, service, name, RuleState.OFF, rule.text, actor, dict(rule.figures))
    service.plan.refresh()
    return shape_rule(version)


def _read_rule(text: str, name: str, profile: Profile) -> OverlayEntry:
    """Read what a person wrote as a rule.

    Raises:
        BadRequest: it does not fit the profile; with the line and what is allowed.
    """
    try:
        return parse_overlay(text, f"rule {name}", profile)
    except ProfileError as error:
        raise BadRequest(error.message, error.hint) from error


def _rule(work: Work, name: str) -> RuleVersion:
    try:
        return work.rules.get(name)
    except NotVisible as error:
        raise NotFound("rule", name) from error


def _taught(service: Service) -> tuple[str, dict[str, Any]]:
    with service.database.reading() as work:
        papers = (
            (paper.type, [row.text for page in _pages(paper) for row in prepare(page).rows])
            for paper in work.rules.papers(SYSTEM)
            if paper.by_person
        )
        witness = train(papers)
    if witness is None:
        raise BadRequest(
            Message("There are too few confirmed papers to learn from."),
            Message("Confirm at least two papers each of two types."),
        )
    return witness_text(witness), {"papers": dict(witness.papers)}


def try_rule(
    service: Service,
    actor: Viewer,
    name: str,
    text: str | None = None,
    *,
    limit: int | None = None,
    progress: Progress = lambda _done, _total: None,
) -> TriedRule:
    """Run a rule on the archive, from the words stored: which papers would get another type.

    ``text`` is an edited or new rule's YAML; ``limit`` looks at the newest papers only.

    Raises:
        BadRequest: the rule does not fit the profile; with its line.
        NotFound: no such rule, and no text.
    """
    may(actor, "rules.change")
    with service.database.reading() as work:
        known = _rule(work, name) if text is None else None
        others = [r for r in work.rules.all_now() if r.state is RuleState.ON and r.rule != name]
        before = lay_over(service.plan.base, others)
        if known is not None:
            after = lay_over(before, [known])
        else:
            after = extend_profile(before, _read_rule(text or "", name, before), "tried")
        return _tried(work, name, (before, after), limit, progress)


def try_profile(
    service: Service,
    actor: Viewer,
    other: Profile,
    *,
    limit: int | None = None,
    progress: Progress = lambda _done, _total: None,
) -> TriedRule:
    """Run another profile on the archive: which papers would get another type."""
    may(actor, "rules.change")
    with service.database.reading() as work:
        return _tried(work, other.id, (service.profile, other), limit, progress)


def _tried(
    work: Work, name: str, profiles: tuple[Profile, Profile], limit: int | None, progress: Progress
) -> TriedRule:
    total = work.rules.count_papers(SYSTEM)
    tries = Tries(profiles)
    for number, paper in enumerate(work.rules.papers(SYSTEM, limit=limit), start=1):
        sheets = [prepare(page) for page in _pages(paper)]
        if sheets:
            old, new = (score_types(sheets, profile)[0].type for profile in profiles)
            tries.count(paper, old, new)
        progress(number, min(total, limit or total))
    return tries.result(name, total, _SAMPLES)
