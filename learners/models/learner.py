"""The people who are helped. Nothing here says anything about immigration status, and nothing may."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from champions.models import Availability, CheckLevel, Devices, Gender, MeetingWays
from guides.models import Language, Skill
from places.models import Area, Venue


class LearnerQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads; to a cleared champion those of their active matches; to nobody else any."""
        if user.has_role(Role.LEAD):
            return self.all()
        if not user.has_role(Role.CHAMPION):
            return self.none()
        from learners.models.match import Match

        return self.filter(Exists(Match.objects.active_of(user).filter(learner=OuterRef("pk"))))

    def waiting(self):
        """Those who need a champion and hold no offer. The longest waiting come first."""
        from learners.models.match import Match

        taken = Match.objects.taking_room().filter(learner=OuterRef("pk"))
        return self.filter(status=Learner.Status.WAITING).exclude(Exists(taken)).order_by("waiting_since", "pk")

    def open(self):
        return self.filter(status__in=Learner.Status.open())


class Learner(MeetingWays, Devices, Availability):
    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for a champion")
        MATCHED = "matched", _("Has a champion")
        PAUSED = "paused", _("Paused")
        FINISHED = "finished", _("Reached their goals")
        CLOSED = "closed", _("Closed")
        ANONYMISED = "anonymised", _("Made anonymous")

        @classmethod
        def open(cls):
            return (cls.WAITING, cls.MATCHED, cls.PAUSED)

        @classmethod
        def ended(cls):
            return (cls.FINISHED, cls.CLOSED, cls.ANONYMISED)

    class Connection(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        NONE = "none", _("None")
        DATA = "data", _("Mobile data only")
        SOMETIMES = "sometimes", _("Sometimes")
        YES = "yes", _("Yes")

    preferred_name = models.CharField(max_length=100)
    contact = EncryptedTextField(_("phone or e-mail"), blank=True)
    share_contact = models.BooleanField(_("the champion may see the contact"), default=False)
    address = EncryptedTextField(blank=True)
    postcode = EncryptedTextField(blank=True)
    notes = EncryptedTextField(blank=True)

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="learners",
        limit_choices_to={"kind": "ward"},
    )
    accommodation = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="residents")

    speaks = models.ManyToManyField(Language, blank=True, related_name="spoken_by")
    reads = models.ManyToManyField(Language, blank=True, related_name="read_by")
    interpreter_arranged = models.BooleanField(_("an interpreter is arranged"), default=False)

    needs = models.ManyToManyField(Skill, blank=True, related_name="needed_by")
    goals = models.ManyToManyField(Skill, blank=True, related_name="goal_of")
    goal_text = EncryptedTextField(_("what they want to do"), blank=True)
    connection = models.CharField(_("internet at home"), max_length=10, choices=Connection, default=Connection.UNKNOWN)

    champion_gender = models.CharField(
        _("asks for a champion who is a"),
        max_length=10,
        choices=Gender,
        blank=True,
        help_text=_("Empty: it does not matter."),
    )
    check_needed = models.PositiveSmallIntegerField(
        _("check that the setting needs"), choices=CheckLevel, default=CheckLevel.NONE
    )
    is_vulnerable = models.BooleanField(_("especially vulnerable"), default=False)

    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    waiting_since = models.DateField(default=timezone.localdate)
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    on_legal_hold = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True
    objects = LearnerQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["waiting_since", "pk"]
        indexes = [
            models.Index(fields=["-status", "waiting_since", "id"]),  # the order of the office's list
            models.Index(fields=["waiting_since", "id"]),
            models.Index(fields=["-created_at"]),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return f"L-{self.pk:05d}"

    @property
    def contact_is_shared(self) -> bool:
        """The champion sees how to reach them; else the scheme brings the two together."""
        return bool(self.share_contact and self.contact)

    def days_waiting(self, day=None) -> int:
        return max(0, ((day or timezone.localdate()) - self.waiting_since).days)

    @property
    def point(self):
        """(latitude, longitude) to measure distances from, or None: the accommodation's ward, else the learner's own ward."""
        if self.accommodation_id:
            return self.accommodation.point
        return self.area.point if self.area_id else None

    @property
    def current_match(self):
        """The offered or active match, or None: the database allows one."""
        return self.matches.taking_room().select_related("champion").first()

    def close(self, *, finished: bool = False) -> None:
        """Close the record; refuses while a match is running, since its champion would keep seeing the learner."""
        self._move_to(self.Status.FINISHED if finished else self.Status.CLOSED, closed_on=timezone.localdate())

    def pause(self) -> None:
        """Stop looking for a champion for now. Refuses while there is one, or an offer."""
        self._move_to(self.Status.PAUSED)

    def resume(self) -> None:
        """Wait again, from the same day as before. Refuses unless paused."""
        self._move_to(self.Status.WAITING, only_from=(self.Status.PAUSED,))

    @transaction.atomic
    def _move_to(self, status, *, only_from=(Status.WAITING, Status.PAUSED), closed_on=None) -> None:
        """Raises ValueError with a sentence when a match or an offer stands, or the record is in another state."""
        learner = Learner.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if learner.matches.taking_room().exists():
            raise ValueError(_("End the match or take back the offer first."))
        if learner.status not in only_from:
            raise ValueError(
                _("This cannot be done with a record that is: %(status)s.") % {"status": learner.get_status_display()}
            )
        self.status, self.closed_on = status, closed_on
        self.save(update_fields=["status", "closed_on"])
        if status != self.Status.WAITING:
            from learners.models.suggestion import Suggestion

            Suggestion.objects.filter(learner=self).delete()
