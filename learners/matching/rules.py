"""The hard rules: each a function that says in a sentence what it found about a learner and a champion.

A rule in MAY_OVERRULE may be set aside for one pair by a person who says why; no other rule ever is.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from champions.models import CheckLevel, Gender
from learners.matching.explain import listed, miles_in_words, slots_in_words, ways_in_words
from learners.matching.facts import ChampionFacts, Finding, LearnerFacts
from places.distance import miles_between

Rule = Callable[[LearnerFacts, ChampionFacts], Finding]


def language(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    shared = sorted(learner.speaks & champion.languages.keys(), key=lambda name: (-champion.languages[name], name))
    if shared:
        return Finding("language", True, _("Both speak %(languages)s") % {"languages": listed(shared)})
    if learner.interpreter:
        return Finding("language", True, _("An interpreter is arranged"))
    if not learner.speaks:
        return Finding("language", False, _("Nobody has noted which language the learner speaks"))
    return Finding(
        "language",
        False,
        _("No language in common: the learner speaks %(languages)s") % {"languages": listed(sorted(learner.speaks))},
    )


def way(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    shared = learner.ways & champion.ways
    if shared:
        return Finding("way", True, _("Can meet %(ways)s") % {"ways": ways_in_words(shared)})
    if not learner.ways or not champion.ways:
        who = _("the learner") if not learner.ways else _("the champion")
        return Finding("way", False, _("Nobody has noted how %(who)s can meet") % {"who": who})
    return Finding(
        "way",
        False,
        _("No way of meeting in common: the learner %(learner)s, the champion %(champion)s")
        % {"learner": ways_in_words(learner.ways), "champion": ways_in_words(champion.ways)},
    )


def distance(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    """Counts only where the two can meet in person and in no other way."""
    shared = learner.ways & champion.ways
    if "in_person" not in shared:
        return Finding("distance", True)
    binding = shared == {"in_person"}
    if learner.point is None or champion.point is None:
        return Finding("distance", not binding, _("It is not known how far apart they are") if binding else "")
    miles = miles_between(learner.point, champion.point)
    apart = miles_in_words(miles)
    if not binding:
        return Finding("distance", True, _("%(apart)s apart") % {"apart": apart.capitalize()})
    if champion.travel_miles is None:
        return Finding(
            "distance",
            False,
            _("%(apart)s apart; the champion has not said how far they travel") % {"apart": apart.capitalize()},
        )
    if miles > champion.travel_miles:
        return Finding(
            "distance",
            False,
            _("%(apart)s apart; the champion travels up to %(reach)g miles")
            % {"apart": apart.capitalize(), "reach": champion.travel_miles},
        )
    return Finding("distance", True, _("%(apart)s apart") % {"apart": apart.capitalize()})


def times(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    shared = learner.slots & champion.slots
    if shared:
        return Finding("times", True, _("Free at the same time: %(slots)s") % {"slots": slots_in_words(shared)})
    return Finding("times", False, _("No half-day when both are free"))


def cleared(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if champion.cleared:
        return Finding("cleared", True)
    return Finding("cleared", False, _("Not active, or a check or training has run out"))


def check(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if learner.check_needed == CheckLevel.NONE:
        return Finding("check", True)
    needed = CheckLevel(learner.check_needed).label
    if champion.check_level >= learner.check_needed:
        return Finding("check", True, _("Has the check this setting needs: %(level)s") % {"level": needed.lower()})
    return Finding(
        "check",
        False,
        _("The setting needs this check: %(needed)s. The champion has: %(held)s")
        % {
            "needed": needed.lower(),
            "held": (CheckLevel(champion.check_level).label if champion.check_level else _("none")).lower(),
        },
    )


def gender(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if not learner.champion_gender:
        return Finding("gender", True)
    asked = Gender(learner.champion_gender).label.lower()
    if champion.gender == learner.champion_gender:
        return Finding("gender", True, _("As the learner asked: %(gender)s") % {"gender": asked})
    return Finding("gender", False, _("The learner asks for somebody else: %(gender)s") % {"gender": asked})


def not_declined(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if learner.id in champion.declined:
        return Finding("not_declined", False, _("The champion has declined this learner"))
    return Finding("not_declined", True)


def not_barred(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if learner.id in champion.barred:
        return Finding("not_barred", False, _("They were paired before, and why it ended rules out a second time"))
    return Finding("not_barred", True)


def room(learner: LearnerFacts, champion: ChampionFacts) -> Finding:
    if champion.room_left > 0:
        return Finding("room", True)
    return Finding("room", False, _("No room left"))


RULES: tuple[Rule, ...] = (language, way, distance, times, cleared, check, gender, not_declined, not_barred, room)
"""The hard rules, in the order in which they are told."""

MAY_OVERRULE = frozenset({"language", "distance"})
"""The rules that a lead may set aside for one pair with a stated reason."""
