"""Who could help a learner, best first. Pure: values in, verdicts out; no database, no clock, no address."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learners.matching.arrays import people
from learners.matching.facts import ChampionFacts, Finding, LearnerFacts
from learners.matching.findings import SAYS, taught
from learners.matching.fit import fit
from learners.matching.objective import Weights
from learners.matching.rules import MAY_OVERRULE, RULES, holds


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all the rules found about one pair, and how well the two fit (0 to 1000)."""

    champion_id: int
    findings: tuple[Finding, ...]
    fit: int

    @property
    def failures(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.holds]

    @property
    def is_eligible(self) -> bool:
        return not self.failures

    @property
    def may_be_overruled(self) -> bool:
        """Not eligible, but only for reasons that a person may set aside."""
        return bool(self.failures) and all(finding.rule in MAY_OVERRULE for finding in self.failures)

    @property
    def reasons(self) -> list[dict[str, str]]:
        """[{rule, says}] of what speaks for the pair: what a match stores."""
        return [{"rule": found.rule, "says": found.says} for found in self.findings if found.holds and found.says]


def judge_all(
    learner: LearnerFacts, champions: Sequence[ChampionFacts], weights: Weights | None = None
) -> list[Verdict]:
    """Hold every rule against `learner` with each of `champions`, and say besides what makes the two fit."""
    everybody = people([learner], champions)
    one = everybody.learners.pick(np.zeros(len(champions), np.intp))
    kept = [holds(rule, everybody, one, everybody.champions).tolist() for rule in RULES]
    fits = fit(weights or Weights(), one, everybody.champions).tolist()
    return [
        Verdict(
            champion.id,
            (
                *(
                    Finding(rule.name, held[place], str(SAYS[rule.name](learner, champion, held[place])))
                    for rule, held in zip(RULES, kept, strict=True)
                ),
                *taught(learner, champion),
            ),
            fits[place],
        )
        for place, champion in enumerate(champions)
    ]


def judge(learner: LearnerFacts, champion: ChampionFacts) -> Verdict:
    return judge_all(learner, [champion])[0]


def ranked(learner: LearnerFacts, champions: Sequence[ChampionFacts], weights: Weights | None = None) -> list[Verdict]:
    """Verdicts on all of `champions`: those eligible first, then the best fit; equals in the order of their ids."""
    verdicts = judge_all(learner, champions, weights)
    return sorted(verdicts, key=lambda verdict: (not verdict.is_eligible, -verdict.fit, verdict.champion_id))
