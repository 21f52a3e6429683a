"""What lists can be narrowed by. Only what is named here is a filter; anything else in the address is ignored."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from champions.models import Champion, OnboardingStep
from guides.models import Language
from learners.admin.choices import wards
from learners.models import Concern, Learner, Match, Referral, Session
from places.models import Organisation


def radio(label, choices, **kwargs):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, widget=forms.RadioSelect, empty_label=_("All"), **kwargs
    )


def ward(field_name="area"):
    return django_filters.ModelChoiceFilter(field_name=field_name, label=_("Ward"), queryset=lambda request: wards())


def language(field_name):
    return django_filters.ModelChoiceFilter(
        field_name=field_name, label=_("Language"), queryset=lambda request: Language.objects.all()
    )


class ReferralFilter(WagtailFilterSet):
    status = radio(_("Status"), Referral.Status)
    source = radio(_("Who asked"), Referral.Source)
    area = ward()
    organisation = django_filters.ModelChoiceFilter(
        queryset=lambda request: Organisation.objects.shown_to(request.user)
    )

    class Meta:
        model = Referral
        fields: list[str] = []


class LearnerFilter(WagtailFilterSet):
    STAGES = [
        ("waiting", _("Waiting, no offer yet")),
        ("offered", _("Offered to a champion")),
        *[choice for choice in Learner.Status.choices if choice[0] != Learner.Status.WAITING],
    ]
    stage = radio(_("Stage"), STAGES, method="at_stage")
    waited = radio(
        _("Waiting for more than"), [("28", _("4 weeks")), ("56", _("8 weeks")), ("91", _("3 months"))], method="longer"
    )
    area = ward()
    speaks = language("speaks")
    is_vulnerable = radio(_("Especially vulnerable"), [("true", _("Yes"))], method="vulnerable")

    class Meta:
        model = Learner
        fields: list[str] = []

    def at_stage(self, learners, name, stage):
        if stage == "waiting":
            return learners.filter(pk__in=Learner.objects.waiting().order_by().values("pk"))
        if stage == "offered":
            return learners.filter(Exists(Match.objects.offered().filter(learner=OuterRef("pk"))))
        return learners.filter(status=stage)

    def longer(self, learners, name, days):
        day = timezone.localdate() - timedelta(days=int(days))
        return learners.filter(status=Learner.Status.WAITING, waiting_since__lt=day)

    def vulnerable(self, learners, name, value):
        return learners.filter(is_vulnerable=True)


class ChampionFilter(WagtailFilterSet):
    status = radio(_("Status"), Champion.Status)
    checks = radio(
        _("Checks and training"),
        [
            ("overdue", _("Run out")),
            ("7", _("Run out within 7 days")),
            ("30", _("Run out within 30 days")),
            ("60", _("Run out within 60 days")),
        ],
        method="by_checks",
    )
    quiet = radio(_("Activity"), [("30", _("None for 30 days"))], method="without_activity")
    area = ward()
    languages = language("languages")

    class Meta:
        model = Champion
        fields: list[str] = []

    def by_checks(self, champions, name, value):
        steps = OnboardingStep.objects.overdue() if value == "overdue" else OnboardingStep.objects.expiring(int(value))
        return champions.active().filter(Exists(steps.filter(champion=OuterRef("pk"))))

    def without_activity(self, champions, name, value):
        from learners.activity import quiet

        return quiet(champions, days=int(value))


class MatchFilter(WagtailFilterSet):
    status = radio(_("Status"), Match.Status)
    to_do = radio(
        _("To do"),
        [
            ("tell", _("Get in touch with the learner: somebody said yes")),
            ("ask", _("Came to nothing: ask somebody else")),
        ],
        method="by_to_do",
    )
    expires = radio(_("Offers that lapse"), [("2", _("Within 2 days"))], method="lapsing")

    class Meta:
        model = Match
        fields: list[str] = []

    def by_to_do(self, matches, name, value):
        return matches.to_tell() if value == "tell" else matches.came_to_nothing()

    def lapsing(self, matches, name, days):
        return matches.offered().filter(expires_at__lt=timezone.now() + timedelta(days=int(days)))


class SessionFilter(WagtailFilterSet):
    status = radio(
        _("Status"),
        [*Session.Status.choices, ("overdue", _("Overdue: nobody said what became of it"))],
        method="by_status",
    )
    way = radio(_("How they met"), Session.Way)
    period = radio(_("When"), [("month", _("This month"))], method="in_period")

    class Meta:
        model = Session
        fields: list[str] = []

    def by_status(self, sessions, name, value):
        return sessions.overdue() if value == "overdue" else sessions.filter(status=value)

    def in_period(self, sessions, name, value):
        from learners.activity import this_month

        return sessions.filter(starts_at__gte=this_month())


class ConcernFilter(WagtailFilterSet):
    status = radio(_("Status"), [("open", _("Open")), *Concern.Status.choices], method="by_status")

    class Meta:
        model = Concern
        fields: list[str] = []

    def by_status(self, concerns, name, value):
        return concerns.open() if value == "open" else concerns.filter(status=value)
