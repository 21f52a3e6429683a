"""Safeguarding concerns. Anybody in the scheme may raise one; only safeguarding leads read them, and never about themselves."""

import uuid

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Message, Role, User
from champions.models import Champion
from learners.models.learner import Learner


class ConcernQuerySet(models.QuerySet):
    def shown_to(self, user):
        """Safeguarding leads, except those whom a concern names and those who helped its learner as champions.

        Whoever raised it cannot read it again by that.
        """
        if not user.has_role(Role.SAFEGUARDING):
            return self.none()
        about_them = Q(names=user) | Q(champion__user=user) | Q(learner__matches__champion__user=user)
        return self.exclude(pk__in=Concern.objects.filter(about_them).values("pk"))

    def open(self):
        return self.exclude(status=Concern.Status.CLOSED)


class Concern(models.Model):
    class Status(models.TextChoices):
        NEW = "new", _("New")
        IN_HAND = "in_hand", _("In hand")
        CLOSED = "closed", _("Closed")

    client_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, models.PROTECT, null=True, blank=True, related_name="concerns")
    champion = models.ForeignKey(Champion, models.PROTECT, null=True, blank=True, related_name="concerns")
    names = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text=_("People it is about, who must never see it."),
    )
    text = EncryptedTextField(_("what happened"))
    is_urgent = models.BooleanField(_("somebody is in danger now"), default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = ConcernQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-is_urgent", "-raised_at"]

    def __str__(self):
        return f"SC-{self.pk:04d}"

    @transaction.atomic
    def report(self, names=()) -> "Concern":
        """Store this new concern, about the users in `names`, once.

        The safeguarding leads are told by mail that there is one, without a word of what it says.

        The same `client_id` again changes nothing and tells nobody.
        """
        try:
            with transaction.atomic():
                self.save(force_insert=True)
        except IntegrityError:
            return Concern.objects.get(client_id=self.client_id)
        self.names.set(names)
        subject = gettext("Urgent: a safeguarding concern") if self.is_urgent else gettext("A safeguarding concern")
        for reader in self.readers():
            Message.queue(reader.email, subject, "concern_raised", {"concern": self}, urgent=self.is_urgent)
        return self

    def readers(self) -> models.QuerySet:
        """The safeguarding leads who may read this; the other leads when there is none, since a concern must reach somebody."""
        others = User.objects.filter(is_active=True).exclude(pk__in=self.names.values("pk"))
        if self.champion_id:
            others = others.exclude(champion=self.champion_id)
        if self.learner_id:
            others = others.exclude(champion__in=Champion.objects.filter(matches__learner=self.learner_id))
        safeguarding = others.with_role(Role.SAFEGUARDING)
        return safeguarding if safeguarding.exists() else others.with_role(Role.LEAD)


class ConcernNote(models.Model):
    """What was done about it, in the order it was done. Added to, never changed."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="notes")
    text = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["at"]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}"
