"""What readers tell us about a guide, with one tap and perhaps a sentence. Nothing here says who they are."""

import re
import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from guides.models.device import Device

LONGEST_SENTENCE = 500
WORDS_WITHIN = 24 * 60 * 60
"""Seconds after the tap in which a sentence may join it."""

LINK_OR_MARKUP = re.compile(r"https?:|www\.|<\s*[a-z/!]|\[/?(url|link|img)\b", re.IGNORECASE)


class FeedbackQuerySet(models.QuerySet):
    def shown_to(self, user):
        return self.all() if user.has_role(Role.EDITOR, Role.LEAD) else self.none()

    def genuine(self):
        return self.filter(looks_like_spam=False)

    def open(self):
        """What an editor should look at: something is wrong, or somebody wrote a sentence. A tap on yes or no is counted."""
        return self.genuine().filter(Q(kind=Feedback.Kind.WRONG) | ~Q(sentence=""), handled_on=None)

    def counts_since(self, day) -> dict[int, dict[str, int]]:
        """{id of a guide: {"helpful": 3, "not_helpful": 0, "wrong": 1}}, spam left out, guides without any left out.

        `day` is a date, or an expression such as F("guide__checked_on"): since each guide was last checked.
        """
        kinds = {kind.value: Count("pk", filter=Q(kind=kind)) for kind in Feedback.Kind}
        rows = self.genuine().filter(day__gte=day).order_by().values("guide").annotate(**kinds)
        return {row.pop("guide"): row for row in rows}

    def mark_handled(self, by) -> int:
        """Those of these that were not dealt with yet are now. How many they were."""
        return self.filter(handled_on=None).update(handled_on=timezone.localdate(), handled_by=by)


class Feedback(models.Model):
    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        NOT_HELPFUL = "not_helpful", _("Not helpful")
        WRONG = "wrong", _("Wrong or out of date")

    submission_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey("guides.GuidePage", models.CASCADE, related_name="feedback")
    device = models.CharField(max_length=10, choices=Device, blank=True)
    kind = models.CharField(_("answer"), max_length=12, choices=Kind)
    sentence = models.TextField(max_length=LONGEST_SENTENCE, blank=True)
    day = models.DateField(default=timezone.localdate)
    looks_like_spam = models.BooleanField(default=False)
    handled_on = models.DateField(_("dealt with on"), null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True
    objects = FeedbackQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-day", "-pk"]
        verbose_name = verbose_name_plural = _("feedback")
        indexes = [models.Index(fields=["guide", "day"], name="feedback_of_guide")]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.day:%d/%m/%Y}"

    @property
    def token(self) -> str:
        """Lets whoever tapped add a sentence, and nobody else: it names this record, signed, for `WORDS_WITHIN` seconds."""
        return signing.dumps(self.pk, salt="guides.feedback")

    @classmethod
    def of_token(cls, token: str) -> "Feedback":
        """Raises DoesNotExist when the token is forged or too old, and when there is no such record."""
        try:
            return cls.objects.get(pk=signing.loads(token, salt="guides.feedback", max_age=WORDS_WITHIN))
        except signing.BadSignature:
            raise cls.DoesNotExist from None

    def add_sentence(self, sentence: str) -> None:
        """Joins this record; one with a link or with markup is kept aside, out of the editors' way."""
        self.sentence = sentence
        self.looks_like_spam = self.looks_like_spam or bool(LINK_OR_MARKUP.search(sentence))
        self.save(update_fields=["sentence", "looks_like_spam"])

    def reopen(self) -> None:
        self.handled_on = self.handled_by = None
        self.save(update_fields=["handled_on", "handled_by"])
