"""What the scheme has published about wifi where people are housed."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from places.models import Area
from reports.housing import counts_by_authority, sites
from reports.small_numbers import publishable

EVERY = timedelta(days=28)
"""The least time between two editions: the more of them, the closer the changes between them come to single places."""


class WifiEditionQuerySet(models.QuerySet):
    def public(self):
        """The newest, for everybody."""
        return self.filter(pk=self.order_by("-published_at").values("pk")[:1])

    def shown_to(self, user):
        """All to leads."""
        return self.all() if user.is_authenticated and user.has_role(Role.LEAD) else self.public()


class WifiEdition(models.Model):
    """One published edition, in the figures that everybody may read. The page shows these and looks at no venue, so it
    stays the same to the byte until a lead publishes the next one.
    """

    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    figures = models.JSONField(
        help_text="[{name, works, without, unknown, total}] by authority: rounded, and null where fewer than five."
    )

    wagtail_reference_index_ignore = True
    objects = WifiEditionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-published_at"]

    def __str__(self):
        return f"{self.published_at:%d/%m/%Y}"

    @classmethod
    def draft(cls, user, now=None) -> tuple[list[dict], int]:
        """(what `user`, a lead, would publish now, how many sites it leaves out since their ward has no authority)."""
        counted, elsewhere = counts_by_authority(sites(user, now=now))
        figures = [{"name": area.name} | publishable(counts) for area, counts in by_name(counted)]
        return figures, elsewhere

    @classmethod
    @transaction.atomic
    def publish(cls, *, by, now=None) -> "WifiEdition":
        """Raises ValidationError when the last edition is not old enough."""
        now = now or timezone.now()
        list(Area.objects.select_for_update().filter(kind=Area.Kind.AUTHORITY).values_list("pk"))  # one at a time
        last = cls.objects.first()
        if last and now < last.published_at + EVERY:
            raise ValidationError(
                _("The last edition is less than %(days)s days old. Publish the next one later.") % {"days": EVERY.days}
            )
        return cls.objects.create(published_at=now, published_by=by, figures=cls.draft(by, now)[0])


def by_name(counted: dict) -> list[tuple]:
    return sorted(counted.items(), key=lambda pair: pair[0].name)
