"""Whether a sampled batch is accepted, by the rule of DA/T 31-2017.

What a computer checks is checked on every document and must be right on every one; the catalogue must
agree with the pictures on every sampled document; of the sampled documents 95 % must have no fault at all.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dossier.inspection_values import Verdict
from storage.states import SampleVerdict
from storage.values_sampling import Sampling

LEAST_RATE = 95
"""DA/T 31-2017: the smallest pass rate of what people look at, percent of sampled documents."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The figures of a sampling as far as it has come."""

    drawn: int
    judged: int
    passed: int
    agreeing: int
    checks: int
    failed_checks: int
    faults: tuple[tuple[SampleVerdict, int], ...]

    @property
    def done(self) -> bool:
        """Whether every drawn document is judged."""
        return self.judged == self.drawn

    @property
    def rate(self) -> float:
        """Documents without a fault by documents looked at, percent."""
        return 100 * self.passed / self.judged if self.judged else 0.0

    @property
    def agreement(self) -> float:
        """Documents whose catalogue agrees with the pictures by documents looked at, percent."""
        return 100 * self.agreeing / self.judged if self.judged else 0.0

    @property
    def enough_pass(self) -> bool:
        """Whether so many of the sampled documents have no fault as the standard asks for."""
        return 100 * self.passed >= LEAST_RATE * self.drawn

    @property
    def accepted(self) -> bool:
        """Whether the three conditions of the standard are met."""
        return self.done and not self.failed_checks and self.agreeing == self.drawn and self.enough_pass


def rates_of(sampling: Sampling) -> Rates:
    """Return the figures of a sampling."""
    judged = [one for one in sampling.documents if one.judged]
    faults = Counter(
        page.verdict for one in judged for page in one.pages if page.verdict is not SampleVerdict.PASS
    )
    return Rates(
        drawn=len(sampling.documents),
        judged=len(judged),
        passed=sum(one.passes for one in judged),
        agreeing=sum(one.agrees is True for one in judged),
        checks=sum(one["verdict"] != Verdict.NOT_RUN for one in sampling.checks),
        failed_checks=sum(one["verdict"] == Verdict.FAIL for one in sampling.checks),
        faults=tuple(faults.most_common()),
    )
