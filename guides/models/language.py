"""Languages that people speak and read. Data, not code: a scheme adds its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.models.skills import ForLeads


class Language(models.Model):
    class Script(models.TextChoices):
        LATIN = "latin", _("Latin")
        ARABIC = "arabic", _("Arabic")
        CYRILLIC = "cyrillic", _("Cyrillic")
        GURMUKHI = "gurmukhi", _("Gurmukhi")
        BENGALI = "bengali", _("Bengali")
        ETHIOPIC = "ethiopic", _("Ethiopic")
        OTHER = "other", _("Another")
        NONE = "none", _("Not written")

    code = models.CharField(max_length=12, unique=True, help_text=_("The international code, such as ps or ckb."))
    name = models.CharField(max_length=60, unique=True)
    own_name = models.CharField(max_length=60, blank=True)
    other_names = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("Other names people write, with commas between: Farsi, Dari/Farsi."),
    )
    script = models.CharField(max_length=10, choices=Script, default=Script.LATIN)

    objects = ForLeads.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def names(self) -> set[str]:
        """Every name it goes by, in lower case."""
        other = (name.strip() for name in self.other_names.split(","))
        return {name.lower() for name in (self.name, self.own_name, *other) if name}
