"""A learner with a champion: offered, accepted, ended.

Capacity holds under concurrency because every change that takes room first locks the champion's row, then the learner's, and counts while
it holds them; on SQLite the whole database is locked by IMMEDIATE. The unique constraint keeps a learner to one champion besides.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.encryption import EncryptedTextField
from accounts.models import Message, Role
from champions.availability import slot_name
from champions.models import Champion
from learners.models.learner import Learner
from learners.models.matching_settings import MatchingSettings
from learners.models.suggestion import Suggestion
from learners.models.telling import Told, tell_of_champion


class MatchRefused(Exception):
    """The change cannot be made now; the message is a sentence for the person who tried."""


class MatchQuerySet(models.QuerySet):
    def shown_to(self, user):
        """All to leads; to a champion their own offers that still stand, and their active matches."""
        if user.has_role(Role.LEAD):
            return self.all()
        return self.offers_to(user) | self.active_of(user)

    def active_of(self, user):
        """The active matches of `user` as a champion, who must be cleared today."""
        return self.active().of(user)

    def offers_to(self, user):
        """The offers that `user`, a cleared champion, may answer now."""
        return self.standing().of(user)

    def made_to(self, user):
        """Every match ever offered to `user` as a champion, to say what became of it: nothing in it is theirs to read any more."""
        return self.filter(champion__user=user) if user.has_role(Role.CHAMPION) else self.none()

    def of(self, user):
        if not user.has_role(Role.CHAMPION):
            return self.none()
        return self.filter(champion__in=Champion.objects.cleared().filter(user=user))

    def taking_room(self, now=None):
        """Active, or offered and not lapsed: a lapsed offer holds nobody's place, whether it was marked as expired yet or not."""
        return self.active() | self.standing(now)

    def active(self):
        return self.filter(status=Match.Status.ACTIVE)

    def offered(self):
        return self.filter(status=Match.Status.OFFERED)

    def standing(self, now=None):
        return self.offered().filter(expires_at__gt=now or timezone.now())

    def lapsed(self, now=None):
        """Offers that nobody answered in time."""
        return self.offered().filter(expires_at__lte=now or timezone.now())

    def due_a_reminder(self, now=None):
        """Standing offers that lapse soon and were not reminded of, to champions who can answer them.

        None for an offer whose whole life is no longer than the time before its end at which a reminder goes.
        """
        now, before = now or timezone.now(), timedelta(days=MatchingSettings.in_force().reminder_days)
        soon = self.standing(now).filter(reminded_at=None, expires_at__lte=now + before)
        able = Champion.objects.cleared(timezone.localdate(now)).filter(user__is_active=True)
        return soon.filter(expires_at__gt=F("offered_at") + before, champion__in=able)

    def came_to_nothing(self):
        """The last offer of each learner who still waits and holds none: declined, lapsed or taken back."""
        newer = Match.objects.filter(learner=OuterRef("learner"), pk__gt=OuterRef("pk"))
        over = Q(status__in=Match.Status.unanswered()) | Q(pk__in=Match.objects.lapsed().values("pk"))
        return self.filter(over, learner__status=Learner.Status.WAITING).exclude(Exists(newer))

    def to_tell(self):
        """Active matches for which we have to get in touch: no mail told them, it came back, or it said that we arrange the rest."""
        returned = Message.objects.given_up().values("pk")
        return self.active().filter(Q(told=Told.TO_DO) | Q(to_arrange=True) | Q(told_by_mail__in=returned))


class Match(models.Model):
    class Status(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Expired")

        @classmethod
        def taking_room(cls):
            return (cls.OFFERED, cls.ACTIVE)

        @classmethod
        def unanswered(cls):
            """An offer that came to nothing."""
            return (cls.DECLINED, cls.EXPIRED)

    class EndReason(models.TextChoices):
        GOAL = "goal", _("Goal reached")
        MOVED = "moved", _("Moved away")
        LANGUAGE = "language", _("Language")
        TIMES = "times", _("Times")
        NOT_RIGHT = "not_right", _("Not right for each other")
        NO_CONTACT = "no_contact", _("No contact")
        SAFEGUARDING = "safeguarding", _("Safeguarding")
        OTHER = "other", _("Other")

        @classmethod
        def forbidding(cls):
            """After these the same two are not paired again."""
            return (cls.NOT_RIGHT, cls.SAFEGUARDING)

    class DeclineReason(models.TextChoices):
        FULL = "full", _("I have no room just now")
        TIMES = "times", _("The times do not suit me")
        FAR = "far", _("Too far")
        LANGUAGE = "language", _("Language")
        KNOWN = "known", _("I know this person")
        OTHER = "other", _("Another reason")

    learner = models.ForeignKey(Learner, models.CASCADE, related_name="matches")
    champion = models.ForeignKey(Champion, models.CASCADE, related_name="matches")
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    reasons = models.JSONField(
        default=list, help_text="[{rule, says}]: why the two fit, as it was when they were put together."
    )
    overruled = models.JSONField(default=list, help_text="[{rule, why}]: rules a lead set aside, and why.")
    half_day = models.SmallIntegerField(
        null=True, blank=True, help_text="The one meant for them: champions.availability."
    )
    created_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decline_reason = models.CharField(max_length=10, choices=DeclineReason, blank=True)
    decline_note = EncryptedTextField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(
        max_length=10, choices=Told, blank=True, help_text="How the learner hears of it. Empty: before this was kept."
    )
    to_arrange = models.BooleanField(
        default=False, help_text="The champion sees no contact, so a lead brings the two together."
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    told_by_mail = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=15, choices=EndReason, blank=True)
    end_note = EncryptedTextField(blank=True)

    wagtail_reference_index_ignore = True
    objects = MatchQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-created_at"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(status__in=["offered", "active"]),
                name="one_champion_for_a_learner",
            ),
        ]
        indexes = [
            models.Index(fields=["champion", "status"]),
            models.Index(fields=["status", "expires_at"]),
            models.Index(fields=["-created_at"]),
        ]

    def __str__(self):
        return f"M-{self.pk:05d}"

    @property
    def is_standing(self) -> bool:
        """An offer that may still be answered."""
        if self.status != self.Status.OFFERED or self.expires_at is None:
            return False
        return self.expires_at > timezone.now()

    @property
    def shared_slots(self) -> int:
        """The half-days when both are free: champions.availability."""
        return self.learner.slots & self.champion.slots

    @property
    def half_day_name(self) -> str:
        """'Tuesday afternoon': the one meant for them, while both are still free then."""
        return slot_name(self.half_day) if self.half_day is not None and self.shared_slots >> self.half_day & 1 else ""

    @classmethod
    @transaction.atomic
    def offer(cls, learner: Learner, champion: Champion, *, by, reasons=(), overruled=(), half_day=None) -> "Match":
        """Offer `learner` to `champion`, taking one of the champion's places until it is answered or lapses.

        Whatever was suggested for the learner goes. `half_day`: the one meant for the two, 0 to 20.
        Raises MatchRefused when the champion has no room or is not cleared, or when the learner is no longer waiting.
        """
        now = timezone.now()
        champion = cls._lock(champion)
        learner = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
        if learner.status != Learner.Status.WAITING:
            raise MatchRefused(_("This learner is not waiting any more."))
        if learner.matches.taking_room().exists():
            raise MatchRefused(_("This learner has been offered to somebody already."))
        if champion.matches.taking_room().count() >= champion.room:
            raise MatchRefused(_("This champion has no room left."))
        learner.matches.lapsed(now).update(status=cls.Status.EXPIRED)  # so that the unique constraint sees it gone too
        match = cls(learner=learner, champion=champion, half_day=half_day)
        match.reasons, match.overruled = list(reasons), list(overruled)
        match.offered_at, match.offered_by = now, by
        match.expires_at = now + timedelta(days=MatchingSettings.in_force().offer_days)
        match.save()
        Suggestion.objects.filter(learner=learner).delete()
        return match

    @transaction.atomic
    def accept(self, *, by) -> "Match":
        """The champion says yes, and the learner, or who referred them, is told or comes on the leads' list of people to tell.

        Raises MatchRefused when the offer has gone, the champion has no room or is not cleared, or the learner needs nobody any more.
        """
        champion = self._lock(
            self.champion, refusal=_("You cannot help anybody just now. Please get in touch with us.")
        )
        learner = Learner.objects.select_for_update(of=("self",)).get(pk=self.learner_id)
        match = self._standing_offer()
        if learner.status != Learner.Status.WAITING:
            raise MatchRefused(_("This person does not need a champion any more."))
        if champion.matches.active().count() >= champion.room:
            raise MatchRefused(_("You have no room for another learner just now."))
        now = timezone.now()
        match.status, match.decided_at, match.decided_by = self.Status.ACTIVE, now, by
        learner.status = Learner.Status.MATCHED
        learner.save(update_fields=["status"])
        match.told, match.told_by_mail = tell_of_champion(learner)
        match.to_arrange = not learner.contact_is_shared
        match.told_at = now if match.told_by_mail else None
        match.save(
            update_fields=["status", "decided_at", "decided_by", "told", "told_by_mail", "told_at", "to_arrange"],
        )
        return match

    @transaction.atomic
    def decline(self, reason: str, *, by, note: str = "") -> "Match":
        """The champion says no; the learner waits on, from the same day as before. Raises MatchRefused when the offer has gone."""
        Champion.objects.select_for_update(of=("self",)).get(pk=self.champion_id)
        match = self._standing_offer()
        match.status, match.decline_reason, match.decline_note = self.Status.DECLINED, reason, note
        match.decided_at, match.decided_by = timezone.now(), by
        match.save(update_fields=["status", "decline_reason", "decline_note", "decided_at", "decided_by"])
        return match

    @transaction.atomic
    def take_back(self, *, by) -> "Match":
        """A lead takes the offer back before it is answered. Raises MatchRefused when it is no longer open."""
        Champion.objects.select_for_update(of=("self",)).get(pk=self.champion_id)
        match = Match.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if match.status != self.Status.OFFERED:
            raise MatchRefused(_("This offer is no longer open."))
        match.status, match.decided_at, match.decided_by = self.Status.EXPIRED, timezone.now(), by
        match.save(update_fields=["status", "decided_at", "decided_by"])
        return match

    def learner_was_told(self, *, by) -> None:
        """A lead has told them, or brought the two together. Said twice, the first time counts."""
        done = {"told": Told.BY_LEAD, "told_at": timezone.now(), "told_by": by, "told_by_mail": None}
        Match.objects.to_tell().filter(pk=self.pk).update(to_arrange=False, **done)

    @transaction.atomic
    def end(self, reason: str, *, by, note: str = "", learner_waits: bool = True) -> "Match":
        """End an active match; the champion's access to the learner ends with their next request. Meetings still to come are cancelled.

        `learner_waits` puts the learner back among those waiting. Raises MatchRefused when the match is not active.
        """
        Champion.objects.select_for_update(of=("self",)).get(pk=self.champion_id)
        learner = Learner.objects.select_for_update(of=("self",)).get(pk=self.learner_id)
        match = Match.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if match.status != self.Status.ACTIVE:
            raise MatchRefused(_("This match has ended already."))
        match.status, match.end_reason, match.end_note = self.Status.ENDED, reason, note
        match.ended_at, match.ended_by = timezone.now(), by
        match.save(update_fields=["status", "end_reason", "end_note", "ended_at", "ended_by"])
        match.sessions.to_come(match.ended_at).update(status="cancelled")
        if reason == self.EndReason.GOAL:
            learner.status, learner.closed_on = Learner.Status.FINISHED, timezone.localdate()
        elif learner_waits:
            learner.status, learner.waiting_since = Learner.Status.WAITING, timezone.localdate()
        else:
            learner.status, learner.closed_on = Learner.Status.CLOSED, timezone.localdate()
        learner.save(update_fields=["status", "waiting_since", "closed_on"])
        return match

    @classmethod
    @transaction.atomic
    def pause(cls, champion: Champion) -> None:
        """Let a champion take a break. Raises MatchRefused while they have a learner or an offer, or are not active."""
        champion = Champion.objects.select_for_update(of=("self",)).get(pk=champion.pk)
        if champion.status != Champion.Status.ACTIVE:
            raise MatchRefused(_("Only an active champion can take a break."))
        if champion.matches.taking_room().exists():
            raise MatchRefused(_("You still have a learner or an offer. End or answer these first, or talk to us."))
        champion.pause(own_break=True)

    @classmethod
    def expire_lapsed(cls, now=None) -> int:
        """Mark the offers nobody answered in time, which frees their places; returns how many."""
        return cls.objects.lapsed(now).update(status=cls.Status.EXPIRED)

    @staticmethod
    def _lock(champion: Champion, refusal: str | Promise = "") -> Champion:
        """The champion's row, locked until the transaction ends; raises MatchRefused unless cleared."""
        champion = Champion.objects.select_for_update(of=("self",)).get(pk=champion.pk)
        if not champion.is_cleared:
            raise MatchRefused(refusal or _("This champion is not active, or a check or training has run out."))
        return champion

    def _standing_offer(self) -> "Match":
        match = Match.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if not match.is_standing:
            raise MatchRefused(_("This offer is no longer open."))
        return match
