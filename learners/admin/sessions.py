from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from accounts.admin import BadgeColumn, RecordList, RecordView, RecordViewSet, WhenColumn
from learners.admin.filters import SessionFilter
from learners.models import Session

TONES = {Session.Status.HELD: "good", Session.Status.PLANNED: "wait", Session.Status.MISSED: "bad"}


def tone(session) -> str:
    return "bad" if session.is_overdue else TONES.get(session.status, "")


class SessionList(RecordList):
    columns = [
        TitleColumn("reference", label=_("Reference"), accessor=str, url_name="scheme_sessions:inspect", sort_key="pk"),
        WhenColumn("starts_at", label=_("When"), sort_key="starts_at"),
        Column("learner", label=_("Learner"), accessor="match.learner.preferred_name"),
        Column("champion", label=_("Champion"), accessor="match.champion.name"),
        Column("way", label=_("How"), accessor="get_way_display"),
        NumberColumn("minutes", label=_("Minutes")),
        BadgeColumn("status", label=_("Status"), accessor="status_today", tone=tone),
    ]
    exported = {
        "__str__": _("Reference"),
        "starts_at": _("When"),
        "minutes": _("Minutes"),
        "match.learner": _("Learner"),
        "match.champion": _("Champion"),
        "get_way_display": _("How"),
        "get_status_display": _("Status"),
    }

    def rows(self, queryset):
        return queryset.select_related("match__learner", "match__champion")


class SessionCase(RecordView):
    template_name = "learners/admin/session.html"

    def records(self):
        return super().records().select_related("match__learner", "match__champion", "venue", "logged_by")

    def case(self):
        session = self.object
        return {
            "tone": tone(session),
            "outcomes": session.outcomes.select_related("skill"),
            "facts": [
                (_("When"), f"{timezone.localtime(session.starts_at):%d/%m/%Y %H:%M}"),
                (_("Minutes"), session.minutes),
                (_("How"), session.get_way_display()),
                (_("Where"), session.venue),
                (_("Written down by"), session.logged_by),
                (_("Note"), session.note),
            ],
        }


class SessionViewSet(RecordViewSet):
    name = "scheme_sessions"
    url_prefix = "scheme/sessions"
    model = Session
    icon = "calendar-check"
    access_kind = "session"
    list_view_class = SessionList
    record_view_class = SessionCase
    ordering = ("-starts_at", "-pk")
    filterset_class = SessionFilter
    search_fields = ("match__learner__preferred_name", "match__champion__name")
