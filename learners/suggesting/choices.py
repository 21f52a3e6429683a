"""Who else could help one learner."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from champions.models import Champion
from learners.matching.judging import Verdict, ranked
from learners.matching.load import champion_facts, learner_facts, weights
from learners.matching.objective import POINT
from learners.models import Learner, Suggestion


@dataclass(frozen=True, slots=True)
class Choice:
    champion: Champion
    verdict: Verdict
    """With `fit` (0 to 1000), `reasons` [{rule, says}] and, where a lead may set rules aside, `failures`."""
    costs: str
    """What choosing this one would cost elsewhere, as a sentence, or empty: nothing that is known."""

    @property
    def reasons(self) -> list[str]:
        return [reason["says"] for reason in self.verdict.reasons]


def alternatives(learner: Learner, limit: int = 5) -> list[Choice]:
    """The champions who could help `learner` beside the one suggested, best first, at most `limit`; constant queries.

    Only those whom no rule forbids: "Find a champion" shows whom a lead may choose in spite of one.
    """
    own = Suggestion.objects.filter(learner=learner).first()
    facts = champion_facts(Champion.objects.active())
    verdicts = [
        verdict
        for verdict in ranked(learner_facts(learner), facts, weights())
        if verdict.is_eligible and (own is None or verdict.champion_id != own.champion_id)
    ][:limit]
    room = {champion.id: champion.room_left for champion in facts}
    people = Champion.objects.select_related("area").in_bulk([verdict.champion_id for verdict in verdicts])
    meant: dict[int, list[Learner]] = {}
    for suggestion in Suggestion.objects.filter(champion__in=people).exclude(learner=learner).select_related("learner"):
        meant.setdefault(suggestion.champion_id, []).append(suggestion.learner)
    return [
        Choice(
            people[verdict.champion_id],
            verdict,
            _costs(own, verdict.champion_id, meant.get(verdict.champion_id, []), room[verdict.champion_id]),
        )
        for verdict in verdicts
        if verdict.champion_id in people
    ]


def _costs(own: Suggestion | None, champion: int, meant: list[Learner], room: int) -> str:
    """From the last run where it weighed this pair, else from whom the places are meant for."""
    if own is not None and own.champion_id and own.runner_up_id == champion:
        if own.levels:
            return ngettext(
                "Would cost somebody else their place, or %(levels)s level of urgency.",
                "Would cost somebody else their place, or %(levels)s levels of urgency.",
                own.levels,
            ) % {"levels": own.levels}
        if points := round(own.costs / POINT):
            return ngettext(
                "Would cost at least %(points)s point of fit in all.",
                "Would cost at least %(points)s points of fit in all.",
                points,
            ) % {"points": points}
    if len(meant) < room:
        return ""
    whom = ", ".join(str(learner) for learner in meant)
    return ngettext(
        "The place is meant for %(whom)s, who would need somebody else.",
        "The places are meant for %(whom)s: one of them would need somebody else.",
        len(meant),
    ) % {"whom": whom}
