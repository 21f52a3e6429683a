from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordView, RecordViewSet
from learners.admin.filters import MatchFilter
from learners.admin.forms.learner import EndMatchForm
from learners.admin.what_next import advice, to_tell
from learners.models import Match, MatchRefused, Session
from learners.models.telling import Told

TONES = {
    Match.Status.ACTIVE: "good",
    Match.Status.OFFERED: "wait",
    Match.Status.DECLINED: "bad",
    Match.Status.EXPIRED: "bad",
}


def tone(match) -> str:
    return TONES.get(match.status, "")


class MatchList(RecordList):
    columns = [
        TitleColumn("reference", label=_("Reference"), accessor=str, url_name="scheme_matches:inspect", sort_key="pk"),
        Column("learner", label=_("Learner"), accessor="learner.preferred_name", sort_key="learner__preferred_name"),
        Column("champion", label=_("Champion"), accessor="champion.name", sort_key="champion__name"),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
        DateColumn("offered_at", label=_("Offered"), sort_key="offered_at"),
        DateColumn("decided_at", label=_("Answered"), sort_key="decided_at"),
        DateColumn("ended_at", label=_("Ended"), sort_key="ended_at"),
    ]
    exported = {
        "__str__": _("Reference"),
        "learner": _("Learner"),
        "champion": _("Champion"),
        "get_status_display": _("Status"),
        "offered_at": _("Offered"),
        "decided_at": _("Answered"),
        "ended_at": _("Ended"),
        "get_end_reason_display": _("Why it ended"),
    }

    def rows(self, queryset):
        return queryset.select_related("learner", "champion")


class MatchCase(RecordView):
    template_name = "learners/admin/match.html"

    def records(self):
        return (
            super().records().select_related("learner", "champion", "offered_by", "decided_by", "told_by", "ended_by")
        )

    def case(self):
        match = self.object
        is_open = Match.objects.came_to_nothing().filter(pk=match.pk).exists()
        sessions = Session.objects.shown_to(self.request.user).filter(match=match)
        return {
            "tone": tone(match),
            "timeline": self.timeline(),
            "to_tell": to_tell(match),
            "nothing": {"match": match, "advice": advice(match)} if is_open else None,
            "sessions": sessions[:20],
            "session_count": sessions.count(),
        }

    def timeline(self) -> list[tuple]:
        """[(when, what, by whom)] in the order it happened."""
        match = self.object
        answered = {
            Match.Status.DECLINED: _("Declined: %s") % match.get_decline_reason_display(),
            Match.Status.EXPIRED: _("Taken back"),
        }.get(match.status, _("Accepted"))
        steps = [
            (match.created_at, _("Put together"), None),
            (match.offered_at, _("Offered"), match.offered_by),
            (match.reminded_at, _("Reminded"), None),
            (match.decided_at, answered, match.decided_by),
            (match.told_at, _("Told: %s") % Told(match.told).label if match.told else "", match.told_by),
            (match.ended_at, _("Ended: %s") % match.get_end_reason_display(), match.ended_by),
        ]
        if match.status == Match.Status.EXPIRED and not match.decided_at:
            steps.append((match.expires_at, _("Lapsed without an answer"), None))
        return [step for step in steps if step[0]]


class EndMatch(ActionView):
    page_title = _("End this match")
    intro = _("The champion stops seeing the learner at once.")
    form_class = EndMatchForm
    submit_button_label = _("End this match")
    success = _("The match has ended.")
    refusals = (MatchRefused,)

    def act(self, form):
        found = form.cleaned_data
        self.object.end(found["reason"], by=self.request.user, note=found["note"], learner_waits=found["learner_waits"])


class TakeBack(ActionView):
    page_title = _("Take the offer back")
    intro = _("The learner waits for somebody else, from the same day as before.")
    submit_button_label = _("Take the offer back")
    success = _("The offer is taken back.")
    refusals = (MatchRefused,)

    def act(self, form):
        self.object.take_back(by=self.request.user)


class LearnerTold(ActionView):
    page_title = _("I have told them")
    intro = _("The learner knows that somebody said yes, and how the two first meet.")
    submit_button_label = _("I have told them")
    success = _("Thank you. It is written down.")

    def act(self, form):
        self.object.learner_was_told(by=self.request.user)
        return reverse("scheme_learners:inspect", args=[self.object.learner_id])


class MatchViewSet(RecordViewSet):
    name = "scheme_matches"
    url_prefix = "scheme/matches"
    model = Match
    icon = "link"
    access_kind = "match"
    list_view_class = MatchList
    record_view_class = MatchCase
    actions = {"end": EndMatch, "take_back": TakeBack, "told": LearnerTold}
    filterset_class = MatchFilter
    search_fields = ("learner__preferred_name", "champion__name")
