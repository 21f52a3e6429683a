"""Planning a session and saying how it went. Every field that can be known beforehand is filled in."""

import uuid
from datetime import datetime, timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models import Skill
from learners.models import Match, Session, SkillOutcome
from learners.visits import venues_shown_to
from places.models import Venue

MINUTES = (15, 30, 45, 60, 90, 120)
NOT_TODAY = ("", _("Not today"))


class MeetingForm(forms.ModelForm):
    """When, how long, how and where a champion and a learner meet."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("Write the day like this: 31/12/2026.")},
    )
    time = forms.TimeField(
        label=_("Time it begins"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Choose the time."), "invalid": _("Write the time like this: 14:30.")},
    )

    class Meta:
        model = Session
        fields = ["minutes", "way", "venue"]

    field_order = ["client_id", "day", "time", "minutes", "way", "venue"]

    def __init__(self, *args, match: Match, user, now: datetime | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.match, self.user, self.now = match, user, timezone.localtime(now)
        start = timezone.localtime(self.instance.starts_at) if self.instance.pk else self.likely_start()
        self.initial.update({"day": start.date(), "time": start.time()})
        if not self.instance.pk:
            self.initial.update(self._usual())
        known = {*MINUTES, self.initial["minutes"]}
        self.fields["minutes"] = forms.TypedChoiceField(
            label=_("How long"),
            coerce=int,
            choices=[(minutes, _("%(minutes)d minutes") % {"minutes": minutes}) for minutes in sorted(known)],
            error_messages={"required": _("Choose how long it was.")},
        )
        self.fields["way"] = forms.ChoiceField(
            label=_("How"),
            choices=Session.Way,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose how you met.")},
        )
        self.fields["venue"] = forms.ModelChoiceField(
            venues_shown_to(user)
            .filter(Q(visibility=Venue.Visibility.PUBLIC, closed_on=None) | Q(pk=match.learner.accommodation_id))
            .order_by("name"),
            label=_("Where"),
            required=False,
            empty_label=_("Somewhere else, or not in person"),
        )

    def likely_start(self) -> datetime:
        """The same time tomorrow, on the hour."""
        return self.now.replace(minute=0) + timedelta(days=1)

    def _usual(self) -> dict:
        """As last time; the first time, the first way that both accept."""
        last = self.match.sessions.exclude(status=Session.Status.CANCELLED).first()
        if last:
            return {"minutes": last.minutes, "way": last.way, "venue": last.venue_id}
        shared = [way for way in self.match.learner.ways if way in self.match.champion.ways]
        return {"minutes": 60, "way": shared[0] if shared else Session.Way.IN_PERSON}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            self.instance.starts_at = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
            self.check_start(self.instance.starts_at)
        if cleaned.get("way") != Session.Way.IN_PERSON:
            cleaned["venue"] = None
        return cleaned

    def check_start(self, start: datetime) -> None:
        """Add an error for a time that cannot be right."""

    def as_new(self) -> Session:
        """The new session that this valid form describes, not yet stored."""
        session = self.save(commit=False)
        session.match, session.logged_by = self.match, self.user
        session.client_id = self.cleaned_data.get("client_id") or uuid.uuid4()
        return session


class PlanForm(MeetingForm):
    def check_start(self, start):
        if start < self.now:
            self.add_error("day", _("This time has passed. If you met, log the session instead."))
        elif start > self.now + timedelta(days=366):
            self.add_error("day", _("This is more than a year away. Look at the day again."))

    def plan(self) -> Session:
        """Store a new planned session once, or the changed times of one that is planned."""
        if self.instance.pk:
            session = self.save(commit=False)
            session.save(update_fields=["starts_at", "minutes", "way", "venue"])
            return session
        return self.as_new().record()


class LogForm(MeetingForm):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What to remember for next time. No passwords, no bank details."),
    )

    class Meta(MeetingForm.Meta):
        fields = [*MeetingForm.Meta.fields, "note"]

    def __init__(self, *args, progress=None, **kwargs):
        super().__init__(*args, **kwargs)
        learner = self.match.learner
        self.latest = progress.latest if progress else {}
        wanted = set(learner.needs.values_list("pk", flat=True)) | set(learner.goals.values_list("pk", flat=True))
        wanted |= set(self.latest)
        earlier = dict(self.instance.outcomes.values_list("skill_id", "level")) if self.instance.pk else {}
        skills = Skill.objects.filter(Q(area__framework__is_current=True) | Q(pk__in=[*wanted, *earlier]))
        self.skills = list(skills.select_related("area").order_by("area__order", "order"))
        self.wanted = wanted | set(earlier)
        for skill in self.skills:
            self.fields[f"skill_{skill.pk}"] = forms.TypedChoiceField(
                label=skill.name,
                choices=[NOT_TODAY, *SkillOutcome.Level.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=earlier.get(skill.pk, ""),
                widget=forms.RadioSelect,
            )

    def likely_start(self):
        """An hour ago, on the quarter: most sessions are logged just after they end."""
        hour_ago = self.now - timedelta(minutes=60)
        return hour_ago.replace(minute=hour_ago.minute // 15 * 15)

    def check_start(self, start):
        if start > self.now:
            self.add_error("day", _("This time has not come yet. Plan the session instead."))
        elif start < self.now - timedelta(days=366):
            self.add_error("day", _("This is more than a year ago. Look at the day again."))

    @property
    def needed_skills(self) -> list[tuple]:
        """[(bound field, name of the latest level or '')] of what the learner needs or has tried."""
        return [self._row(skill) for skill in self.skills if skill.pk in self.wanted]

    @property
    def other_skills(self) -> list[tuple]:
        return [self._row(skill) for skill in self.skills if skill.pk not in self.wanted]

    @property
    def others_open(self) -> bool:
        return any(
            self[f"skill_{skill.pk}"].value() not in (None, "") for skill in self.skills if skill.pk not in self.wanted
        )

    @property
    def outcomes(self) -> dict[int, int]:
        """{skill id: level} of what was practised."""
        levels = {skill.pk: self.cleaned_data.get(f"skill_{skill.pk}") for skill in self.skills}
        return {skill: level for skill, level in levels.items() if level is not None}

    def _row(self, skill) -> tuple:
        level = self.latest.get(skill.pk)
        return self[f"skill_{skill.pk}"], SkillOutcome.Level(level[0]).label if level else ""

    def log(self) -> tuple[Session, bool]:
        """(the stored session, whether this form stored it): False when it had been sent before."""
        if self.instance.pk:
            return self.save(commit=False).hold(self.outcomes, by=self.user), True
        session = self.as_new()
        session.status = Session.Status.HELD
        stored = session.record(self.outcomes)
        return stored, stored is session
