"""Which state of the public pages is the current one: a copy of a page is good as long as this has not changed."""

import secrets

from django.db import connection, models, transaction
from django.dispatch import Signal

KEPT = 100
CHANNEL = "guides_generation"

raised = Signal()
"""Sent after the commit, in the process that made the change."""


def chance() -> int:
    return secrets.randbits(48)


class GenerationManager(models.Manager):
    def current(self) -> int:
        """Changes with every row that is added or taken away, in whatever order transactions commit."""
        return int(self.aggregate(sum=models.Sum("number"))["sum"] or 0)

    def rise(self) -> None:
        """Something that public pages show is changing in this transaction: no copy made before it is good after it.

        To be called where rows are changed past `save()` and `delete()`; guides/changes.py sees all else.
        """
        latest = self.create()
        if latest.pk % KEPT == 0:
            self.filter(pk__lte=latest.pk - KEPT).delete()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"NOTIFY {CHANNEL}")  # leaves with the commit
        transaction.on_commit(lambda: raised.send(Generation))


class Generation(models.Model):
    """One change. Rows are only added, so that nobody who publishes waits for somebody else who does.

    A single row that is counted up would be locked from the change to the end of its transaction.
    """

    number = models.BigIntegerField(default=chance, editable=False)

    objects = GenerationManager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
