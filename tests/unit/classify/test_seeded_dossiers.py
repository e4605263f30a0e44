"""200 dossiers over three profiles with known gaps: each gap is found, none is falsely complete."""

from __future__ import annotations

from random import Random

import pytest

from bench.seeded import OPENED, PROFILES, TODAY, Dossier, damage, make_whole
from classify.checklist import MET, FiledDocument, Line, Requirement, State, check, is_complete
from classify.profile import load_profile

DOSSIERS = 200


def look(dossier: Dossier, papers: list[FiledDocument]) -> dict[Line, Requirement]:
    profile = load_profile(dossier.profile)
    found = check(profile, dossier.facts, papers, dossier.shipments, TODAY, dossier.waivers, OPENED)
    lines = {line.line: line for line in found}
    assert len(lines) == len(found)
    return lines


@pytest.mark.parametrize("seed", range(DOSSIERS))
def test_every_gap_is_found_with_its_proof_and_nothing_else(seed):
    rng = Random(seed * 7919 + 11)
    dossier = make_whole(PROFILES[seed % len(PROFILES)], rng)
    assert {
        line: one.state for line, one in look(dossier, list(dossier.papers.values())).items()
    } == dossier.lines
    papers, expected = damage(dossier, rng)
    lines = look(dossier, papers)
    assert {line: one.state for line, one in lines.items()} == {
        line: state for line, state in expected.items() if state is not None
    }
    open_ones = [state for state in expected.values() if state is not None and state not in MET]
    assert is_complete(lines.values()) is not bool(open_ones)
    for one in lines.values():
        assert one.proof or one.said
        assert one.proof or one.state in (State.MISSING, State.WAIVED)
        assert one.said or one.state in (State.USABLE, State.WAIVED)


@pytest.mark.parametrize("profile", PROFILES)
def test_changing_one_paper_changes_exactly_the_lines_that_depend_on_it(profile):
    rng = Random(97)
    for _ in range(3):
        dossier = make_whole(profile, rng)
        before = look(dossier, list(dossier.papers.values()))
        for one in dossier.damages:
            papers = dict(dossier.papers)
            one.apply(papers)
            after = look(dossier, list(papers.values()))
            changed = {
                line
                for line in {*before, *after}
                if (before[line].state if line in before else None)
                != (after[line].state if line in after else None)
            }
            assert changed == set(one.changes), one.name


def test_the_damages_reach_every_state_and_every_kind():
    states: set[State | None] = set()
    kinds: set[str] = set()
    for seed in range(DOSSIERS):
        rng = Random(seed * 7919 + 11)
        dossier = make_whole(PROFILES[seed % len(PROFILES)], rng)
        states |= set(damage(dossier, rng)[1].values())
        kinds |= {one.kind for one in look(dossier, list(dossier.papers.values())).values()}
    assert states >= set(State)
    assert kinds == {
        "required", "valid_on", "one_of", "when", "at_least", "for_each", "per_period", "must_agree",
        "sealed", "signed", "original", "on_shelf",
    }  # fmt: skip
