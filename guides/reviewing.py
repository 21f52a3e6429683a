"""Which guides want looking at, and why. What readers said and how many came is asked of other models here and nowhere else."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Length, Substr
from wagtail.query import PageQuerySet

from accounts.models import User
from guides.models import Feedback, GuidePage, GuideViews, TopicPage
from guides.models.guide_panels import editors

SOON = datetime.timedelta(days=30)


def views():
    """How often a guide was opened since it was checked."""
    since = GuideViews.objects.filter(page=OuterRef("pk"), day__gte=OuterRef("checked_on")).order_by()
    return Coalesce(Subquery(since.values("page").annotate(number=Sum("count")).values("number")), 0)


def said(kind: Feedback.Kind):
    """How many readers said so since the guide was checked."""
    return _count(Feedback.objects.genuine().filter(kind=kind, day__gte=OuterRef("checked_on")))


def open_reports():
    """How much feedback nobody has dealt with, however old."""
    return _count(Feedback.objects.open())


def _count(feedback: QuerySet[Feedback]):
    of_guide = feedback.filter(guide=OuterRef("pk")).order_by().values("guide").annotate(number=Count("pk"))
    return Coalesce(Subquery(of_guide.values("number")), 0)


def open_report_numbers() -> dict[int, list[int]]:
    """{guide: numbers of its open reports that something is wrong}, guides without any left out."""
    found: dict[int, list[int]] = defaultdict(list)
    wrong = Feedback.objects.open().filter(kind=Feedback.Kind.WRONG).order_by("pk")
    for guide, number in wrong.values_list("guide", "pk"):
        found[guide].append(number)
    return dict(found)


def due_first(guides: PageQuerySet) -> PageQuerySet:
    """Published guides with topic, owner and figures, those due longest first; one query, however many there are."""
    parent = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - GuidePage.steplen)
    return (
        guides.live()
        .select_related("looked_after_by")
        .defer_streamfields()
        .annotate(
            topic=Subquery(TopicPage.objects.filter(path=parent).values("title")[:1]),
            views_since=views(),
            helpful=said(Feedback.Kind.HELPFUL),
            not_helpful=said(Feedback.Kind.NOT_HELPFUL),
            said_wrong=said(Feedback.Kind.WRONG),
            open_reports=open_reports(),
        )
        .order_by("review_due_on", "title")
    )


def overdue(guides: PageQuerySet, today: datetime.date) -> PageQuerySet:
    return guides.filter(review_due_on__lt=today)


@dataclass
class ToDo:
    """What one person is to look at. `guides` are (guide, is due, number of open reports)."""

    own: list[tuple[GuidePage, bool, int]] = field(default_factory=list)
    nobodys: list[tuple[GuidePage, bool, int]] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)
    """What a mail tells, as "due:12" and "wrong:345": a mail is worth it when there is one that was not told."""


def to_do(today: datetime.date) -> dict[User, ToDo]:
    """For each editor who has something to look at. A guide without an owner, or whose owner left, is everybody's."""
    people = list(editors().order_by("pk"))
    by_pk = {person.pk: person for person in people}
    reports = open_report_numbers()
    waiting = (
        GuidePage.objects.live()
        .filter(Q(review_due_on__lt=today) | Q(pk__in=reports))
        .defer_streamfields()
        .order_by("review_due_on", "title")
    )
    found: dict[User, ToDo] = defaultdict(ToDo)
    for guide in waiting:
        is_due, numbers = guide.review_due_on < today, reports.get(guide.pk, [])
        reasons = {f"due:{guide.pk}"} if is_due else set()
        reasons |= {f"wrong:{number}" for number in numbers}
        owner = by_pk.get(guide.looked_after_by_id)
        for person in [owner] if owner else people:
            task = found[person]
            (task.own if owner else task.nobodys).append((guide, is_due, len(numbers)))
            task.reasons |= reasons
    return dict(found)
