"""Whether a suggestion still says what is so: the world may have changed since its run."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from champions.models import Champion
from learners.matching.facts import ChampionFacts, LearnerFacts
from learners.matching.load import champion_facts, learners_facts, meetings
from learners.matching.seats import half_day_beside, meeting_times
from learners.models import Learner, Match, MatchingSettings, Suggestion
from learners.suggesting.digests import CHAMPION_FIELDS, LEARNER_FIELDS, champion_digest, changed, learner_digest

URGENCY = {"vulnerable", "under_served"}
"""Of a learner: these move nobody away from a champion already suggested."""

LEARNER_SAYS = {
    "speaks": gettext_lazy("The learner's languages have changed since"),
    "reads": gettext_lazy("What the learner reads has changed since"),
    "interpreter": gettext_lazy("Whether an interpreter is arranged has changed since"),
    "ways": gettext_lazy("How the learner can meet has changed since"),
    "slots": gettext_lazy("The learner's times have changed since"),
    "point": gettext_lazy("Where the learner lives has changed since"),
    "needs": gettext_lazy("What the learner wants to learn has changed since"),
    "devices": gettext_lazy("The learner's devices have changed since"),
    "check_needed": gettext_lazy("The check that the setting needs has changed since"),
    "champion_gender": gettext_lazy("Whether the learner asks for a woman or a man has changed since"),
    "vulnerable": gettext_lazy("How urgent it is has changed since"),
    "under_served": gettext_lazy("How urgent it is has changed since"),
}
CHAMPION_SAYS = {
    "languages": gettext_lazy("The languages of %(name)s have changed since"),
    "scripts": gettext_lazy("The languages of %(name)s have changed since"),
    "ways": gettext_lazy("How %(name)s can meet has changed since"),
    "slots": gettext_lazy("The times of %(name)s have changed since"),
    "point": gettext_lazy("Where %(name)s lives has changed since"),
    "travel_miles": gettext_lazy("How far %(name)s travels has changed since"),
    "teaches": gettext_lazy("What %(name)s teaches has changed since"),
    "devices": gettext_lazy("The devices that %(name)s knows have changed since"),
    "check_level": gettext_lazy("The check of %(name)s has changed since"),
    "gender": gettext_lazy("The record of %(name)s has changed since"),
    "cleared": gettext_lazy("Whether %(name)s is active, with nothing run out, has changed since"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is so now about the people in a page of suggestions; the same number of queries however many."""

    learners: dict[int, LearnerFacts]
    statuses: dict[int, str]
    taken: frozenset[int]
    """Ids of the learners who have a champion, or an offer that stands."""
    champions: dict[int, ChampionFacts]
    names: dict[int, str]
    meetings: dict[int, list[tuple[int | None, int]]]
    per_slot: int

    @classmethod
    def of(cls, suggestions: list[Suggestion]) -> "Known":
        learners = Learner.objects.filter(pk__in={suggestion.learner_id for suggestion in suggestions})
        champions = Champion.objects.filter(pk__in={one.champion_id for one in suggestions} - {None})
        return cls(
            {learner.id: learner for learner in learners_facts(learners)},
            dict(learners.values_list("pk", "status")),
            frozenset(Match.objects.taking_room().filter(learner__in=learners).values_list("learner_id", flat=True)),
            {champion.id: champion for champion in champion_facts(champions)},
            dict(champions.values_list("pk", "name")),
            meetings(champions),
            MatchingSettings.in_force().weights.learners_per_slot,
        )


def stale(suggestions: list[Suggestion], known: Known | None = None) -> dict[int, list[str]]:
    """{suggestion id: what changed, as sentences without full stop} of those that may not be offered as they are.

    A suggestion that is not in it still holds. The same number of queries for one as for a page of them.
    """
    known = known or Known.of(suggestions)
    found = {suggestion.pk: _changes(suggestion, known) for suggestion in suggestions}
    return {pk: says for pk, says in found.items() if says}


def _changes(suggestion: Suggestion, known: Known) -> list[str]:
    learner = known.learners.get(suggestion.learner_id)
    if suggestion.learner_id in known.taken:
        return [_("An offer has been made meanwhile")]
    if learner is None or known.statuses[learner.id] != Learner.Status.WAITING:
        return [_("The learner is not waiting any more")]
    differs = changed(LEARNER_FIELDS, suggestion.learner_digest, learner_digest(learner))
    if suggestion.champion_id is None:
        return _once(LEARNER_SAYS[name] for name in differs)
    says = [str(LEARNER_SAYS[name]) for name in differs if name not in URGENCY]
    champion = known.champions.get(suggestion.champion_id)
    if champion is None:
        return [_("The champion's record has gone")]
    name = {"name": known.names[champion.id]}
    if not champion.cleared:
        return [_("%(name)s is not active any more, or a check or training has run out") % name]
    differs = changed(CHAMPION_FIELDS, suggestion.champion_digest, champion_digest(champion))
    says += [CHAMPION_SAYS[field] % name for field in differs]
    if learner.id in champion.declined:
        says.append(_("%(name)s has declined this learner meanwhile") % name)
    if learner.id in champion.barred | champion.ruled_out:
        says.append(_("The two have been ruled out as a pair meanwhile"))
    if champion.room_left < 1:
        says.append(_("%(name)s has no room any more") % name)
    elif not says and not _has_time(learner, champion, known):
        says.append(_("%(name)s sees somebody else at every time that suits both") % name)
    return _once(says)


def _has_time(learner: LearnerFacts, champion: ChampionFacts, known: Known) -> bool:
    others = [
        meeting_times(slots & champion.slots, half_day) for half_day, slots in known.meetings.get(champion.id, [])
    ]
    return half_day_beside(others, learner.slots & champion.slots, known.per_slot) is not None


def _once(says) -> list[str]:
    return list(dict.fromkeys(str(sentence) for sentence in says))
