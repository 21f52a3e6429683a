"""Venues that a champion may know of because of whom they help."""

from django.db.models import Q

from accounts.models import Role
from learners.models import Match
from places.models import Venue


def venues_shown_to(user):
    """`Venue.objects.shown_to(user)`, and for a champion those where a learner of theirs lives, while the match is active."""
    venues = Venue.objects.shown_to(user)
    if not user.is_authenticated or not user.has_role(Role.CHAMPION):
        return venues
    homes = Match.objects.active_of(user).values("learner__accommodation")
    return Venue.objects.filter(Q(pk__in=venues.values("pk")) | Q(pk__in=homes))
