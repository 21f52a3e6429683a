"""A list that a lead is about to import: kept encrypted between the preview and the import, and not for long."""

import base64
import json
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from imports.report import Report
from imports.tables import Table, read_table

KEPT = timedelta(days=1)


class ImportUploadQuerySet(models.QuerySet):
    def shown_to(self, user):
        """To a lead their own: nobody goes on with what somebody else began."""
        return self.filter(owner=user) if user.has_role(Role.LEAD) else self.none()

    def stale(self, now=None):
        """Older than a day: files that nobody imported, and reports of those that somebody did."""
        return self.filter(created_at__lt=(now or timezone.now()) - KEPT)


class ImportUpload(models.Model):
    class Kind(models.TextChoices):
        CHAMPIONS = "champions", _("Champions")
        REFERRALS = "referrals", _("Referrals")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = EncryptedTextField()
    content = EncryptedTextField(blank=True, help_text="The file in base64; empty once it is imported.")
    chosen = models.JSONField(
        default=dict, help_text="{column number: field, or '' to leave it out}, as the lead set it."
    )
    sealed_report = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = ImportUploadQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.get_kind_display()} ({self.created_at:%d/%m/%Y})"

    @classmethod
    def keep(cls, kind: str, file_name: str, content: bytes, *, owner) -> "ImportUpload":
        """Store `content`, and forget what is stale. Raises TableRefused when it cannot be read."""
        read_table(content)
        cls.objects.stale().delete()
        return cls.objects.create(
            kind=kind, owner=owner, file_name=file_name[:200], content=base64.b64encode(content).decode()
        )

    @property
    def table(self) -> Table:
        return read_table(base64.b64decode(self.content))

    @property
    def columns(self) -> dict[int, str]:
        return {int(column): name for column, name in self.chosen.items()}

    @property
    def report(self) -> Report | None:
        return Report.from_data(json.loads(self.sealed_report)) if self.sealed_report else None

    def finish(self, report: Report) -> None:
        """Keep the report and let go of the file."""
        self.sealed_report, self.content, self.imported_at = json.dumps(report.as_data()), "", timezone.now()
        self.save(update_fields=["sealed_report", "content", "imported_at"])
