"""Turning the recogniser's scores into text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from capture.engines.base import Reading
from capture.engines.recognise import Alphabet, read_crops
from capture.engines.scores import Likelihoods

_CHARACTERS = "0\n1\n5\n8\n9\n*\n°\n′\nC"


class Spelling:
    """Says one text, a character every two steps, whatever it is shown; ``_`` is the room of one."""

    runtime = "test"
    characters = _CHARACTERS

    def __init__(self, text: str, alphabet: Alphabet) -> None:
        self._steps = [alphabet.characters.index(char.replace("_", "")) for char in text]
        self._count = len(alphabet.characters)

    def score(self, batch: NDArray[np.float32]) -> Likelihoods:
        scores = np.zeros((len(batch), 2 * len(self._steps), self._count), np.float32)
        for at, step in enumerate(self._steps):
            scores[:, 2 * at, step] = 1.0
            scores[:, 2 * at + 1, 0] = 1.0
        return Likelihoods(scores)


def _said(seen: str, more: str = "") -> Reading:
    """Return what is made of characters a network says, which knows some and ``more``."""
    alphabet = Alphabet.of_metadata("\n".join([_CHARACTERS, *more]))
    (reading,) = read_crops([np.zeros((48, 90), np.uint8)], Spelling(seen, alphabet), alphabet)
    assert len(reading.centres) == len(reading.sure) == len(reading.text)
    return reading


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("15.951.98", "15,951.98"),
        ("8,915,98", "8,915.98"),
        ("1，951，98", "1,951.98"),
        ("15,98", "15,98"),
        ("15.951", "15.951"),
        ("15,951", "15,951"),
        ("8.15.98", "8.15.98"),
        ("8,15,98", "8,15,98"),
    ],
)
def test_a_comma_of_thousands_was_read_as_a_point(seen: str, text: str) -> None:
    assert _said(seen, ".,，").text == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("159°8", "159*8"),
        ("1.5", "1.5"),
        ("90°", "90°"),
        ("15°10′", "15°10′"),
        ("8°C", "8°C"),
        ('15"8', '15"8'),
        ('1"1/5', '1"1/5'),
    ],
)
def test_a_degree_sign_inside_a_size_is_a_star(seen: str, text: str) -> None:
    assert _said(seen, '."/').text == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("C1%0", "C1‰"),
        ("8%o°", "8‰°"),
        ("0.8%0C5%0", "0.8%0C5‰"),
        ("C/%o", "C/‰"),
        ("5%01", "5%01"),
        ("%0", "%0"),
        ("50%", "50%"),
    ],
)
def test_the_tail_of_a_per_mille_sign_was_read_as_a_zero(seen: str, text: str) -> None:
    assert _said(seen, ".%o‰/").text == text


@pytest.mark.parametrize(
    ("seen", "text"), [("Se11ers", "Sellers"), ("Va1ue", "Value"), ("s1e", "s1e"), ("Va1", "Va1")]
)
def test_an_l_within_a_word_was_read_as_a_one(seen: str, text: str) -> None:
    assert _said(seen, "SVaelrsu").text == text


def _said_with(text: str, alphabet: Alphabet, step: int, odds: Mapping[str, float]) -> Reading:
    """Return what is made of a text the network says where some odds of one step are others; "" is none."""
    network = Spelling(text, alphabet)
    scores = network.score(np.zeros((1, 3, 48, 96), np.float32)).values
    for sign, likely in odds.items():
        scores[:, step, alphabet.numbers[sign]] = likely
    network.score = lambda batch: Likelihoods(scores)  # type: ignore[method-assign]  # odds of one step are set
    (reading,) = read_crops([np.zeros((48, 160), np.uint8)], network, alphabet)
    assert len(reading.centres) == len(reading.sure) == len(reading.text)
    return reading


@pytest.mark.parametrize(("odds", "text"), [(0.03, "PO5189"), (0.02, "P05189")])
def test_a_zero_that_may_well_be_an_o_is_one_before_figures(odds: float, text: str) -> None:
    alphabet = Alphabet.of_metadata(_CHARACTERS + "\nO\nP")
    assert _said_with("P05189", alphabet, 2, {"O": odds}).text == text


def test_a_nought_of_a_year_is_not_doubled_beside_narrow_figures() -> None:
    text = "二〇一九年1951951951"
    alphabet = Alphabet.of_metadata("二\n〇\n一\n九\n年\n1\n5\n9")
    seen = "_".join(text[:5]) + "_" + text[5:]
    (reading,) = read_crops([np.zeros((48, 400), np.uint8)], Spelling(seen, alphabet), alphabet)
    assert reading.text == text
    assert len(reading.centres) == len(reading.sure) == len(text)


@pytest.mark.parametrize(("alike", "text"), [(0.3, "二○二五年三月一日"), (0.2, "二二五年三月一日")])
def test_the_nought_of_a_year_got_lost_between_signs_that_look_alike(alike: float, text: str) -> None:
    alphabet = Alphabet.of_metadata("二\n〇\n○\n五\n年\n三\n月\n一\n日")
    odds = {"": 1 - 2 * alike, "〇": alike - 0.01, "○": alike + 0.01}
    assert _said_with("二_二五年三月一日", alphabet, 2, odds).text == text


@pytest.mark.parametrize(
    ("seen", "likely", "text"),
    [
        ("盖章）___", 0.03, "盖章）："),
        ("盖章）___", 0.01, "盖章）"),
        ("大写）___壹拾元", 0.03, "大写）：壹拾元"),
        ("盖章）：__", 0.9, "盖章）："),
        ("盖章）__：", 0.05, "盖章）："),
        ("大写）___有限公司", 0.03, "大写）有限公司"),
        ("经办人盖章", 0.03, "经办人盖章"),
    ],
)
def test_a_colon_behind_a_bracket_that_was_less_likely_than_none(seen: str, likely: float, text: str) -> None:
    alphabet = Alphabet.of_metadata("\n".join("盖章大写经办人壹拾元有限公司）：:"))
    gap = {"": 1 - likely, "：": likely} if seen[3:4] == "_" else {}
    assert _said_with(seen, alphabet, 6, gap).text == text


@pytest.mark.parametrize(
    ("sure", "likely", "text"),
    [(0.6, 0.3, "有限公司"), (0.95, 0.04, "有限今司"), (0.6, 0.001, "有限今司")],
)
def test_a_doubtful_character_becomes_one_the_network_names_where_a_word_asks_for_it(
    sure: float, likely: float, text: str
) -> None:
    alphabet = Alphabet.of_metadata("有\n限\n今\n公\n司")
    assert _said_with("有限今司", alphabet, 4, {"今": sure, "公": likely}).text == text


def test_a_word_with_characters_that_a_network_does_not_know_is_none_of_its_options() -> None:
    alphabet = Alphabet.of_metadata("有\n限\n今\n司")
    assert _said_with("有限今司", alphabet, 4, {"今": 0.6}).text == "有限今司"


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("Ne0158", "No0158"),
        ("Ne.0158", "No.0158"),
        ("Ne15", "Ne15"),
        ("Ne 500", "Ne 500"),
        ("CNe158", "CNe158"),
    ],
)
def test_the_sign_for_a_number_was_read_as_ne(seen: str, text: str) -> None:
    assert _said(seen, ".Neo").text == text


@pytest.mark.parametrize(
    ("seen", "text"),
    [("D/0 No.158", "D/O No.158"), ("P/0 No158", "P/0 No158"), ("A/0", "A/0"), ("A/0 Ne", "A/0 Ne")],
)
def test_the_letter_of_a_label_was_read_as_a_nought(seen: str, text: str) -> None:
    assert _said(seen, "/.DPAeNo ").text == text


@pytest.mark.parametrize(("seen", "text"), [("C5.189.01", "C5.189.01"), ("5.189.01-1", "5.189.01-1")])
def test_the_number_of_a_drawing_got_a_comma_of_thousands(seen: str, text: str) -> None:
    assert _said(seen, ".,-").text == text


def test_crops_of_a_width_are_read_four_at_a_time_and_come_in_their_order() -> None:
    alphabet = Alphabet.of_metadata(_CHARACTERS)

    class Shades:
        """Says how light each line begins: 0, 1, 5, 8, 9 or more."""

        runtime, characters = "test", _CHARACTERS

        def __init__(self) -> None:
            self.batches: list[tuple[int, int]] = []

        def score(self, batch: NDArray[np.float32]) -> Likelihoods:
            self.batches.append((len(batch), batch.shape[3]))
            scores = np.zeros((len(batch), 2, len(alphabet.characters)), np.float32)
            for line, shade in enumerate(((batch[:, 0, 0, 0] + 1) * 127.5).round()):
                scores[line, 0, int(shade)] = scores[line, 1, 0] = 1.0
            return Likelihoods(scores)

    network = Shades()
    shades, widths = [1, 2, 3, 4, 5, 6, 7, 8], [90, 600, 90, 90, 600, 90, 600, 90]
    crops = [np.full((48, width), shade, np.uint8) for shade, width in zip(shades, widths, strict=True)]
    found = read_crops(crops, network, alphabet)
    assert [reading.text for reading in found] == [alphabet.characters[shade] for shade in shades]
    assert network.batches == [(4, 96), (1, 96), (2, 640), (1, 640)]
