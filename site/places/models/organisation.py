"""Libraries, housing and accommodation providers, charities: who refers people and keeps a wifi record."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, Role


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """Those that `user` works for."""
        return self.filter(members__user=user, members__left_at=None)

    def shown_to(self, user):
        if user.has_role(Role.LEAD):
            return self.all()
        return self.of(user) if user.has_role(Role.PARTNER) else self.none()


class Organisation(models.Model):
    class Kind(models.TextChoices):
        LIBRARY = "library", _("Library service")
        HOUSING = "housing", _("Housing provider")
        ACCOMMODATION = "accommodation", _("Accommodation provider")
        HEALTH = "health", _("Health service")
        CHARITY = "charity", _("Charity or community group")
        COUNCIL = "council", _("Council")
        OTHER = "other", _("Other")

    name = models.CharField(max_length=150, unique=True)
    public_id = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="In open data, beside its public venues."
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)

    wagtail_reference_index_ignore = True
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self):
        return self.name

    @transaction.atomic
    def invite(self, email: str, *, name: str = "", by) -> "OrganisationMember":
        """Invite somebody to be a partner who works here; who works here already gets a new link only."""
        invitation, _token = Invitation.offer(email, Role.PARTNER, name=name, by=by)
        return self.members.get_or_create(user=invitation.user, left_at=None)[0]


class OrganisationMember(models.Model):
    """A person who works for an organisation. It opens nothing by itself: the partner role does."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(left_at=None),
                name="one_current_place_per_person",
            )
        ]

    def __str__(self):
        return str(self.organisation)
