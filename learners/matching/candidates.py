"""Who could help a learner, best first. Pure: values in, verdicts out; no database, no clock, no address."""

from dataclasses import dataclass

from learners.matching.facts import ChampionFacts, Finding, LearnerFacts
from learners.matching.fit import fit, taught
from learners.matching.rules import MAY_OVERRULE, RULES


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


def judge(learner: LearnerFacts, champion: ChampionFacts) -> Verdict:
    """Hold every rule against one pair, and say besides what makes the two fit."""
    found = tuple(rule(learner, champion) for rule in RULES)
    return Verdict(champion.id, (*found, *taught(learner, champion)), fit(learner, champion))


def ranked(learner: LearnerFacts, champions: list[ChampionFacts]) -> list[Verdict]:
    """Verdicts on all of `champions`: those eligible first, then the best fit; equals in the order of their ids."""
    verdicts = [judge(learner, champion) for champion in champions]
    return sorted(verdicts, key=lambda verdict: (not verdict.is_eligible, -verdict.fit, verdict.champion_id))
