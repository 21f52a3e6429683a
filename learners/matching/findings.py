"""What a rule found about one pair, as a sentence without its full stop, or nothing where there is nothing worth saying.

Each function is told whether its rule holds (rules.py decides that) and only finds the words.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from champions.models import CheckLevel, Gender
from learners.matching.facts import ChampionFacts, Finding, LearnerFacts
from learners.matching.wording import listed, miles_in_words, slots_in_words, ways_in_words
from places.distance import miles_between

Says = Callable[[LearnerFacts, ChampionFacts, bool], str]


def language(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    shared = sorted(learner.speaks & champion.languages.keys(), key=lambda name: (-champion.languages[name], name))
    if holds:
        return (
            _("Both speak %(languages)s") % {"languages": listed(shared)} if shared else _("An interpreter is arranged")
        )
    if not learner.speaks:
        return _("Nobody has noted which language the learner speaks")
    return _("No language in common: the learner speaks %(languages)s") % {"languages": listed(sorted(learner.speaks))}


def way(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    if holds:
        return _("Can meet %(ways)s") % {"ways": ways_in_words(learner.ways & champion.ways)}
    if not learner.ways or not champion.ways:
        who = _("the learner") if not learner.ways else _("the champion")
        return _("Nobody has noted how %(who)s can meet") % {"who": who}
    return _("No way of meeting in common: the learner %(learner)s, the champion %(champion)s") % {
        "learner": ways_in_words(learner.ways),
        "champion": ways_in_words(champion.ways),
    }


def distance(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    if "in_person" not in learner.ways & champion.ways:
        return ""
    if learner.point is None or champion.point is None:
        return "" if holds else _("It is not known how far apart they are")
    apart = miles_in_words(miles_between(learner.point, champion.point)).capitalize()
    if holds:
        return _("%(apart)s apart") % {"apart": apart}
    if champion.travel_miles is None:
        return _("%(apart)s apart; the champion has not said how far they travel") % {"apart": apart}
    return _("%(apart)s apart; the champion travels up to %(reach)g miles") % {
        "apart": apart,
        "reach": champion.travel_miles,
    }


def times(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    if holds:
        return _("Free at the same time: %(slots)s") % {"slots": slots_in_words(learner.slots & champion.slots)}
    return _("No half-day when both are free")


def cleared(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    return "" if holds else _("Not active, or a check or training has run out")


def check(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    needed = CheckLevel(learner.check_needed)
    if holds:
        if needed == CheckLevel.NONE:
            return ""
        return _("Has the check this setting needs: %(level)s") % {"level": needed.label.lower()}
    return _("The setting needs this check: %(needed)s. The champion has: %(held)s") % {
        "needed": needed.label.lower(),
        "held": (CheckLevel(champion.check_level).label if champion.check_level else _("none")).lower(),
    }


def gender(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    if not learner.champion_gender:
        return ""
    asked = Gender(learner.champion_gender).label.lower()
    if holds:
        return _("As the learner asked: %(gender)s") % {"gender": asked}
    return _("The learner asks for somebody else: %(gender)s") % {"gender": asked}


def not_declined(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    return "" if holds else _("The champion has declined this learner")


def not_barred(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    return "" if holds else _("They were paired before, and why it ended rules out a second time")


def not_ruled_out(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    return "" if holds else _("A lead said: not this pair")


def room(learner: LearnerFacts, champion: ChampionFacts, holds: bool) -> str:
    return "" if holds else _("No room left")


SAYS: dict[str, Says] = {
    said.__name__: said
    for said in (language, way, distance, times, cleared, check, gender, not_declined, not_barred, not_ruled_out, room)
}
"""{name of a rule: its words}"""


def taught(learner: LearnerFacts, champion: ChampionFacts) -> list[Finding]:
    """What the champion teaches of what the learner wants: no rule, but worth saying."""
    found = []
    skills = sorted(learner.needs & champion.teaches)
    if skills:
        found.append(Finding("skills", True, _("Teaches: %(skills)s") % {"skills": listed(skills)}))
    if learner.devices & champion.devices:
        found.append(Finding("devices", True, _("Knows the learner's device")))
    return found
