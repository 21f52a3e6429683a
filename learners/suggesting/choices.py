"""Who else could help one learner."""

from dataclasses import dataclass

from champions.models import Champion
from learners.matching.judging import Verdict
from learners.models import Learner


@dataclass(frozen=True, slots=True)
class Choice:
    champion: Champion
    verdict: Verdict
    """With `fit` (0 to 1000), `reasons` [{rule, says}] and, where a lead may set rules aside, `failures`."""
    costs: str
    """What choosing this one would cost elsewhere, as a sentence, or empty."""

    @property
    def reasons(self) -> list[str]:
        return [reason["says"] for reason in self.verdict.reasons]


def alternatives(learner: Learner, limit: int = 5) -> list[Choice]:
    """The champions who could help `learner` beside the one suggested, best first, at most `limit`; constant queries."""
    return []
