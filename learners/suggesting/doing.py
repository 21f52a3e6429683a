"""What a lead does with a suggestion: offer, hold, or say that it is not to be."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from champions.models import Champion
from learners.models import Learner, Match, MatchRefused, RuledOut, Suggestion
from learners.offering import offer
from learners.suggesting.keeping import without_champion
from learners.suggesting.staleness import stale


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one suggestion that was to be offered."""

    suggestion_id: int
    learner: Learner | None
    champion: Champion | None
    match: Match | None
    says: str
    """Why not, as a sentence; empty when it was offered."""

    @property
    def was_offered(self) -> bool:
        return self.match is not None


def hold(suggestion: Suggestion, by) -> None:
    """Keep this pair together in later runs, for as long as no rule forbids it. Raises MatchRefused when it has gone, or is none."""
    pair = Suggestion.objects.of_a_pair().filter(pk=suggestion.pk, champion=suggestion.champion_id)
    if not pair.exists():
        raise MatchRefused(_gone())
    pair.filter(held_at=None).update(held_at=timezone.now(), held_by=by)


def let_go(suggestion: Suggestion, by) -> None:
    """The next run may take the pair apart again."""
    Suggestion.objects.filter(pk=suggestion.pk).update(held_at=None, held_by=None)


@transaction.atomic
def rule_out(learner: Learner, champion: Champion, why: str, by) -> RuledOut:
    """Never suggest this pair again, nor allow it by hand, until `allow_again`. Raises MatchRefused without a reason.

    A suggestion of the two loses its champion; the next run finds somebody else. Who says it twice has the first reason kept.
    """
    if not why.strip():
        raise MatchRefused(_("Say in a few words why not this pair."))
    _locked(learner.pk, champion.pk)
    ruled_out, _made = RuledOut.objects.get_or_create(
        learner=learner, champion=champion, defaults={"why": why.strip(), "by": by}
    )
    suggestion = Suggestion.objects.filter(learner=learner, champion=champion).first()
    if suggestion is not None:
        without_champion(suggestion).save()
    return ruled_out


def allow_again(learner: Learner, champion: Champion, by) -> None:
    """The pair may be suggested again, from the next run on."""
    RuledOut.objects.filter(learner=learner, champion=champion).delete()


def offer_all(suggestion_ids: Iterable[int], by) -> list[Outcome]:
    """Offer each, in the order given and each in a transaction of its own: one refusal stops no other."""
    return [_offered(pk, by) for pk in dict.fromkeys(suggestion_ids)]


def _offered(pk: int, by) -> Outcome:
    suggestion = Suggestion.objects.select_related("learner", "champion").filter(pk=pk).first()
    if suggestion is None:
        return Outcome(pk, None, None, None, _gone())
    learner, champion = suggestion.learner, suggestion.champion
    if champion is None:
        return Outcome(pk, learner, None, None, _("Nobody is suggested for this learner."))
    try:
        with transaction.atomic():
            _locked(learner.pk, champion.pk)
            suggestion = Suggestion.objects.select_for_update(of=("self",)).filter(pk=pk, champion=champion).first()
            if suggestion is None:
                raise MatchRefused(_gone())
            if says := stale([suggestion]).get(pk):
                raise MatchRefused("; ".join(says) + ".")
            match = offer(learner, champion, by=by, half_day=suggestion.half_day)
    except MatchRefused as refusal:
        return Outcome(pk, learner, champion, None, str(refusal))
    return Outcome(pk, learner, champion, match, "")


def _locked(learner_id: int, champion_id: int) -> None:
    """In the order that everybody keeps to: champion, learner, and suggestions last."""
    Champion.objects.select_for_update(of=("self",)).get(pk=champion_id)
    Learner.objects.select_for_update(of=("self",)).get(pk=learner_id)


def _gone() -> str:
    return _("This suggestion is not there any more: it has been offered, or a newer run has replaced it.")
