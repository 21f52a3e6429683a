"""What the mails to editors have told, so that the same is not told every day."""

import datetime

from django.conf import settings
from django.db import models

AGAIN_AFTER = datetime.timedelta(days=7)


class Reminder(models.Model):
    """The last mail to one editor about guides that want looking at."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    told = models.JSONField(default=list, help_text="Reasons, as due:12 and wrong:345.")
    sent_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.sent_at:%Y-%m-%d}"

    def is_enough(self, reasons: set[str], now: datetime.datetime) -> bool:
        """Nothing new since, and no week has gone by."""
        return reasons <= set(self.told) and now < self.sent_at + AGAIN_AFTER
