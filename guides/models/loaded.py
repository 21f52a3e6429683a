"""What `load_guides` wrote last, so that it knows what an editor has since changed, hidden or deleted."""

import hashlib
import json

from django.db import models
from wagtail.models import Page

from guides.models.glossary import GlossaryTerm


def digest_of(fields: dict) -> str:
    """SHA-256 of what is written, whatever the order of its fields."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


class LoadedPage(models.Model):
    key = models.CharField(max_length=120, unique=True, help_text="Such as get-connected/join-free-wifi.")
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveBigIntegerField(help_text="The page's latest revision when it was written.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was written.")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key

    @property
    def is_untouched(self) -> bool:
        return self.page is not None and self.page.live and self.page.latest_revision_id == self.revision


class LoadedTerm(models.Model):
    key = models.CharField(max_length=60, unique=True, help_text="The word in the project's own list.")
    term = models.ForeignKey(GlossaryTerm, models.SET_NULL, null=True, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was written.")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key

    @property
    def is_untouched(self) -> bool:
        return self.term is not None and self.digest == digest_of(self.term.as_loaded)
