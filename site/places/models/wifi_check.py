"""The register of checks: does the wifi really work, where, since when."""

import uuid

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from places.models.venue import Venue


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
                return self
        except IntegrityError:
            earlier = WifiCheck.objects.filter(client_id=self.client_id).first()
            if earlier is None:
                raise
            if earlier.venue_id != self.venue_id:
                raise Venue.DoesNotExist from None
            return earlier
