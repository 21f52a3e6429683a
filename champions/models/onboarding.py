"""Checks and training: what stands between an application and a first learner, and what runs out later."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class CheckLevel(models.IntegerChoices):
    """Levels of a criminal record (DBS) check, in order. What is lawful follows what the champion does."""

    NONE = 0, _("None needed")
    BASIC = 1, _("Basic")
    STANDARD = 2, _("Standard")
    ENHANCED = 3, _("Enhanced")


class OnboardingStepQuerySet(models.QuerySet):
    def shown_to(self, user):
        from champions.models.champion import Champion

        return self.filter(champion__in=Champion.objects.shown_to(user))

    def done(self):
        return self.filter(state__in=OnboardingStep.State.finished())

    def overdue(self, day=None):
        return self.done().filter(renew_by__lt=day or timezone.localdate())

    def expiring(self, days: int, day=None):
        """Running out within so many days from `day`, and not yet run out."""
        day = day or timezone.localdate()
        return self.done().filter(renew_by__gte=day, renew_by__lte=day + timedelta(days=days))


class OnboardingStep(models.Model):
    class Kind(models.TextChoices):
        ENQUIRY = "enquiry", _("Enquiry")
        APPLICATION = "application", _("Application")
        CONVERSATION = "conversation", _("Conversation")
        REFERENCE_1 = "reference_1", _("First reference")
        REFERENCE_2 = "reference_2", _("Second reference")
        IDENTITY = "identity", _("Identity seen")
        DBS = "dbs", _("DBS decision")
        INDUCTION = "induction", _("Induction")
        SAFEGUARDING = "safeguarding", _("Safeguarding training")
        CODE = "code", _("Code of conduct")
        SHADOWED = "shadowed", _("First session alongside someone")
        REVIEW = "review", _("Review")

        @classmethod
        def required(cls):
            """Without these nobody is active."""
            return (
                cls.CONVERSATION,
                cls.REFERENCE_1,
                cls.REFERENCE_2,
                cls.IDENTITY,
                cls.DBS,
                cls.INDUCTION,
                cls.SAFEGUARDING,
                cls.CODE,
            )

    class State(models.TextChoices):
        TO_DO = "to_do", _("To do")
        UNDER_WAY = "under_way", _("Under way")
        PASSED = "passed", _("Done")
        NOT_NEEDED = "not_needed", _("Not needed")
        REFUSED = "refused", _("Not passed")

        @classmethod
        def finished(cls):
            return (cls.PASSED, cls.NOT_NEEDED)

    champion = models.ForeignKey("champions.Champion", models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=15, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.TO_DO)
    level = models.PositiveSmallIntegerField(
        choices=CheckLevel,
        default=CheckLevel.NONE,
        help_text=_("Of a DBS check. The certificate itself is never kept."),
    )
    started_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(_("date"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    renew_by = models.DateField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = OnboardingStepQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["champion", "kind"], name="one_step_of_a_kind"),
            models.CheckConstraint(condition=Q(kind="dbs") | Q(level=0), name="only_a_dbs_check_has_a_level"),
        ]
        indexes = [models.Index(fields=["renew_by"])]

    def __str__(self):
        return self.get_kind_display()

    def is_overdue(self, day=None) -> bool:
        return self.renew_by is not None and self.renew_by < (day or timezone.localdate())

    def finish(self, *, by, day=None, level: int = CheckLevel.NONE, renew_by=None, state: str = State.PASSED) -> None:
        self.state, self.level, self.renew_by = state, level, renew_by
        self.done_on, self.done_by = day or timezone.localdate(), by
        self.save()


class TrainingQuerySet(models.QuerySet):
    def shown_to(self, user):
        from champions.models.champion import Champion

        if user.has_role(Role.LEAD):
            return self.all()
        return self.filter(champion__in=Champion.objects.shown_to(user))


class Training(models.Model):
    """A course a champion has done, beyond the required steps."""

    champion = models.ForeignKey("champions.Champion", models.CASCADE, related_name="trainings")
    title = models.CharField(max_length=150)
    completed_on = models.DateField()
    renew_by = models.DateField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    objects = TrainingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-completed_on"]

    def __str__(self):
        return self.title
