"""What a lead should look at: reports about a venue's wifi that contradict each other, or what we say."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from places.models.venue import Venue


class WifiMatterQuerySet(models.QuerySet):
    def shown_to(self, user):
        return self.all() if user.has_role(Role.LEAD) else self.none()

    def open(self):
        return self.filter(resolved_at=None)


class WifiMatter(models.Model):
    """One reason to look at one venue. As long as it is open, the same reason again only counts up."""

    class Reason(models.TextChoices):
        DISAGREE = "disagree", _("Checks disagree")
        CONTRADICTS = "contradicts", _("A check contradicts what we say")
        PUBLIC = "public", _("Visitors say that it did not work")
        CHANGED = "changed", _("Those who look after it changed what we say")
        CLOSED = "closed", _("Those who look after it say that it closed")

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="wifi_matters")
    reason = models.CharField(max_length=12, choices=Reason)
    detail = EncryptedTextField(blank=True, help_text="The latest, in words.")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = EncryptedTextField(_("what came of it"), blank=True)

    wagtail_reference_index_ignore = True
    objects = WifiMatterQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("wifi to look at")
        verbose_name_plural = _("wifi to look at")
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "reason"], condition=models.Q(resolved_at=None), name="one_open_matter_of_a_kind"
            )
        ]

    def __str__(self):
        return f"{self.venue}: {self.get_reason_display()}"

    @classmethod
    def tell(cls, venue: Venue, reason: str, detail: str = "") -> None:
        """Put `venue` on the leads' list. Call it in the transaction of what gave the reason."""
        now = timezone.now()
        once_more = {"times": F("times") + 1, "last_at": now, "detail": detail}
        same = cls.objects.open().filter(venue=venue, reason=reason)
        if same.update(**once_more):
            return
        try:
            with transaction.atomic():
                cls.objects.create(venue=venue, reason=reason, detail=detail, first_at=now, last_at=now)
        except IntegrityError:  # somebody told the same in this moment
            same.update(**once_more)

    def resolve(self, *, by, outcome: str = "") -> bool:
        """False when somebody has done so already."""
        done = {"resolved_at": timezone.now(), "resolved_by": by, "outcome": outcome}
        return bool(WifiMatter.objects.open().filter(pk=self.pk).update(**done))
