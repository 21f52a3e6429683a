"""What people learn: the framework that progress is measured in, as data that a lead can edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class ForLeads(models.QuerySet):
    """Nobody's personal data: every lead keeps it."""

    def shown_to(self, user):
        return self.all() if user.has_role(Role.LEAD) else self.none()


class SkillFramework(models.Model):
    name = models.CharField(max_length=100)
    version = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_framework_per_version")]

    def __str__(self):
        return f"{self.name} ({self.version})"


class SkillArea(models.Model):
    class Stage(models.TextChoices):
        FOUNDATION = "foundation", _("Foundation")
        LIFE = "life", _("Life")
        WORK = "work", _("Work")

    framework = models.ForeignKey(SkillFramework, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    stage = models.CharField(max_length=12, choices=Stage)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ForLeads.as_manager()

    class Meta:
        ordering = ["framework", "order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="one_area_per_code")]

    def __str__(self):
        return self.name


class SkillQuerySet(ForLeads):
    def current(self):
        return self.filter(area__framework__is_current=True)

    def foundation(self):
        return self.current().filter(area__stage=SkillArea.Stage.FOUNDATION)


class Skill(models.Model):
    area = models.ForeignKey(SkillArea, models.CASCADE, related_name="skills")
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=150, help_text=_("What the learner can do, beginning with a verb."))
    order = models.PositiveSmallIntegerField(default=0)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["area__order", "order"]

    def __str__(self):
        return self.name
