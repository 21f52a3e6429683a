"""A champion stops: every learner they help goes back to those who wait, in the same moment as the access ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from champions.models import Champion
from learners.models import Match


@transaction.atomic
def stand_down(champion: Champion, *, by, left: bool = False) -> list[Match]:
    """End the champion's access, their active matches and their open offers; returns those matches."""
    champion = Champion.objects.select_for_update(of=("self",)).get(pk=champion.pk)
    note = _("The champion has left.") if left else _("The champion was stood down.")
    ended = []
    for match in champion.matches.taking_room().order_by("learner_id"):
        if match.status == Match.Status.OFFERED:
            ended.append(match.take_back(by=by))
        else:
            ended.append(match.end(Match.EndReason.OTHER, by=by, note=note))
    champion.stand_down(by=by, left=left)
    return ended
