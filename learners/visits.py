"""Venues that a champion may know of because of whom they help, or because a lead asked them to check the wifi there."""

from django.db.models import Q

from accounts.models import Role
from champions.models import Champion
from learners.models import Match
from places.models import PlannedCheck, Venue


def venues_shown_to(user):
    """`Venue.objects.shown_to(user)`, and for a cleared champion two more kinds.

    Where a learner of theirs lives, while the match is active; and where they are to check the wifi, until they have done
    so or the day is past. Both end with the champion's clearance.
    """
    venues = Venue.objects.shown_to(user)
    if not user.is_authenticated or not user.has_role(Role.CHAMPION):
        return venues
    homes = Match.objects.active_of(user).values("learner__accommodation")
    return Venue.objects.filter(
        Q(pk__in=venues.values("pk")) | Q(pk__in=homes) | Q(pk__in=planned_for(user).values("venue"))
    )


def planned_for(user):
    """The wifi checks that `user`, a champion cleared today, was asked for."""
    if not Champion.objects.cleared().filter(user=user).exists():
        return PlannedCheck.objects.none()
    return PlannedCheck.objects.shown_to(user)
