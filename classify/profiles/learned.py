"""One more witness: which type's confirmed papers a paper's words resemble, by pairs of characters.

Naive Bayes (Manning, Raghavan, Schütze: Introduction to Information Retrieval, 13.2) over the pairs of
neighbouring characters that tell types apart best. It is trained when a person says so, kept as plain
figures, and its word is worth at most ``MOST`` points: less than ``other`` has without any evidence.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MOST = 3.0
_PAIRS_KEPT = 1200
_LEAST_PAPERS = 2
_LEAST_KNOWN = 12
_HAN = re.compile("[\u3400-\u9fff]+")
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """Trained figures: ``weights[type, pair]`` are logarithms of how usual a pair is for a type."""

    types: tuple[str, ...]
    pairs: Mapping[str, int]
    weights: Table
    papers: Mapping[str, int]

    def shares(self, rows: Iterable[str]) -> dict[str, float]:
        """Return how much the words resemble each type's, 0…1, together 1; empty where too few are known."""
        counts = np.zeros(len(self.pairs))
        for pair in pairs_of(rows):
            place = self.pairs.get(pair)
            if place is not None:
                counts[place] = 1.0
        known = float(counts.sum())
        if known < _LEAST_KNOWN:
            return {}
        # the pairs of a paper are no independent witnesses: their average counts, as of forty
        points = self.weights @ counts * (40.0 / known)
        powers = np.exp(points - points.max())
        return dict(zip(self.types, (powers / powers.sum()).tolist(), strict=True))


def pairs_of(rows: Iterable[str]) -> set[str]:
    """Return the pairs of neighbouring Han characters of some text in its matching form."""
    return {
        run[place : place + 2] for row in rows for run in _HAN.findall(row) for place in range(len(run) - 1)
    }


def train(papers: Iterable[tuple[str, Sequence[str]]]) -> Witness | None:
    """Learn from papers of sure type, each with its rows in matching form.

    Types with fewer than two papers are left out; None where fewer than two types remain.
    """
    counts: dict[str, Counter[str]] = {}
    sizes: Counter[str] = Counter()
    for kind, rows in papers:
        counts.setdefault(kind, Counter()).update(pairs_of(rows))
        sizes[kind] += 1
    types = tuple(sorted(kind for kind, size in sizes.items() if size >= _LEAST_PAPERS))
    if len(types) < 2:
        return None
    pairs = sorted({pair for kind in types for pair, n in counts[kind].items() if n >= 2})
    table = np.array([[(counts[kind][pair] + 0.5) / (sizes[kind] + 1.0) for pair in pairs] for kind in types])
    logs = np.log(table)
    telling = logs.max(axis=0) - logs.mean(axis=0)
    kept = np.sort(np.argsort(-telling, kind="stable")[:_PAIRS_KEPT])
    weights = np.round(logs[:, kept] - logs[:, kept].mean(axis=0), 2)
    places = {pairs[place]: number for number, place in enumerate(kept.tolist())}
    return Witness(types, places, weights, {kind: sizes[kind] for kind in types})


def witness_text(witness: Witness) -> str:
    """Return a witness as text that ``read_witness`` reads."""
    data = {
        "types": witness.types,
        "papers": dict(witness.papers),
        "pairs": "".join(witness.pairs),
        "weights": witness.weights.tolist(),
    }
    return json.dumps(data, ensure_ascii=False)


def read_witness(text: str) -> Witness:
    """Return the witness that ``witness_text`` wrote.

    Raises:
        ValueError: it is none.
    """
    data = json.loads(text)
    letters = data["pairs"]
    pairs = {letters[at : at + 2]: at // 2 for at in range(0, len(letters), 2)}
    weights = np.array(data["weights"], dtype=np.float64)
    if weights.shape != (len(data["types"]), len(pairs)):
        raise ValueError("the witness's table has another size than its lists")
    return Witness(tuple(data["types"]), pairs, weights, data["papers"])
