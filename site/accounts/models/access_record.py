"""Who looked at, or took out, which person's record. Rows are only ever added."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.role import Role

LONGEST_REFERENCE = 40


class AppendOnly(Exception):
    """Somebody tried to change or delete an access record."""


class AccessRecordQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads but those of concerns: a lead whom one names must not learn of it here."""
        return self.exclude(kind="concern") if user.has_role(Role.LEAD) else self.none()

    def update(self, **kwargs):
        raise AppendOnly("Access records are never changed.")

    def delete(self):
        raise AppendOnly("Access records are never deleted.")


class AccessRecord(models.Model):
    class Action(models.TextChoices):
        VIEWED = "viewed", _("Viewed")
        CHANGED = "changed", _("Changed")
        EXPORTED = "exported", _("Exported")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    action = models.CharField(max_length=10, choices=Action)
    kind = models.CharField(max_length=40, help_text="The kind of record, as 'learner'.")
    reference = models.CharField(
        max_length=LONGEST_REFERENCE, blank=True, help_text="Whose; empty for an export of many."
    )
    rows = models.PositiveIntegerField(default=1, help_text="How many people's records.")
    screen = models.CharField(max_length=100, help_text="The name of the route.")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True
    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at"]
        indexes = [models.Index(fields=["kind", "reference", "at"])]

    def __str__(self):
        return f"{self.get_action_display()} {self.kind} {self.reference}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly("Access records are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Access records are never deleted.")

    @classmethod
    def write(cls, request, action: str, kind: str, reference: object = "", *, rows: int = 1) -> "AccessRecord":
        """Record that `request.user` did `action` on the screen that `request` names."""
        match = request.resolver_match
        return cls.objects.create(
            user=request.user,
            action=action,
            kind=kind,
            reference=str(reference)[:LONGEST_REFERENCE],  # a venue's name may be longer
            rows=rows,
            screen=(match.view_name if match else "") or request.path[:100],
        )
