"""What choosing somebody else for one learner would cost elsewhere."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from learners.matching.objective import POINT
from learners.models import Learner, Suggestion


def costs_elsewhere(learner: Learner, own: Suggestion | None, room: Mapping[int, int]) -> dict[int, str]:
    """{champion id: a sentence, or empty where nothing is known} for the champions in `room` {id: places left}; one query.

    `own` is the learner's suggestion. Its own champion costs nothing elsewhere.
    """
    meant: dict[int, list[Learner]] = {}
    for suggestion in Suggestion.objects.filter(champion__in=room).exclude(learner=learner).select_related("learner"):
        meant.setdefault(suggestion.champion_id, []).append(suggestion.learner)
    return {
        champion: "" if own and champion == own.champion_id else _costs(own, champion, meant.get(champion, []), places)
        for champion, places in room.items()
    }


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
