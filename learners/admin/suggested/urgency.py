"""How urgent it is for somebody who waits: the level that a run works with, as an order for the database and as a word."""

from datetime import timedelta

from django.db.models import Case, DateField, DateTimeField, DurationField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.matching.objective import Weights

URGENT, VERY_URGENT = 2, 4
"""Periods waited, or counted as if, from which on."""


def most_urgent_first(learners, given: Weights):
    """The queryset, highest level first and of one level whoever counts as having waited longest.

    Somebody who starts two levels higher counts as if they had come two periods earlier. That day, `as_if_since`, gives
    both at once: the level is the whole periods since then.
    """
    period = timedelta(days=given.waiting_days)
    vulnerable, under_served = Q(is_vulnerable=True), Q(area__is_under_served=True)
    head_start = Case(
        When(vulnerable & under_served, then=Value(period * (given.vulnerable + given.under_served))),
        When(vulnerable, then=Value(period * given.vulnerable)),
        When(under_served, then=Value(period * given.under_served)),
        default=Value(timedelta()),
        output_field=DurationField(),
    )
    since = ExpressionWrapper(F("waiting_since") - head_start, output_field=DateTimeField())
    return learners.annotate(as_if_since=Cast(since, DateField())).order_by("as_if_since", "waiting_since", "pk")


def urgent(learners, given: Weights):
    """Of what `most_urgent_first` gave."""
    day = timezone.localdate() - timedelta(days=given.waiting_days * URGENT)
    return learners.filter(as_if_since__lte=day)


def in_words(learner, given: Weights) -> tuple[str, str]:
    """(tone of the badge, word) for a learner; ('', '') where there is no hurry."""
    periods = learner.days_waiting() // given.waiting_days
    periods += given.vulnerable * learner.is_vulnerable
    periods += given.under_served * bool(learner.area and learner.area.is_under_served)
    if periods >= VERY_URGENT:
        return "bad", _("Very urgent")
    return ("wait", _("Urgent")) if periods >= URGENT else ("", "")
