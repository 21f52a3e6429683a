"""What can be chosen in forms and filters; a record keeps a choice that is no longer offered to others."""

from django.db.models import Q

from guides.models import Skill
from places.models import Area, Venue


def wards(keep: int | None = None):
    """Wards that exist today, and the one with the id `keep`."""
    today = Area.objects.current().wards().values("pk")
    return Area.objects.filter(Q(pk__in=today) | Q(pk=keep)).order_by("name")


def accommodation(user, keep: int | None = None):
    """Venues where people may live."""
    homes = Q(kind__in=(Venue.Kind.ASYLUM, Venue.Kind.HOMELESSNESS)) | ~Q(visibility=Venue.Visibility.PUBLIC)
    return Venue.objects.shown_to(user).filter(homes & Q(closed_on=None) | Q(pk=keep))


def skills():
    return Skill.objects.current().select_related("area")
