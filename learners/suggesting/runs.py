"""Asking for a run, and what changed since the last one."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from champions.models import Champion
from learners.matching.load import champion_facts, learners_facts
from learners.models import Learner, MatchingRun, RuledOut
from learners.suggesting.digests import champion_digest, learner_digest, mark
from learners.suggesting.supposing import checked

PATIENCE = timedelta(minutes=15)
"""A run takes seconds. One that has not ended after so long never will: its worker was stopped."""


def ask_for_run(by, supposing=()) -> MatchingRun:
    """Have the worker look for the best pairing of everybody who waits; returns the run, which is not done yet.

    `supposing`: [{"language": name, "areas": [ids], "count": number, and if wanted "room": places, "miles": reach}] asks what if
    such champions were recruited. Such a run changes no suggestion; its effect is told by `effect_in_words`.
    Whoever asks again while a run (or the same what-if) is under way gets that one. Raises ValueError, with a sentence, when
    `supposing` makes no sense.
    """
    from learners.tasks import carry_out

    supposing = checked(supposing)
    now = timezone.now()
    for run in MatchingRun.objects.unfinished().filter(asked_at__lt=now - PATIENCE):
        run.fail(_("It took too long and was given up. Nothing was changed."))
    try:
        with transaction.atomic():
            if supposing and (same := MatchingRun.objects.unfinished().filter(supposing=supposing).first()):
                return same
            run = MatchingRun.objects.create(asked_by=by, asked_at=now, supposing=supposing)
            carry_out.enqueue(run.pk)  # the queue is in the database: the run and its task come together or not at all
            return run
    except IntegrityError:  # the constraint: one real run at a time
        return MatchingRun.objects.real().order_by("-asked_at", "-pk")[0]


def last_run() -> MatchingRun | None:
    """The last real run that was done: the suggestions are its."""
    return MatchingRun.objects.real().filter(status=MatchingRun.Status.DONE).first()


def run_under_way() -> MatchingRun | None:
    """The real run that is queued or running now, with its `stage`; one that hangs counts no more."""
    return MatchingRun.objects.real().unfinished().filter(asked_at__gte=timezone.now() - PATIENCE).first()


@dataclass(frozen=True, slots=True)
class Changes:
    """How many people changed since a run, in numbers."""

    learners_new: int = 0
    """Wait now and did not then."""
    learners_gone: int = 0
    """Waited then and do not now, those offered since included."""
    learners_changed: int = 0
    champions_joined: int = 0
    champions_left: int = 0
    champions_changed: int = 0
    ruled_out: int = 0
    """Pairs."""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    @property
    def says(self) -> list[str]:
        """A short sentence without its full stop for each number that is not 0."""
        sentences = [
            ngettext(
                "%(count)s learner waits who has no place in it yet",
                "%(count)s learners wait who have no place in it yet",
                self.learners_new,
            ),
            ngettext(
                "%(count)s learner waits no more, or has an offer",
                "%(count)s learners wait no more, or have an offer",
                self.learners_gone,
            ),
            ngettext(
                "%(count)s learner's record changed", "%(count)s learners' records changed", self.learners_changed
            ),
            ngettext(
                "%(count)s champion joined or came back",
                "%(count)s champions joined or came back",
                self.champions_joined,
            ),
            ngettext(
                "%(count)s champion is not active any more",
                "%(count)s champions are not active any more",
                self.champions_left,
            ),
            ngettext(
                "%(count)s champion's record changed", "%(count)s champions' records changed", self.champions_changed
            ),
            ngettext("%(count)s pair was ruled out", "%(count)s pairs were ruled out", self.ruled_out),
        ]
        counts = [getattr(self, name) for name in self.__slots__]
        return [says % {"count": count} for says, count in zip(sentences, counts, strict=True) if count]


def changed_since(run: MatchingRun) -> Changes:
    """What changed since `run`, the last real one, in a constant number of queries (fourteen)."""
    waiting = {learner.id: learner for learner in learners_facts(Learner.objects.waiting())}
    before = dict(run.suggestions.values_list("learner_id", "learner_digest"))
    active = champion_facts(Champion.objects.active())
    now = {str(champion.id): mark(champion_digest(champion)) for champion in active}
    return Changes(
        learners_new=len(waiting.keys() - before.keys()),
        learners_gone=max(0, run.figures.get("waiting", 0) - len(waiting.keys() & before.keys())),
        learners_changed=sum(
            1 for pk, digest in before.items() if pk in waiting and learner_digest(waiting[pk]) != digest
        ),
        champions_joined=len(now.keys() - run.seen.keys()),
        champions_left=len(run.seen.keys() - now.keys()),
        champions_changed=sum(1 for pk, seen in run.seen.items() if pk in now and now[pk] != seen),
        ruled_out=RuledOut.objects.filter(at__gte=run.started_at).count() if run.started_at else 0,
    )
