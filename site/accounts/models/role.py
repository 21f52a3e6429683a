"""What a person who signs in may do. docs/roles.md says what each role sees."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CHAMPION = "champion", _("Champion")
    PARTNER = "partner", _("Partner")
    EDITOR = "editor", _("Editor")
    LEAD = "lead", _("Scheme lead")
    SAFEGUARDING = "safeguarding", _("Safeguarding lead")
    ADMINISTRATOR = "administrator", _("Administrator")


STAFF_ROLES = frozenset({Role.EDITOR, Role.LEAD, Role.SAFEGUARDING, Role.ADMINISTRATOR})
"""Those who work in the Wagtail admin."""

HELD_BY_RECORD = frozenset({Role.CHAMPION})
"""Given and ended with the champion's record, never by itself: matches end with it."""

SECOND_FACTOR_ROLES = STAFF_ROLES
"""Those who reach nothing of theirs without a second factor."""

MAY_GIVE: dict[str, frozenset[str]] = {
    Role.LEAD: frozenset({Role.CHAMPION, Role.PARTNER, Role.EDITOR}),
    Role.ADMINISTRATOR: frozenset(Role.values),
}
"""Who may give, and end, which role. A role that is missing here gives none."""

GROUP_NAMES: dict[str, str] = {
    Role.EDITOR: "Guide editors",
    Role.LEAD: "Scheme leads",
    Role.SAFEGUARDING: "Safeguarding leads",
    Role.ADMINISTRATOR: "Administrators",
}
"""The Wagtail group of each staff role; never translated, so that a group is found again in any language."""


class RoleMembershipQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class RoleMembership(models.Model):
    """One spell of one person in one role. Spells end; they are never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="role_memberships")
    role = models.CharField(max_length=20, choices=Role)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True
    objects = RoleMembershipQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(ended_at=None),
                name="one_current_membership_per_role",
            )
        ]

    def __str__(self):
        return self.get_role_display()
