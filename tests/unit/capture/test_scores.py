"""What a recogniser says comes out the same, with the softmax in the network or without."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from capture.engines.scores import HalfLogits, Likelihoods, Logits


def _halved(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int16]]:
    """Return values that bfloat16 can hold, and their bits in it."""
    upper = values.view(np.uint32) >> 16
    return (upper << 16).view(np.float32), upper.astype(np.uint16).view(np.int16)


def _softmax(values: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(values.astype(np.float64))
    return (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("shift", [0.0, -9.0, 9.0])  # -9: every score is below zero
def test_scores_say_the_same_before_and_after_the_softmax(shift: float) -> None:
    values, bits = _halved(np.random.default_rng(7).normal(shift, 2, (3, 11, 200)).astype(np.float32))
    after = Likelihoods(_softmax(values))
    steps = np.array([0, 4, 10])
    for before in (Logits(values), HalfLogits(bits)):
        # of two that are equal before, rounding may prefer either after
        assert np.array_equal(before.best(), values.argmax(axis=2))
        np.testing.assert_allclose(before.likelihoods(1, steps), after.likelihoods(1, steps), rtol=1e-5)
        np.testing.assert_allclose(before.likelihoods(2, np.arange(11)).sum(axis=1), 1.0, rtol=1e-5)


@pytest.mark.parametrize("shift", [0.0, -9.0])
def test_no_step_at_which_a_character_is_likely_is_left_out(shift: float) -> None:
    values, bits = _halved(np.random.default_rng(8).normal(shift, 2, (2, 60, 30)).astype(np.float32))
    values[:, ::2, 0] = _halved(np.full((2, 30), shift + 12.0, np.float32))[0]  # no character
    bits = _halved(values)[1]
    likely = np.flatnonzero(_softmax(values)[1, :, 1:].max(axis=1) >= 0.08)
    for scores in (Likelihoods(_softmax(values)), Logits(values), HalfLogits(bits)):
        assert set(likely) <= set(scores.filled(1, 0.08))
    assert 0 < len(Logits(values).filled(1, 0.08)) < 60


def test_no_step_has_no_likelihood() -> None:
    _, bits = _halved(np.zeros((1, 4, 9), np.float32))
    assert HalfLogits(bits).likelihoods(0, np.array([], np.intp)).shape == (0, 9)


def test_how_sure_one_character_is_is_what_the_softmax_says_of_it() -> None:
    values, bits = _halved(np.random.default_rng(9).normal(3, 2, (2, 8, 50)).astype(np.float32))
    steps, characters = np.array([1, 1, 6]), np.array([4, 40, 0])
    expected = _softmax(values)[1, steps, characters]
    for scores in (Likelihoods(_softmax(values)), Logits(values.copy()), HalfLogits(bits)):
        np.testing.assert_allclose(scores.sureness(1, steps, characters), expected, rtol=1e-4)
    assert HalfLogits(bits).sureness(0, steps[:0], characters[:0]).shape == (0,)


@pytest.mark.parametrize("shift", [0.0, -9.0])
def test_odds_against_none_are_the_same_before_and_after_the_softmax(shift: float) -> None:
    values, bits = _halved(np.random.default_rng(10).normal(shift, 2, (2, 8, 50)).astype(np.float32))
    steps, characters = np.array([1, 6]), np.array([4, 40, 7])
    softmax = _softmax(values)[1]
    expected = softmax[steps][:, characters] / softmax[steps, :1]
    for scores in (Likelihoods(_softmax(values)), Logits(values), HalfLogits(bits)):
        np.testing.assert_allclose(scores.odds(1, steps, characters), expected, rtol=1e-4)
        assert scores.odds(0, steps[:0], characters).shape == (0, 3)
