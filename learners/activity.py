"""What counts as activity, and since when."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from learners.models import Match, Session


def this_month(now: datetime | None = None) -> datetime:
    """The first moment of the current month, local time."""
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def quiet(champions, *, days: int, now: datetime | None = None):
    """Active champions for at least `days` days who in that time had no session, planned or held, and took no learner on."""
    since = (now or timezone.now()) - timedelta(days=days)
    met = Session.objects.filter(match__champion=OuterRef("pk"), starts_at__gte=since).exclude(
        status__in=(Session.Status.CANCELLED, Session.Status.MISSED)
    )
    began = Match.objects.filter(champion=OuterRef("pk"), decided_at__gte=since)
    return champions.active().filter(status_since__lt=since).exclude(Exists(met)).exclude(Exists(began))
