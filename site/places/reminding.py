"""Mails to partners about their own places that are due for a check."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Message, Role, User
from places.models import OrganisationMember, Venue
from places.periods import check_days
from places.still_so import token_for


@transaction.atomic
def remind_partners(now: datetime.datetime) -> int:
    """Queue at most one mail for each partner; gives how many. A place is asked about once in its period, not more."""
    asked = {venue.pk: venue for venue in to_ask(now).select_for_update(of=("self",))}  # two runs at once ask once
    mails = 0
    for partner in User.objects.with_role(Role.PARTNER).filter(is_active=True):
        own = [asked[pk] for pk in own_places(partner, asked)]
        if own:
            Message.queue(partner.email, _("your places and their wifi"), "wifi_due", {"venues": told(own, partner)})
            mails += 1
    Venue.objects.filter(pk__in=asked).update(wifi_asked_at=now)
    return mails


def to_ask(now: datetime.datetime):
    """Due, with somebody to ask, and not asked within the days for their kind."""
    not_yet = Q(wifi_asked_at=None)
    for kind, days in check_days().items():
        not_yet |= Q(kind=kind, wifi_asked_at__lt=now - datetime.timedelta(days=days))
    answerable = Q(organisation__members__in=current_members())
    return Venue.objects.filter(pk__in=Venue.objects.due(now).order_by().filter(not_yet & answerable).values("pk"))


def current_members():
    partners = User.objects.with_role(Role.PARTNER).filter(is_active=True)
    return OrganisationMember.objects.filter(left_at=None, user__in=partners)


def own_places(partner: User, asked: dict) -> list[int]:
    return list(Venue.objects.looked_after_by(partner).filter(pk__in=asked).values_list("pk", flat=True))


def told(venues: list[Venue], partner: User) -> list[dict]:
    """What the mail says of each: a public one by its name, with a link that needs no sign-in; any other by its reference."""
    lines = []
    for venue in venues:
        public = venue.visibility == Venue.Visibility.PUBLIC
        token = token_for(venue, partner) if public else ""
        lines.append(
            {"name": venue.name if public else "", "reference": venue.reference, "token": token, "pk": venue.pk}
        )
    return lines
