"""The register of places where people are housed: what is known of one besides its wifi, and what its provider was asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from places.models.venue import Venue


class OfHousing(models.QuerySet):
    """Records about a venue that only leads, and those who look after the venue, may know of."""

    def shown_to(self, user):
        if user.has_role(Role.LEAD):
            return self.all()
        return self.filter(venue__in=Venue.objects.looked_after_by(user))


class AccommodationRecord(models.Model):
    class Residents(models.TextChoices):
        """Ranges: a number to the head would follow single people who come and go."""

        UP_TO_10 = "1-10", _("1 to 10")
        UP_TO_25 = "11-25", _("11 to 25")
        UP_TO_50 = "26-50", _("26 to 50")
        UP_TO_100 = "51-100", _("51 to 100")
        UP_TO_250 = "101-250", _("101 to 250")
        MORE = "251-", _("More than 250")

    venue = models.OneToOneField(Venue, models.CASCADE, related_name="accommodation_record")
    residents = models.CharField(_("how many people live there"), max_length=10, choices=Residents, blank=True)
    shared_computers = models.PositiveSmallIntegerField(
        _("computers and tablets that residents may use"), null=True, blank=True
    )
    devices_note = EncryptedTextField(_("other devices"), blank=True)
    data_pounds = models.DecimalField(
        _("what a resident pays for mobile data, pounds a month"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1000)],
    )
    without_since = models.DateField(
        _("no working wifi in rooms since"),
        null=True,
        blank=True,
        help_text=_("Where it is known, such as from residents. Checks are counted by themselves."),
    )
    next_review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True
    objects = OfHousing.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.venue)

    @classmethod
    def of(cls, venue: Venue) -> "AccommodationRecord":
        """The venue's record; a new one, not stored yet, where it has none."""
        return cls.objects.filter(venue=venue).first() or cls(venue=venue)


class ProviderRequest(models.Model):
    """What the provider of a venue was asked, and what they answered."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="provider_requests")
    asked_on = models.DateField(default=timezone.localdate)
    asked = EncryptedTextField(_("what was asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answer = EncryptedTextField(_("the answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wrote it down.",
    )

    wagtail_reference_index_ignore = True
    objects = OfHousing.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | models.Q(answered_on__gte=models.F("asked_on")),
                name="an_answer_comes_after_its_request",
                violation_error_message=_("The answer cannot be earlier than the request."),
            )
        ]

    def __str__(self):
        return f"{self.asked_on:%d/%m/%Y}"

    def note_answer(self, answer: str, *, by, day=None) -> bool:
        """Write the answer down, once: False when there is one already, which stays as it was given."""
        noted = {"answer": answer, "answered_by": by, "answered_on": day or timezone.localdate()}
        return bool(ProviderRequest.objects.filter(pk=self.pk, answered_on=None).update(**noted))
