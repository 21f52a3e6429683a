"""Wards, towns and authorities, and the postcodes in them."""

import re

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AreaQuerySet(models.QuerySet):
    def current(self, day=None):
        """Areas that exist on `day` (today when not given): wards change."""
        day = day or timezone.localdate()
        return self.filter(
            models.Q(valid_from=None) | models.Q(valid_from__lte=day),
            models.Q(valid_to=None) | models.Q(valid_to__gte=day),
        )

    def wards(self):
        return self.filter(kind=Area.Kind.WARD)


class Area(models.Model):
    class Kind(models.TextChoices):
        AUTHORITY = "authority", _("Local authority")
        WARD = "ward", _("Ward")
        TOWN = "town", _("Town")
        OUTCODE = "outcode", _("First half of a postcode")

    code = models.CharField(max_length=20, unique=True, help_text=_("The official code, such as E05016483."))
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WARD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    latitude = models.FloatField(null=True, blank=True, help_text=_("Of the centre, in degrees."))
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_under_served = models.BooleanField(
        _("under-served"),
        default=False,
        help_text=_("Few volunteers or many people offline: those who wait here count for more."),
    )
    under_served_source = models.CharField(
        max_length=200, blank=True, help_text=_("Where that is known from, and the year.")
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def is_current(self, day=None) -> bool:
        """The same as `AreaQuerySet.current` for one."""
        day = day or timezone.localdate()
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude) in degrees, or None."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})$")


def normalise_postcode(text: str) -> str:
    """'hx24rx ' -> 'HX2 4RX'; '' when it is no full postcode."""
    found = POSTCODE.match(re.sub(r"\s+", "", text or "").upper())
    return f"{found[1]} {found[2]}" if found else ""


class Postcode(models.Model):
    """Imported from open data; a scheme keeps those of its own authorities."""

    code = models.CharField(max_length=8, primary_key=True, help_text="With its space: HX1 1UN.")
    area = models.ForeignKey(Area, models.CASCADE, null=True, related_name="postcodes")
    latitude = models.FloatField()
    longitude = models.FloatField()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.code
