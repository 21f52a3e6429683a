"""Offering a learner to a champion: the rules once more, the match, and the mail, in one transaction."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Message
from champions.models import Champion
from learners.matching.judging import judge
from learners.matching.load import champion_facts, learner_facts, meetings
from learners.matching.seats import half_day_beside, meeting_times
from learners.matching.wording import listed, slots_in_words, ways_in_words
from learners.models import Learner, Match, MatchingSettings, MatchRefused


@transaction.atomic
def offer(learner: Learner, champion: Champion, *, by, why: str = "", half_day: int | None = None) -> Match:
    """Offer `learner` to `champion` and tell the champion by mail.

    `half_day` (0 to 20) is the one suggested; when it is no longer free beside the champion's others, another takes its place.
    `why` is the lead's reason for setting rules aside, kept with the match; it counts only for rules that may be.
    Raises MatchRefused, with the sentences of the rules that fail, or when somebody was quicker.
    """
    champion = Champion.objects.select_for_update(of=("self",)).select_related("user").get(pk=champion.pk)
    if champion.user is None:
        raise MatchRefused(_("This champion cannot sign in yet. Invite them from their page first."))
    verdict = judge(learner_facts(learner), champion_facts(Champion.objects.filter(pk=champion.pk))[0])
    failures = verdict.failures
    if failures and not verdict.may_be_overruled:
        raise MatchRefused(". ".join(found.says for found in failures) + ".")
    if failures and not why.strip():
        raise MatchRefused(_("Say why this pair in spite of it: %(says)s.") % {"says": failures[0].says})
    overruled = [{"rule": found.rule, "says": found.says, "why": why.strip()} for found in failures]
    half_day = _half_day(learner, champion, half_day)
    match = Match.offer(learner, champion, by=by, reasons=verdict.reasons, overruled=overruled, half_day=half_day)
    Message.queue(champion.user.email, _("Could you help somebody?"), "offer", _mail(match, learner, champion))
    return match


def _half_day(learner: Learner, champion: Champion, wish: int | None) -> int | None:
    """One in which both are free and the champion sees nobody else; None where there is none, and the two find a time themselves."""
    stand = meetings([champion])[champion.pk]
    others = [meeting_times(slots & champion.slots, half_day) for half_day, slots in stand]
    per_slot = MatchingSettings.in_force().weights.learners_per_slot
    return half_day_beside(others, learner.slots & champion.slots, per_slot, wish)


def remind(now: datetime.datetime) -> int:
    """Queue one mail for each offer that lapses soon and has no answer; gives how many."""
    due = Match.objects.due_a_reminder(now).values_list("pk", flat=True)
    return sum(_remind(pk, now) for pk in list(due))


@transaction.atomic
def _remind(pk: int, now: datetime.datetime) -> bool:
    """The mark is one conditional UPDATE: of two runs at once one sends, and an answer that was quicker leaves nothing to send."""
    if not Match.objects.due_a_reminder(now).filter(pk=pk).update(reminded_at=now):
        return False
    match = Match.objects.select_related("learner", "champion__user").get(pk=pk)
    context = _mail(match, match.learner, match.champion) | {"is_reminder": True}
    Message.queue(match.champion.user.email, _("Could you help somebody? Please answer"), "offer", context)
    return True


def _mail(match: Match, learner: Learner, champion: Champion) -> dict:
    """What the champion needs to decide, and nothing that tells who or where the learner is."""
    best = match.half_day_name
    return {
        "match": match,
        "languages": listed((language.name for language in learner.speaks.all()), limit=5),
        "interpreter": learner.interpreter_arranged,
        "needs": wanted(learner),
        "ways": ways_in_words(set(learner.ways) & set(champion.ways)),
        "half_day": best,
        "times": slots_in_words(match.shared_slots & ~(1 << (match.half_day or 0)) if best else match.shared_slots),
        "expires_at": match.expires_at,
    }


def wanted(learner: Learner) -> list[str]:
    """What they would like to learn: needs first, then goals, each once."""
    return list(dict.fromkeys(skill.name for skill in [*learner.needs.all(), *learner.goals.all()]))
