"""What a learner can do, worked out from what was seen in sessions. Progress itself is stored nowhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from guides.models import Skill, SkillArea
from learners.models.learner import Learner
from learners.models.session import Session


class SkillOutcomeQuerySet(models.QuerySet):
    def shown_to(self, user):
        return self.filter(session__in=Session.objects.shown_to(user))

    def of_learner(self, learner):
        """All outcomes of `learner`'s held sessions, with any champion, oldest first."""
        return self.of_learners([learner])

    def of_learners(self, learners):
        return self.filter(session__match__learner__in=learners, session__status=Session.Status.HELD).order_by(
            "session__starts_at", "pk"
        )


class SkillOutcome(models.Model):
    class Level(models.IntegerChoices):
        NOT_YET = 0, _("Not yet")
        WITH_HELP = 1, _("With help")
        ON_MY_OWN = 2, _("On my own")

    session = models.ForeignKey(Session, models.CASCADE, related_name="outcomes")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="outcomes")
    level = models.PositiveSmallIntegerField(choices=Level)

    wagtail_reference_index_ignore = True
    objects = SkillOutcomeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["session", "skill"], name="one_outcome_per_skill_and_session")]

    def __str__(self):
        return self.get_level_display()


@dataclass(frozen=True)
class Progress:
    """Where a learner stands: the latest level of each skill ever tried, with the day it was seen."""

    latest: dict[int, tuple[int, date]] = field(default_factory=dict)
    """{skill id: (SkillOutcome.Level, day)}"""

    @classmethod
    def of(cls, learner: Learner) -> "Progress":
        return cls.of_each([learner])[learner.pk]

    @classmethod
    def of_each(cls, learners) -> dict[int, "Progress"]:
        """{learner id: Progress}, in one query for all of `learners`."""
        found = {learner.pk: cls() for learner in learners}
        rows = SkillOutcome.objects.of_learners(learners).values_list(
            "session__match__learner_id", "skill_id", "level", "session__starts_at"
        )
        for learner, skill, level, at in rows:
            found[learner].latest[skill] = (level, timezone.localdate(at))
        return found

    def count(self, level: int) -> int:
        """How many skills stand at `level`."""
        return sum(reached == level for reached, _day in self.latest.values())

    @property
    def on_my_own(self) -> int:
        return self.count(SkillOutcome.Level.ON_MY_OWN)

    @property
    def with_help(self) -> int:
        return self.count(SkillOutcome.Level.WITH_HELP)

    def by_skill(self, learner: Learner) -> list[tuple[Skill, "SkillOutcome.Level | None", date | None]]:
        """[(skill, level, day)] of every skill that `learner` needs, aims at or has tried; None, None where not tried."""
        wanted = Skill.objects.filter(Q(pk__in=self.latest) | Q(needed_by=learner) | Q(goal_of=learner)).distinct()
        rows = []
        for skill in wanted.select_related("area").order_by("area__order", "order"):
            level, day = self.latest.get(skill.pk, (None, None))
            rows.append((skill, None if level is None else SkillOutcome.Level(level), day))
        return rows

    @property
    def unaided(self) -> set[int]:
        return {skill for skill, (level, _day) in self.latest.items() if level == SkillOutcome.Level.ON_MY_OWN}

    def has_foundation(self) -> bool:
        """All tasks of the Foundation stage unaided (Ipsos 2023 technical notes)."""
        foundation = set(Skill.objects.foundation().values_list("pk", flat=True))
        return bool(foundation) and foundation <= self.unaided

    def has_life(self) -> bool:
        """At least one task in each Life area unaided; Foundation is not a precondition (FutureDotNow)."""
        by_area = defaultdict(set)
        life = Skill.objects.current().filter(area__stage=SkillArea.Stage.LIFE)
        for skill, area in life.values_list("pk", "area_id"):
            by_area[area].add(skill)
        return bool(by_area) and all(skills & self.unaided for skills in by_area.values())


class AssessmentQuerySet(models.QuerySet):
    def shown_to(self, user):
        if user.has_role(Role.LEAD):
            return self.all()
        return self.filter(learner__in=Learner.objects.shown_to(user))


class Assessment(models.Model):
    """How sure the learner feels, at the start and about three months on."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("At the start")
        FOLLOW_UP = "follow_up", _("Follow-up")

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="assessments")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    loneliness = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text=_("How often do you feel lonely? 1 often or always to 5 never (the direct question of the ONS)."),
    )
    ucla = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(9)],
        help_text=_("Three-item UCLA scale, 3 to 9."),
    )

    wagtail_reference_index_ignore = True
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class AreaConfidence(models.Model):
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="confidences")
    area = models.ForeignKey(SkillArea, models.PROTECT, related_name="+")
    confidence = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["assessment", "area"], name="one_confidence_per_area"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=1, confidence__lte=5), name="confidence_is_one_to_five"
            ),
        ]

    def __str__(self):
        return str(self.confidence)
