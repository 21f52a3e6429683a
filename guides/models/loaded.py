from django.db import models
from wagtail.models import Page


class LoadedPage(models.Model):
    """What `load_guides` wrote last, so that it knows a page which an editor has since changed, hidden or deleted."""

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
