"""What a run of the matching found, kept until the next one: a suggestion is not a match, and nobody but leads sees it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Role
from champions.models import Champion
from learners.models.learner import Learner


class ForLeads(models.QuerySet):
    def shown_to(self, user):
        return self.all() if user.has_role(Role.LEAD) else self.none()


class SuggestionQuerySet(ForLeads):
    def of_a_pair(self):
        """Those that name a champion."""
        return self.exclude(champion=None)

    def held(self):
        """Pairs that a lead wants kept together, the longest held first."""
        return self.of_a_pair().exclude(held_at=None).order_by("held_at", "pk")


class RunQuerySet(ForLeads):
    def real(self):
        """Those that made suggestions, not the ones that only asked 'what if'."""
        return self.filter(supposing=[])

    def unfinished(self):
        return self.filter(status__in=(MatchingRun.Status.QUEUED, MatchingRun.Status.RUNNING))


class MatchingRun(models.Model):
    """One run in the background, over everybody who waits. Asked for and carried out in `learners.suggesting`."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting to begin")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Stage(models.TextChoices):
        LOAD = "load", _("Reading who waits and who could help")
        SOLVE = "solve", _("Looking for the best pairing, and proving it")
        STORE = "store", _("Writing the suggestions down")

    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    supposing = models.JSONField(
        default=list, help_text="[{language, areas, count}]: champions one might recruit. Empty: a real run."
    )
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    error = models.TextField(blank=True)
    figures = models.JSONField(default=dict, help_text="{name: number}: who waited, who got a suggestion, seconds.")
    helps = models.JSONField(
        default=list, help_text="[{change, learners, language, area}]: what would help those left without, and whom."
    )
    seen = models.JSONField(default=dict, help_text="{champion id: mark}: the champions as the run saw them.")

    wagtail_reference_index_ignore = True
    objects = RunQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(status__in=["queued", "running"], supposing=[]),
                name="one_matching_run_at_a_time",
            ),
        ]

    def __str__(self):
        return f"R-{self.pk:05d}"

    @property
    def is_unfinished(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    def begin(self) -> bool:
        """Start; False when it was begun before, or given up meanwhile."""
        now = timezone.now()
        queued = MatchingRun.objects.filter(pk=self.pk, status=self.Status.QUEUED)
        return bool(queued.update(status=self.Status.RUNNING, started_at=now, stage=self.Stage.LOAD))

    def reach(self, stage: str) -> None:
        """Tell whoever watches how far it has come."""
        MatchingRun.objects.filter(pk=self.pk).update(stage=stage)

    def finish(self) -> None:
        """End with the `figures` set."""
        self.status, self.finished_at = self.Status.DONE, timezone.now()
        self.save(update_fields=["status", "finished_at", "figures", "helps", "seen"])

    def fail(self, says: str) -> None:
        """End without a result, and say why in a sentence; one that has ended stays as it is."""
        MatchingRun.objects.unfinished().filter(pk=self.pk).update(
            status=self.Status.FAILED, finished_at=timezone.now(), error=says
        )


class Suggestion(models.Model):
    """What the last run says of one learner who waited: a champion, or none. Numbers only; words are made when it is read."""

    run = models.ForeignKey(MatchingRun, models.CASCADE, related_name="suggestions")
    learner = models.OneToOneField(Learner, models.CASCADE, related_name="suggestion")
    champion = models.ForeignKey(Champion, models.CASCADE, null=True, blank=True, related_name="suggestions")
    half_day = models.SmallIntegerField(null=True, blank=True)
    points = models.JSONField(default=list, help_text="By part, in the order of fit.PARTS.")
    runner_up = models.ForeignKey(Champion, models.SET_NULL, null=True, blank=True, related_name="+")
    costs = models.BigIntegerField(default=0, help_text="Of the runner-up, in the objective's unit; at least.")
    levels = models.PositiveIntegerField(default=0, help_text="That the runner-up would cost, or that are missing.")
    left = models.JSONField(default=list, help_text="Champions left after each rule, in the order of rules.NAMES.")
    learner_digest = models.CharField(max_length=128, help_text="See learners.suggesting.digests.")
    champion_digest = models.CharField(max_length=128, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True
    objects = SuggestionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    @property
    def is_held(self) -> bool:
        return self.held_at is not None


class RuledOut(models.Model):
    """A lead says: not this pair."""

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="ruled_out")
    champion = models.ForeignKey(Champion, models.CASCADE, related_name="ruled_out")
    why = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True
    objects = ForLeads.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["learner", "champion"], name="a_pair_is_ruled_out_once")]
