"""How well an eligible pair fits, from 0 to 1000: the order in which champions are shown to a lead.

Up to 400 for nearness, 250 for the skills and devices wanted, 200 for shared half-days, 150 for the shared language.
"""

from django.utils.translation import gettext as _

from champions.models import ChampionLanguage
from learners.matching.explain import listed
from learners.matching.facts import ChampionFacts, Finding, LearnerFacts
from places.distance import miles_between

NEARNESS, TEACHING, TIMES, LANGUAGE = 400, 250, 200, 150
ENOUGH_SLOTS = 6
FAR = 10.0  # miles, for a champion who has not said how far they travel


def fit(learner: LearnerFacts, champion: ChampionFacts) -> int:
    return round(
        NEARNESS * _nearness(learner, champion)
        + TEACHING * _teaching(learner, champion)
        + TIMES * min(1.0, (learner.slots & champion.slots).bit_count() / ENOUGH_SLOTS)
        + LANGUAGE * _language(learner, champion)
    )


def taught(learner: LearnerFacts, champion: ChampionFacts) -> list[Finding]:
    """What the champion teaches of what the learner wants: no rule, but worth saying."""
    found = []
    skills = sorted(learner.needs & champion.teaches)
    if skills:
        found.append(Finding("skills", True, _("Teaches: %(skills)s") % {"skills": listed(skills)}))
    if learner.devices & champion.devices:
        found.append(Finding("devices", True, _("Knows the learner's device")))
    return found


def _nearness(learner: LearnerFacts, champion: ChampionFacts) -> float:
    """1 next door, 0 at the end of the champion's reach; a half where distance does not matter or is not known."""
    if "in_person" not in learner.ways & champion.ways or learner.point is None or champion.point is None:
        return 0.5
    reach = max(float(champion.travel_miles or FAR), 0.1)
    return max(0.0, 1 - miles_between(learner.point, champion.point) / reach)


def _teaching(learner: LearnerFacts, champion: ChampionFacts) -> float:
    """The share of the skills and devices wanted that the champion teaches; a half where none are named."""
    wanted = len(learner.needs) + len(learner.devices)
    if not wanted:
        return 0.5
    return (len(learner.needs & champion.teaches) + len(learner.devices & champion.devices)) / wanted


def _language(learner: LearnerFacts, champion: ChampionFacts) -> float:
    levels = [champion.languages[name] for name in learner.speaks & champion.languages.keys()]
    return max(levels, default=0) / ChampionLanguage.Level.FLUENT
