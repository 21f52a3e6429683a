"""The volunteers who help people get online."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Invitation, Role
from champions.models.onboarding import CheckLevel, OnboardingStep
from champions.models.practical import Availability, Devices, Gender, MeetingWays
from guides.models import Language, Skill
from places.models import Area


class ChampionQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads; to a champion only their own record."""
        if user.has_role(Role.LEAD):
            return self.all()
        return self.filter(user=user) if user.has_role(Role.CHAMPION) else self.none()

    def active(self):
        return self.filter(status=Champion.Status.ACTIVE)

    def cleared(self, day=None):
        """Active, and no check or training past its renewal date on `day` (today when not given)."""
        overdue = OnboardingStep.objects.overdue(day).filter(champion=OuterRef("pk"))
        return self.active().exclude(Exists(overdue))

    def onboarding(self):
        return self.filter(status__in=Champion.Status.joining())


class Champion(MeetingWays, Devices, Availability):
    class Status(models.TextChoices):
        APPLIED = "applied", _("Applied")
        ONBOARDING = "onboarding", _("Checks and training")
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        STOOD_DOWN = "stood_down", _("Stood down")
        LEFT = "left", _("Left")

        @classmethod
        def joining(cls):
            return (cls.APPLIED, cls.ONBOARDING)

        @classmethod
        def gone(cls):
            return (cls.STOOD_DOWN, cls.LEFT)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="champion"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True, db_index=True)
    phone = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    postcode = EncryptedTextField(blank=True)
    notes = EncryptedTextField(blank=True)

    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="champions",
        limit_choices_to={"kind": "ward"},
    )
    travel_miles = models.DecimalField(
        _("travels up to (miles)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("Empty: not asked yet."),
    )
    languages = models.ManyToManyField(Language, through="ChampionLanguage", related_name="champions")
    skills = models.ManyToManyField(Skill, blank=True, related_name="champions", verbose_name=_("skills taught"))
    room = models.PositiveSmallIntegerField(_("room for learners"), default=1)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)

    status = models.CharField(max_length=12, choices=Status, default=Status.APPLIED)
    status_since = models.DateTimeField(default=timezone.now)
    own_break = models.BooleanField(default=False, editable=False, help_text="Paused by the champion, not by a lead.")
    signed_up_on = models.DateField(default=timezone.localdate)
    source = models.CharField(max_length=100, blank=True)
    consent_on = models.DateField(_("agreed to be contacted on"), null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    import_key = models.CharField(max_length=64, blank=True, editable=False)

    wagtail_reference_index_ignore = True
    objects = ChampionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["status", "area"]),
            models.Index(fields=["-signed_up_on"]),
            models.Index(fields=["name", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["import_key"], condition=~Q(import_key=""), name="one_champion_per_imported_row"
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self) -> str:
        return f"C-{self.pk:05d}"

    @property
    def is_cleared(self) -> bool:
        return Champion.objects.cleared().filter(pk=self.pk).exists()

    @property
    def missing_steps(self) -> list[str]:
        """Labels of the steps that stand between this champion and being active."""
        done = set(self.steps.done().values_list("kind", flat=True))
        return [str(kind.label) for kind in OnboardingStep.Kind.required() if kind not in done]

    def check_level(self, day=None) -> int:
        """The CheckLevel held on `day`: 0 without a passed and unexpired check."""
        step = self.steps.done().filter(kind=OnboardingStep.Kind.DBS).first()
        if step is None or step.is_overdue(day):
            return CheckLevel.NONE
        return step.level

    @transaction.atomic
    def begin_onboarding(self, *, by=None) -> None:
        """Lay out every step, once, and move from applied to checks and training."""
        kinds = set(self.steps.values_list("kind", flat=True))
        OnboardingStep.objects.bulk_create(
            OnboardingStep(champion=self, kind=kind) for kind in OnboardingStep.Kind if kind not in kinds
        )
        if self.status == self.Status.APPLIED:
            self._move_to(self.Status.ONBOARDING)

    @transaction.atomic
    def invite(self, *, by) -> None:
        """Send the mail that lets somebody sign in who has no account yet, as those who were imported.

        Raises ValidationError when there is no address, or when it is another champion's.
        """
        if not self.email:
            raise ValidationError(_("Write down an e-mail address first."))
        invitation, _token = Invitation.offer(self.email, Role.CHAMPION, name=self.name, by=by)
        if Champion.objects.filter(user=invitation.user).exclude(pk=self.pk).exists():
            raise ValidationError(_("Another champion signs in with this address."))
        self.user = invitation.user
        self.save(update_fields=["user"])

    @transaction.atomic
    def activate(self) -> None:
        """Make active; raises ValidationError naming the steps that are still missing."""
        Champion.objects.select_for_update(of=("self",)).get(pk=self.pk)
        missing = self.missing_steps
        if missing:
            raise ValidationError(_("Not yet: still to do: %(steps)s.") % {"steps": ", ".join(missing)})
        if self.user:
            self.user.give_role(Role.CHAMPION)
        self.left_on = None  # whoever comes back is not counted as gone
        self._move_to(self.Status.ACTIVE)

    @transaction.atomic
    def pause(self, *, own_break: bool = False) -> None:
        """`own_break`: the champion asked for it, and may come back without asking. Raises ValidationError unless active."""
        if Champion.objects.select_for_update(of=("self",)).get(pk=self.pk).status != self.Status.ACTIVE:
            raise ValidationError(_("Only an active champion can be paused."))
        self.own_break = own_break
        self._move_to(self.Status.PAUSED)

    @transaction.atomic
    def come_back(self) -> bool:
        """From a break of their own to active. False, and nothing changes, for anybody else: a lead's pause only a lead ends."""
        champion = Champion.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if champion.status != self.Status.PAUSED or not champion.own_break:
            return False
        champion._move_to(self.Status.ACTIVE)
        return True

    @transaction.atomic
    def stand_down(self, *, by, left: bool = False) -> None:
        """End the champion's access with their next request. Matches are ended by `Match.end` upstairs."""
        if self.user:
            self.user.end_role(Role.CHAMPION, by=by)
        self.left_on = timezone.localdate()
        self._move_to(self.Status.LEFT if left else self.Status.STOOD_DOWN)

    def _move_to(self, status) -> None:
        self.status, self.status_since = status, timezone.now()
        self.save(update_fields=["status", "status_since", "left_on", "own_break"])


class ChampionLanguage(models.Model):
    class Level(models.IntegerChoices):
        SOME = 1, _("Some")
        GOOD = 2, _("Well")
        FLUENT = 3, _("Fluently")

    champion = models.ForeignKey(Champion, models.CASCADE, related_name="spoken")
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.FLUENT)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["-level", "language__name"]
        constraints = [models.UniqueConstraint(fields=["champion", "language"], name="one_level_per_language")]

    def __str__(self):
        return str(self.language)
