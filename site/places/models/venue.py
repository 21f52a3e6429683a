"""Where people can get online, and where people are housed.

A confidential venue (asylum accommodation, a refuge) is known to the site by a working name. Where it really is stays in one encrypted
field; the clear columns for address, postcode and point must be empty, and the database refuses a row that breaks this.
"""

import json
import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from places.models.area import Area
from places.models.organisation import Organisation
from places.opening import HOLIDAY, Hours
from places.periods import check_days


class VenueQuerySet(models.QuerySet):
    def public(self):
        """What everybody may know. Every public page, feed, count and index starts here."""
        return self.filter(visibility=Venue.Visibility.PUBLIC, closed_on=None)

    def confidential(self):
        return self.filter(visibility=Venue.Visibility.CONFIDENTIAL)

    def looked_after_by(self, user):
        """Those of the organisations that `user`, a partner, works for."""
        if not user.has_role(Role.PARTNER):
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def housing(self):
        """Where people live: the accommodation register."""
        return self.filter(Q(kind__in=Venue.Kind.accommodation()) | Q(visibility=Venue.Visibility.RESIDENTS))

    def with_last_check(self):
        """Each with `checked_at`, the moment of its last wifi check or None."""
        checks = Venue.wifi_checks.rel.related_model.objects.filter(venue=OuterRef("pk")).order_by("-checked_at")
        return self.annotate(checked_at=Subquery(checks.values("checked_at")[:1]))

    def due(self, now=None):
        """Those due for a check, the longest unchecked first: nobody has checked within the days for their kind.

        That those who look after a place say "still so" counts as well, but not where people live: there their word is
        what the check is about.
        """
        now = now or timezone.now()
        late = Q()
        for kind, days in check_days().items():
            since = now - timedelta(days=days)
            unchecked = Q(checked_at=None) | Q(checked_at__lt=since)
            if kind not in Venue.Kind.accommodation():
                unchecked &= Q(wifi_confirmed_at=None) | Q(wifi_confirmed_at__lt=since)
            late |= Q(kind=kind) & unchecked
        return (
            self.with_last_check().filter(late, closed_on=None).order_by(F("checked_at").asc(nulls_first=True), "name")
        )

    def shown_to(self, user):
        """Public ones to everybody; all to leads; their own to partners.

        A champion also sees those where an active learner lives or meets: `learners.visits.venues_shown_to` adds them,
        since places knows nothing of matches.
        """
        if not user.is_authenticated:
            return self.public()
        if user.has_role(Role.LEAD):
            return self.all()
        return self.filter(
            Q(pk__in=Venue.objects.public().values("pk")) | Q(pk__in=self.looked_after_by(user).values("pk"))
        )


CODE_SIGNS = "23456789bcdfghjkmnpqrstvwxz"
"""Without those that are taken for others, and without vowels, so that no code is a word."""


def new_code() -> str:
    return get_random_string(8, CODE_SIGNS)


class Venue(models.Model):
    class Kind(models.TextChoices):
        LIBRARY = "library", _("Library")
        COMMUNITY = "community", _("Community centre")
        CAFE = "cafe", _("Cafe")
        FAITH = "faith", _("Place of worship")
        SHOP = "shop", _("Shop")
        NHS = "nhs", _("NHS")
        ASYLUM = "asylum", _("Asylum accommodation")
        HOMELESSNESS = "homelessness", _("Homelessness accommodation")
        OTHER = "other", _("Other")

        @classmethod
        def accommodation(cls):
            return (cls.ASYLUM, cls.HOMELESSNESS)

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        RESIDENTS = "residents", _("Residents only")
        CONFIDENTIAL = "confidential", _("Confidential")

    class Wifi(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NONE = "none", _("None")
        COMMUNAL = "communal", _("In shared rooms")
        THROUGHOUT = "throughout", _("In all rooms")

    name = models.CharField(
        max_length=150,
        help_text=_("For a confidential venue: a working name that does not tell where it is, such as House 3."),
    )
    code = models.CharField(
        max_length=8,
        unique=True,
        default=new_code,
        editable=False,
        help_text="In public addresses: a number would tell how many venues nobody may know of were noted in between.",
    )
    public_id = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="In open data: directories know a place by it."
    )
    kind = models.CharField(max_length=20, choices=Kind)
    visibility = models.CharField(max_length=15, choices=Visibility, default=Visibility.CONFIDENTIAL)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="venues")
    area = models.ForeignKey(Area, models.PROTECT, related_name="venues", limit_choices_to={"kind": "ward"})

    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    sealed_place = EncryptedTextField(
        blank=True,
        help_text=_("Of a confidential venue: the address, postcode and point, encrypted."),
        editable=False,
    )
    opening_note = models.CharField(
        max_length=200, blank=True, help_text=_("What the times cannot say, such as: ring the bell.")
    )

    wifi = models.CharField(max_length=12, choices=Wifi, default=Wifi.UNKNOWN)
    wifi_is_free = models.BooleanField(_("free of charge"), default=True)
    wifi_network = models.CharField(_("network name"), max_length=64, blank=True)
    wifi_needs_sign_up = models.BooleanField(_("sign-up needed"), default=False)
    wifi_steps = models.TextField(_("how to connect"), blank=True, help_text=_("One step on each line."))
    wifi_minutes = models.PositiveSmallIntegerField(_("time limit in minutes"), null=True, blank=True)

    wifi_confirmed_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When those who look after the venue last said that the wifi facts are right."),
    )

    wifi_asked_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When those who look after the venue were last asked by mail."),
    )

    is_step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    access_note = models.CharField(max_length=200, blank=True)
    computers = models.PositiveSmallIntegerField(_("computers to use"), null=True, blank=True)
    has_sockets = models.BooleanField(_("sockets"), null=True, blank=True)
    is_quiet = models.BooleanField(_("quiet place to sit"), null=True, blank=True)

    closed_on = models.DateField(_("closed for good on"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True
    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility="confidential")
                | Q(address="", postcode="", latitude__isnull=True, longitude__isnull=True),
                name="confidential_venue_has_no_clear_place",
                violation_error_message=_("The address of a confidential venue is kept encrypted only."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="asylum") | Q(visibility="confidential"),
                name="asylum_accommodation_is_confidential",
                violation_error_message=_("Asylum accommodation is always confidential."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="homelessness") | ~Q(visibility="public"),
                name="homelessness_accommodation_is_not_public",
                violation_error_message=_("Homelessness accommodation is never public."),
            ),
        ]
        indexes = [
            models.Index(fields=["visibility", "latitude", "longitude"]),
            models.Index(
                fields=["latitude", "longitude", "wifi", "area"],
                name="public_venues_by_place",
                condition=Q(visibility="public", closed_on=None),
            ),
            models.Index(
                fields=["name", "id", "wifi"],
                name="public_venues_by_name",
                condition=Q(visibility="public", closed_on=None),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_confidential(self) -> bool:
        return self.visibility == self.Visibility.CONFIDENTIAL

    @property
    def is_housing(self) -> bool:
        return self.kind in self.Kind.accommodation() or self.visibility == self.Visibility.RESIDENTS

    @property
    def reference(self) -> str:
        """For mails about a venue that must not be named."""
        return self.code.upper()

    @property
    def place(self) -> dict:
        """{"address": str, "postcode": str, "point": (latitude, longitude) or None}, unsealed when confidential.

        Ask for it only for somebody to whom this venue is shown.
        """
        if self.is_confidential:
            sealed = json.loads(self.sealed_place or "{}")
            point = sealed.get("point")
            return {
                "address": sealed.get("address", ""),
                "postcode": sealed.get("postcode", ""),
                "point": tuple(point) if point else None,
            }
        point = None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)
        return {"address": self.address, "postcode": self.postcode, "point": point}

    def set_place(self, address: str = "", postcode: str = "", point: tuple[float, float] | None = None) -> None:
        """Put the place where this venue's visibility allows it. Set `visibility` first; call save() after."""
        if self.is_confidential:
            self.address, self.postcode, self.latitude, self.longitude = "", "", None, None
            self.sealed_place = json.dumps({"address": address, "postcode": postcode, "point": point})
        else:
            self.address, self.postcode = address, postcode
            self.latitude, self.longitude = point or (None, None)
            self.sealed_place = ""

    @property
    def point(self) -> tuple[float, float] | None:
        """For distances: the venue's own point, or its ward's when the venue is confidential."""
        if self.is_confidential or self.latitude is None or self.longitude is None:
            return self.area.point
        return self.latitude, self.longitude

    @property
    def hours(self) -> Hours:
        """Prefetch `opening_hours` and `closed_days` where there are many venues."""
        week: dict[int, list] = {}
        for row in self.opening_hours.all():
            week.setdefault(row.weekday, []).append((row.opens, row.closes))
        return Hours(week, [(closed.first_day, closed.last_day) for closed in self.closed_days.all()])

    def confirm_wifi(self) -> None:
        """Say that the wifi facts are right as they stand now."""
        self.wifi_confirmed_at = timezone.now()
        self.save(update_fields=["wifi_confirmed_at", "updated_at"])

    @property
    def last_check(self):
        return self.wifi_checks.order_by("-checked_at").first()


class OpeningHours(models.Model):
    """One spell on one weekday. A spell may run past midnight: then it closes on the next day."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
            (6, _("Sunday")),
            (HOLIDAY, _("Bank holidays")),
        ],
        help_text=_("Without hours for bank holidays a venue is closed on them."),
    )
    opens = models.TimeField()
    closes = models.TimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["weekday", "opens"]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """Days on which a venue is shut although its hours say otherwise."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="closed_days")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=100, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="closed_days_run_forwards")
        ]

    def __str__(self):
        return f"{self.first_day:%d/%m/%Y}-{self.last_day:%d/%m/%Y}"
