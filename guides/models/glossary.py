"""Hard words and what they mean. Public content: whatever an editor saves is on the site at once."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.models.blocks import lines_of


class GlossaryTerm(models.Model):
    word = models.CharField(
        max_length=60,
        unique=True,
        help_text=gettext_lazy("The hard word, as it stands in the middle of a sentence: browser."),
    )
    other_forms = models.TextField(
        blank=True,
        max_length=1000,
        help_text=gettext_lazy("Plurals and other spellings, one on each line, such as browsers and then web browser."),
    )
    meaning = models.TextField(
        max_length=200,
        help_text=gettext_lazy("One or two short sentences that a nine-year-old understands. No other hard words."),
    )

    class Meta:
        ordering = [Lower("word")]
        verbose_name = gettext_lazy("hard word")

    def __str__(self):
        return self.word

    @property
    def names(self) -> list[str]:
        """The word and its other forms."""
        return [self.word, *lines_of(self.other_forms)]

    @property
    def as_loaded(self) -> dict[str, str]:
        """Its fields, as guides/data/glossary.json has them but for the other forms, which are lines here."""
        return {"word": self.word, "other_forms": self.other_forms, "meaning": self.meaning}

    def clean(self):
        mine = {name.lower(): "other_forms" for name in lines_of(self.other_forms)} | {self.word.lower(): "word"}
        for term in GlossaryTerm.objects.exclude(pk=self.pk):
            for name in term.names:
                if field := mine.get(name.lower()):
                    said = (
                        _("“%(word)s” is in the list already. Change its meaning there.")
                        if name == term.word
                        else _("“%(name)s” already stands with “%(word)s”. Each word has one meaning here.")
                    )
                    raise ValidationError({field: said % {"name": name, "word": term.word}})
