"""Asking for a run, and what changed since the last one."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.models import MatchingRun

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
            transaction.on_commit(lambda: carry_out.enqueue(run.pk))
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

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    @property
    def says(self) -> list[str]:
        """A short sentence without its full stop for each number that is not 0."""
        return []


def changed_since(run: MatchingRun) -> Changes:
    """What changed since `run`, in a constant number of queries."""
    return Changes()


def checked(supposing) -> list[dict]:
    """As it is stored; raises ValueError with a sentence."""
    return list(supposing)
