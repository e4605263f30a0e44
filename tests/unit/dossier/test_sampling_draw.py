"""The draw can be repeated by anybody, draws enough, and prefers nothing."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import BadRequest
from dossier.sampling_draw import checked_seed, draw_sample, new_seed, sample_size

IDS = st.lists(st.integers(1, 10**6), unique=True, min_size=1, max_size=60)


@given(population=st.integers(1, 10**6), percent=st.integers(5, 100))
def test_never_less_than_the_share_is_drawn(population, percent):
    size = sample_size(population, percent)
    assert population * percent <= 100 * size
    assert 1 <= size <= population
    assert size == 1 or 100 * (size - 1) < population * percent


@pytest.mark.parametrize("percent", [-5, 0, 4, 101])
def test_less_than_the_standard_asks_is_refused(percent):
    with pytest.raises(BadRequest):
        sample_size(100, percent)


@given(ids=IDS, seed=st.text("0123456789abcdef", min_size=1, max_size=16), data=st.data())
def test_a_draw_is_repeated_from_its_seed_without_this_program(ids, seed, data):
    size = data.draw(st.integers(1, len(ids)))
    shuffled = data.draw(st.permutations(ids))
    by_hand = sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    assert draw_sample(shuffled, size, seed) == sorted(by_hand[:size])


def test_every_document_is_drawn_as_often_as_any_other():
    drawn = Counter(one for seed in range(800) for one in draw_sample(range(1, 21), 5, str(seed)))
    assert min(drawn.values()) > 140
    assert max(drawn.values()) < 260


def test_seeds_are_new_and_plain():
    assert len({checked_seed(new_seed()) for _ in range(50)}) == 50
    for bad in ("", "a b", "x" * 61, "种子", "1:2"):
        with pytest.raises(BadRequest):
            checked_seed(bad)
