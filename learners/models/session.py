"""One meeting of a champion and a learner."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from learners.models.learner import Learner
from learners.models.match import Match
from places.models import Venue


class SessionQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads; to a champion those of their active matches."""
        if user.has_role(Role.LEAD):
            return self.all()
        if not user.has_role(Role.CHAMPION):
            return self.none()
        return self.filter(match__in=Match.objects.active_of(user))

    def held(self):
        return self.filter(status=Session.Status.HELD)

    def planned(self):
        return self.filter(status=Session.Status.PLANNED)

    def to_come(self, now=None):
        return self.planned().filter(starts_at__gte=now or timezone.now())

    def overdue(self, now=None):
        """Planned for a time that has passed, and nobody has said what became of it."""
        return self.planned().filter(starts_at__lt=now or timezone.now())


class SessionClosed(Exception):
    """What became of this session has been said already; the message is a sentence for the person who tried."""


class Session(models.Model):
    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        MISSED = "missed", _("Missed")
        CANCELLED = "cancelled", _("Cancelled")

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        PHONE = "by_phone", _("By phone")
        VIDEO = "by_video", _("By video")

    client_id = models.UUIDField(
        unique=True,
        default=uuid.uuid4,
        editable=False,
        help_text="Made where the session was typed in: sent twice, stored once.",
    )
    match = models.ForeignKey(Match, models.CASCADE, related_name="sessions")
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(
        _("how long, in minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    way = models.CharField(_("how you met"), max_length=10, choices=Way, default=Way.IN_PERSON)
    venue = models.ForeignKey(Venue, models.SET_NULL, null=True, blank=True, related_name="+")
    note = EncryptedTextField(blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True
    objects = SessionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["match", "-starts_at"]),
            models.Index(fields=["status", "starts_at"]),
            models.Index(fields=["-starts_at", "-id"]),
        ]

    def __str__(self):
        return f"S-{self.pk:06d}"

    @property
    def day_has_come(self) -> bool:
        """From that day on a champion says how it went: people may meet an hour earlier than planned."""
        return timezone.localdate(self.starts_at) <= timezone.localdate()

    @property
    def is_overdue(self) -> bool:
        return self.status == self.Status.PLANNED and self.starts_at < timezone.now()

    @property
    def status_today(self) -> str:
        """The status, but for a planned session whose time has passed what it waits for."""
        return str(_("To write down") if self.is_overdue else self.get_status_display())

    @property
    def learner(self) -> Learner:
        return self.match.learner

    @transaction.atomic
    def record(self, outcomes: dict[int, int] | None = None) -> "Session":
        """Store this new session with `outcomes` ({skill id: SkillOutcome.Level}); the same `client_id` again changes nothing.

        Returns the stored one, which is the earlier one when it was sent before for the same match. Raises Match.DoesNotExist when the id
        was used for another match.
        """
        from learners.models.progress import SkillOutcome

        Match.objects.select_for_update(of=("self",)).get(pk=self.match_id)
        earlier = Session.objects.filter(client_id=self.client_id).first()
        if earlier is not None:
            if earlier.match_id != self.match_id:
                raise Match.DoesNotExist
            return earlier
        self.save()
        SkillOutcome.objects.bulk_create(
            SkillOutcome(session=self, skill_id=skill, level=level) for skill, level in (outcomes or {}).items()
        )
        return self

    @transaction.atomic
    def hold(self, outcomes: dict[int, int], *, by) -> "Session":
        """It took place: store this session's own fields as they are now, and `outcomes` ({skill id: level}) in place of any earlier ones.

        For a planned session, and to put right one that was logged before; the same twice changes nothing.
        """
        from learners.models.progress import SkillOutcome

        Session.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self.status, self.logged_by = self.Status.HELD, by
        self.save()
        self.outcomes.all().delete()
        SkillOutcome.objects.bulk_create(
            SkillOutcome(session=self, skill_id=skill, level=level) for skill, level in outcomes.items()
        )
        return self

    @transaction.atomic
    def call_off(self, status: str, *, by) -> "Session":
        """It did not take place: `status` is missed or cancelled. Raises SessionClosed when it was held, or called off in another way."""
        session = Session.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if session.status == status:
            return session
        if session.status != self.Status.PLANNED:
            raise SessionClosed(_("You have said already what became of this session."))
        session.status, session.logged_by = status, by
        session.save(update_fields=["status", "logged_by"])
        return session
