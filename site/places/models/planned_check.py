"""A lead asks a champion to check the wifi of one place."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Message, Role
from places.models.venue import Venue


class PlannedCheckQuerySet(models.QuerySet):
    def standing(self, day=None):
        """Neither done nor past their day: while one stands, the champion is shown the venue, also a confidential one."""
        return self.filter(done_at=None, until__gte=day or timezone.localdate())

    def of(self, user):
        return self.filter(champion=user)

    def shown_to(self, user):
        """All to leads; to champions their own that still stand."""
        if user.has_role(Role.LEAD):
            return self.all()
        return self.of(user).standing() if user.has_role(Role.CHAMPION) else self.none()


class PlannedCheck(models.Model):
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="planned_checks")
    champion = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="planned_wifi_checks")
    until = models.DateField(help_text="The last day on which the champion sees the venue for this.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = PlannedCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "champion"], condition=models.Q(done_at=None), name="one_open_plan_for_a_champion"
            )
        ]

    def __str__(self):
        return f"{self.until:%d/%m/%Y}"

    @classmethod
    @transaction.atomic
    def ask(cls, venue: Venue, champion, until, *, by) -> "PlannedCheck":
        """Ask `champion` (a user), by a mail that does not name the venue; asked already, only the last day changes."""
        asked = {"until": until, "asked_by": by, "asked_at": timezone.now()}
        plan, _made = cls.objects.update_or_create(venue=venue, champion=champion, done_at=None, defaults=asked)
        Message.queue(champion.email, _("a wifi check"), "wifi_check_planned", {"until": until})
        return plan
