""" "It did not work for me": what the public tells about the wifi of a place. Nothing here says who they are."""

import re
import uuid

from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from places.models.venue import Venue
from places.models.wifi_matter import WifiMatter

LONGEST_SENTENCE = 500
SENTENCE_WITHIN = 24 * 60 * 60
"""Seconds after the tap in which a sentence may join it."""

LINK_OR_MARKUP = re.compile(r"https?:|www\.|<\s*[a-z/!]|\[/?(url|link|img)\b", re.IGNORECASE)


class WifiReportQuerySet(models.QuerySet):
    def shown_to(self, user):
        """A report is shown with its venue."""
        return self.filter(venue__in=Venue.objects.shown_to(user))

    def genuine(self):
        return self.filter(looks_like_spam=False)


class WifiReport(models.Model):
    """One tap. People may write a name into the sentence, so it is encrypted."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(Venue, models.CASCADE, related_name="wifi_reports")
    at = models.DateTimeField(default=timezone.now)
    sentence = EncryptedTextField(_("what they say"), blank=True)
    looks_like_spam = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True
    objects = WifiReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-at"]
        indexes = [models.Index(fields=["venue", "-at"], name="report_of_venue")]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}"

    @property
    def token(self) -> str:
        """Lets whoever tapped add a sentence, and nobody else: it names this record, signed, for `SENTENCE_WITHIN` seconds."""
        return signing.dumps(self.pk, salt="places.wifi_report")

    @classmethod
    def of_token(cls, token: str) -> "WifiReport":
        """Raises DoesNotExist when the token is forged or too old, when there is no such record, and when its venue is public no more."""
        try:
            pk = signing.loads(token, salt="places.wifi_report", max_age=SENTENCE_WITHIN)
        except signing.BadSignature:
            raise cls.DoesNotExist from None
        return cls.objects.select_related("venue").get(pk=pk, venue__in=Venue.objects.public())

    def tell_leads(self) -> None:
        """Put the venue on their list. What looks like spam is only counted here."""
        if not self.looks_like_spam:
            WifiMatter.tell(self.venue, WifiMatter.Reason.PUBLIC)

    def add_sentence(self, sentence: str) -> None:
        """Joins this record; one with a link or with markup is kept aside."""
        self.sentence = sentence
        self.looks_like_spam = self.looks_like_spam or bool(LINK_OR_MARKUP.search(sentence))
        self.save(update_fields=["sentence", "looks_like_spam"])
