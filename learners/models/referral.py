"""Somebody asks for help: for themselves, for a friend, or for a person they work with."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Message, Role
from champions.models import PRACTICAL, Availability, Devices, Gender, MeetingWays
from guides.models import Language, Skill
from learners.models.learner import Learner
from places.models import Area, Organisation, Venue


class ReferralClosed(Exception):
    """The referral has been decided already, or lacks consent; the message says which."""


class ReferralQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads; to a partner those of their own organisation, with what they wrote themselves and its outcome."""
        if user.has_role(Role.LEAD):
            return self.all()
        if user.has_role(Role.PARTNER):
            return self.filter(organisation__in=Organisation.objects.of(user))
        return self.none()

    def new(self):
        return self.filter(status=Referral.Status.NEW)


class Referral(MeetingWays, Devices, Availability):
    class Source(models.TextChoices):
        SELF = "self", _("The person themselves")
        FRIEND = "friend", _("A friend or relative")
        WORKER = "worker", _("Somebody who works with them")
        IMPORT = "import", _("Imported")

    class Status(models.TextChoices):
        NEW = "new", _("New")
        ACCEPTED = "accepted", _("Became a learner")
        DECLINED = "declined", _("Not taken on")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    submission_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(_("who is asking"), max_length=10, choices=Source)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="referrals")
    organisation_name = models.CharField(_("organisation"), max_length=150, blank=True)
    referrer_name = EncryptedTextField(_("name of whoever asks"), blank=True)
    referrer_contact = EncryptedTextField(_("their phone or e-mail"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    preferred_name = models.CharField(_("what to call the person"), max_length=100)
    contact = EncryptedTextField(_("phone or e-mail"), blank=True)
    postcode = EncryptedTextField(_("postcode or accommodation"), blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to={"kind": "ward"}
    )
    accommodation = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    speaks = models.ManyToManyField(Language, blank=True, related_name="+")
    reads = models.ManyToManyField(Language, blank=True, related_name="+")
    needs = models.ManyToManyField(Skill, blank=True, related_name="+")
    text = EncryptedTextField(_("what they would like help with"), blank=True)
    connection = models.CharField(
        _("internet at home"), max_length=10, choices=Learner.Connection, default=Learner.Connection.UNKNOWN
    )
    champion_gender = models.CharField(_("asks for a champion who is a"), max_length=10, choices=Gender, blank=True)
    consent = models.BooleanField(_("the person agrees to this"), default=False)
    consent_by_word = models.BooleanField(_("agreed by word of mouth"), default=False)

    status = models.CharField(max_length=10, choices=Status, default=Status.NEW)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    referred_on = models.DateField(default=timezone.localdate)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome_note = EncryptedTextField(blank=True)
    learner = models.ForeignKey(Learner, models.SET_NULL, null=True, blank=True, related_name="referrals")
    import_key = models.CharField(max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = ReferralQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["status", "-created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="one_referral_per_imported_row"
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return f"R-{self.pk:05d}"

    @property
    def outcome_for_referrer(self) -> str:
        """What became of it, in the few words that whoever referred the person needs."""
        if self.status != self.Status.ACCEPTED or self.learner is None:
            return {
                self.Status.NEW: gettext("We are reading it"),
                self.Status.ACCEPTED: gettext("Taken on"),
                self.Status.DECLINED: gettext("Not taken on: please call us"),
                self.Status.WITHDRAWN: gettext("Withdrawn"),
            }[self.Status(self.status)]
        if self.learner.status in Learner.Status.ended():
            return gettext("Finished")
        return (
            gettext("Has a champion")
            if self.learner.status == Learner.Status.MATCHED
            else gettext("Taken on, waiting for a champion")
        )

    @property
    def outcome_kind(self) -> str:
        """How `components/tag.html` shows it."""
        if self.status == self.Status.ACCEPTED and self.learner and self.learner.status == Learner.Status.MATCHED:
            return "good"
        return {self.Status.DECLINED: "bad", self.Status.NEW: "wait"}.get(self.Status(self.status), "")

    def acknowledge(self) -> None:
        """Thank whoever asked by mail, if they gave an address. The mail says nothing about the person."""
        to = self.referrer_contact or (self.contact if self.source == self.Source.SELF else "")
        if "@" in to:
            Message.queue(to, gettext("We have your request"), "help_asked")

    @transaction.atomic
    def accept(self, *, by, agreed_today=False) -> Learner:
        """Make the learner who waits from the day of the referral. Raises ReferralClosed when decided before or without consent.

        `agreed_today`: somebody has just asked the person, who said yes.
        """
        referral = self._decide(Referral.Status.ACCEPTED, by)
        agreed_on = referral.referred_on
        if agreed_today and not referral.consent:
            referral.consent = referral.consent_by_word = True
            referral.save(update_fields=["consent", "consent_by_word"])
            agreed_on = timezone.localdate()
        if not referral.consent:
            raise ReferralClosed(_("The person has not agreed yet. Ask them first."))
        learner = Learner.objects.create(
            preferred_name=referral.preferred_name,
            contact=referral.contact,
            postcode=referral.postcode,
            notes=referral.text,
            area=referral.area,
            accommodation=referral.accommodation,
            connection=referral.connection,
            champion_gender=referral.champion_gender,
            waiting_since=referral.referred_on,
            consent_on=agreed_on,
            **{name: getattr(referral, name) for name in PRACTICAL},
        )
        learner.speaks.set(referral.speaks.all())
        learner.reads.set(referral.reads.all())
        learner.needs.set(referral.needs.all())
        referral.learner = learner
        referral.save(update_fields=["learner"])
        return learner

    @transaction.atomic
    def decline(self, note: str, *, by) -> None:
        """Close without a learner, saying why. Raises ReferralClosed when decided before."""
        referral = self._decide(Referral.Status.DECLINED, by)
        referral.outcome_note = note
        referral.save(update_fields=["outcome_note"])

    def _decide(self, status, by) -> "Referral":
        referral = Referral.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if referral.status != Referral.Status.NEW:
            raise ReferralClosed(_("This referral has been decided already."))
        referral.status, referral.decided_by, referral.decided_at = status, by, timezone.now()
        referral.save(update_fields=["status", "decided_by", "decided_at"])
        return referral
