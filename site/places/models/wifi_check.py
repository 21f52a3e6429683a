"""The register of checks: does the wifi really work, where, since when."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from places.models.planned_check import PlannedCheck
from places.models.venue import Venue
from places.models.wifi_matter import WifiMatter

SAME_TIME = timedelta(days=7)
"""Two checks of one kind of room within this that differ are told to a lead; later it may simply have been mended."""


class WifiCheckQuerySet(models.QuerySet):
    def shown_to(self, user):
        """A check is shown with its venue; a person's own checks stay theirs to see while the venue is."""
        return self.filter(venue__in=Venue.objects.shown_to(user))


class WifiCheck(models.Model):
    class Where(models.TextChoices):
        COMMUNAL = "communal", _("A shared room")
        ROOM = "room", _("Somebody's own room")
        OUTSIDE = "outside", _("Outside")

    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="wifi_checks")
    checked_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_as = models.CharField(max_length=20, choices=Role, help_text=_("The role is all that the public is told."))
    where = models.CharField(max_length=10, choices=Where, default=Where.COMMUNAL)
    works = models.BooleanField()
    down_mbit_s = models.DecimalField(_("download, Mbit/s"), max_digits=7, decimal_places=2, null=True, blank=True)
    up_mbit_s = models.DecimalField(_("upload, Mbit/s"), max_digits=7, decimal_places=2, null=True, blank=True)
    note = EncryptedTextField(blank=True)

    wagtail_reference_index_ignore = True
    objects = WifiCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-checked_at"]
        indexes = [models.Index(fields=["venue", "-checked_at"])]

    def __str__(self):
        return f"{self.checked_at:%d/%m/%Y}"

    def record(self) -> "WifiCheck":
        """Store this new check; the same `client_id` again stores nothing and gives the earlier one.

        Raises Venue.DoesNotExist when the id was used for another venue.
        """
        try:
            with transaction.atomic():
                self.save(force_insert=True)
                PlannedCheck.objects.of(self.checked_by).filter(venue=self.venue, done_at=None).update(
                    done_at=timezone.now()
                )
                self.tell_leads()
                return self
        except IntegrityError:
            earlier = WifiCheck.objects.filter(client_id=self.client_id).first()
            if earlier is None:
                raise
            if earlier.venue_id != self.venue_id:
                raise Venue.DoesNotExist from None
            return earlier

    @property
    def contradicts_us(self) -> bool:
        """Whether it found something else than what we say about the venue. Outdoors we promise nothing."""
        promised: dict[str, bool] = {
            self.Where.ROOM: self.venue.wifi == Venue.Wifi.THROUGHOUT,
            self.Where.COMMUNAL: self.venue.wifi in (Venue.Wifi.THROUGHOUT, Venue.Wifi.COMMUNAL),
        }
        if self.venue.wifi == Venue.Wifi.UNKNOWN or self.where not in promised:
            return False
        return self.works != promised[self.where]

    @property
    def disagrees(self) -> bool:
        """Whether the check before it, in the same sort of room and about the same time, found the opposite."""
        before = self.venue.wifi_checks.filter(where=self.where, checked_at__lte=self.checked_at).exclude(pk=self.pk)
        last = before.filter(checked_at__gte=self.checked_at - SAME_TIME).first()
        return last is not None and last.works != self.works

    def tell_leads(self) -> None:
        says = gettext("works") if self.works else gettext("does not work")
        day = date_format(timezone.localtime(self.checked_at), "j M Y")
        detail = f"{day}, {self.get_where_display()}: {says}"
        if self.contradicts_us:
            WifiMatter.tell(self.venue, WifiMatter.Reason.CONTRADICTS, detail)
        if self.disagrees:
            WifiMatter.tell(self.venue, WifiMatter.Reason.DISAGREE, detail)
