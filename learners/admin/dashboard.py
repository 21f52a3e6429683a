"""What a lead sees first: a few figures, each with the list behind it."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from accounts.models import Role
from champions.models import Application, Champion, OnboardingStep
from learners.activity import quiet, this_month
from learners.models import Concern, Learner, Match, Referral, Session, SkillOutcome, Suggestion
from places.models import Venue, WifiMatter


class SchemePanel(Component):
    """A dozen figures in about as many queries, however large the scheme. Every figure counts what its link lists."""

    name = "scheme"
    template_name = "learners/admin/dashboard.html"
    order = 50

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        now = timezone.now()
        return {"groups": [(_("To do"), self.to_do(now)), (_("How it goes"), self.running(now))]}

    def to_do(self, now) -> list[dict]:
        user = self.user
        who_waits = Learner.objects.waiting().order_by().values("pk")
        waiting = Learner.objects.shown_to(user).filter(pk__in=who_waits)
        waiting = waiting.aggregate(number=Count("pk"), since=Min("waiting_since"))
        longest = (timezone.localdate(now) - waiting["since"]).days if waiting["since"] else 0
        offered = Q(status=Match.Status.OFFERED)
        offers = (
            Match.objects.shown_to(user)
            .filter(status__in=Match.Status.taking_room())
            .aggregate(
                number=Count("pk", filter=offered),
                soon=Count("pk", filter=offered & Q(expires_at__lt=now + timedelta(days=2))),
                to_tell=Count("pk", filter=Q(pk__in=Match.objects.to_tell().values("pk"))),
            )
        )
        figures = [
            figure(Referral.objects.shown_to(user).new().count(), _("new referrals"), "referrals", "status=new"),
            figure(
                waiting["number"],
                _("learners waiting"),
                "learners",
                "stage=waiting",
                ngettext("longest: %(days)s day", "longest: %(days)s days", longest) % {"days": longest}
                if longest
                else "",
            ),
            figure(
                Suggestion.objects.shown_to(user).filter(champion__isnull=False, learner__in=who_waits).count(),
                _("suggested matches to offer"),
                "suggested",
                "state=with",
            ),
            figure(
                offers["number"],
                _("offers not answered"),
                "matches",
                "status=offered",
                _("%(number)s lapse within 2 days") % {"number": offers["soon"]} if offers["soon"] else "",
            ),
            figure(
                Match.objects.shown_to(user).came_to_nothing().count(),
                _("offers came to nothing: ask somebody else"),
                "matches",
                "to_do=ask",
            ),
            figure(
                offers["to_tell"],
                _("learners to get in touch with: somebody said yes"),
                "matches",
                "to_do=tell",
            ),
            figure(
                Application.objects.shown_to(user).waiting().count(),
                _("new applications"),
                "applications",
                "status=received",
            ),
            figure(
                Session.objects.shown_to(user).overdue(now).count(),
                _("sessions to write down"),
                "sessions",
                "status=overdue",
            ),
            *self.checks(),
            *self.wifi(now),
            figure(
                quiet(Champion.objects.shown_to(user), days=30, now=now).count(),
                _("champions without activity for 30 days"),
                "champions",
                "quiet=30",
            ),
        ]
        if user.has_role(Role.SAFEGUARDING):
            concerns = Concern.objects.shown_to(user).open().count()
            figures.append(
                figure(concerns, _("open concerns"), "concerns", "status=open", tone="bad" if concerns else "")
            )
        return figures

    def wifi(self, now) -> list[dict]:
        matters = WifiMatter.objects.shown_to(self.user).open().count()
        due = Venue.objects.shown_to(self.user).due(now).order_by().count()
        return [
            figure(matters, _("wifi reports to look at"), "wifi_matters", "state=open"),
            figure(due, _("places due for a wifi check"), "venues", "due=yes"),
        ]

    def checks(self) -> list[dict]:
        """Champions, not checks: who has one that has run out, or will within 7, 30 and 60 days."""
        today = timezone.localdate()
        within = {"overdue": OnboardingStep.objects.overdue(today)}
        within |= {str(days): OnboardingStep.objects.expiring(days, today) for days in (7, 30, 60)}
        conditions = {
            f"in_{key}": Count("pk", filter=Q(pk__in=steps.values("champion"))) for key, steps in within.items()
        }
        found = Champion.objects.shown_to(self.user).active().aggregate(**conditions)
        return [
            figure(
                found["in_overdue"],
                _("champions with a check run out"),
                "champions",
                "checks=overdue",
                tone="bad" if found["in_overdue"] else "",
            ),
            figure(found["in_7"], _("with a check that runs out within 7 days"), "champions", "checks=7"),
            figure(found["in_30"], _("with a check that runs out within 30 days"), "champions", "checks=30"),
            figure(found["in_60"], _("with a check that runs out within 60 days"), "champions", "checks=60"),
        ]

    def running(self, now) -> list[dict]:
        user, month = self.user, this_month(now)
        sessions = Session.objects.shown_to(user).held().filter(starts_at__gte=month, starts_at__lte=now)
        return [
            figure(Match.objects.shown_to(user).active().count(), _("active matches"), "matches", "status=active"),
            figure(
                Champion.objects.shown_to(user).active().count(), _("active champions"), "champions", "status=active"
            ),
            figure(sessions.count(), _("sessions held this month"), "sessions", "status=held&period=month"),
            figure(
                skills_gained(user, month),
                _("skills gained this month, on their own"),
                "sessions",
                "status=held&period=month",
            ),
        ]


def skills_gained(user, since) -> int:
    """How many (learner, skill) pairs were seen unaided since then for the first time.

    Two steps, from the few sessions since then to what the same learners did before: one statement with both led the
    databases through every session ever held (40 s at a million).
    """
    unaided = SkillOutcome.objects.filter(level=SkillOutcome.Level.ON_MY_OWN)
    recent = unaided.shown_to(user).filter(session__status=Session.Status.HELD, session__starts_at__gte=since)
    pairs = set(recent.values_list("session__match__learner", "skill"))
    before = unaided.filter(
        session__match__learner__in={learner for learner, _skill in pairs}, session__starts_at__lt=since
    )
    for learner, skill, status in before.values_list("session__match__learner", "skill", "session__status"):
        if status == Session.Status.HELD:
            pairs.discard((learner, skill))
    return len(pairs)


def figure(number: int, label: str, list_name: str, query: str, more: str = "", tone: str = "") -> dict:
    url = reverse(f"scheme_{list_name}:index") + f"?{query}"
    return {"number": number, "label": label, "url": url, "more": more, "tone": tone}
