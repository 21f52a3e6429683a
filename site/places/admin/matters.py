"""The wifi that a lead should look at, and what came of it."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordView, RecordViewSet, WhenColumn
from places.history import History
from places.models import WifiMatter, WifiReport

NEWEST = 10


def state(matter):
    return _("Dealt with") if matter.resolved_at else _("To look at")


def tone(matter) -> str:
    return "good" if matter.resolved_at else "wait"


class MatterFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("open", _("To look at")), ("resolved", _("Dealt with"))],
        method="in_state",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    reason = django_filters.ChoiceFilter(
        label=_("Why"), choices=WifiMatter.Reason, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = WifiMatter
        fields: list[str] = []

    def in_state(self, found, name, wanted):
        return found.open() if wanted == "open" else found.exclude(resolved_at=None)


class MatterList(RecordList):
    columns = [
        TitleColumn("venue", label=_("Place"), accessor="venue.name", url_name="scheme_wifi_matters:inspect"),
        Column("reason", label=_("Why"), accessor="get_reason_display", sort_key="reason"),
        NumberColumn("times", label=_("Times"), sort_key="times"),
        WhenColumn("last_at", label=_("Last time"), sort_key="last_at"),
        BadgeColumn("state", label=_("State"), accessor=state, tone=tone),
    ]

    def rows(self, queryset):
        return queryset.select_related("venue")


class MatterRecord(RecordView):
    template_name = "places/admin/matter.html"

    def records(self):
        return super().records().select_related("venue", "resolved_by")

    def case(self):
        matter = self.object
        return {
            "state": state(matter),
            "tone": tone(matter),
            "history": History.of(matter.venue),
            "reports": WifiReport.objects.shown_to(self.request.user).genuine().filter(venue=matter.venue)[:NEWEST],
            "checks": matter.venue.wifi_checks.select_related("checked_by")[:NEWEST],
            "facts": [
                (_("Latest"), matter.detail),
                (_("Times"), matter.times),
                (_("What we say about the wifi"), matter.venue.get_wifi_display()),
                (_("Dealt with by"), matter.resolved_by),
                (_("What came of it"), matter.outcome),
            ],
        }


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as: asked at the desk, the router was changed. No names of residents."),
    )


class Resolve(ActionView):
    page_title = _("Mark as dealt with")
    submit_button_label = page_title
    intro = _(
        "If what we say about the wifi is wrong, change the place first. The same told again comes back to the list."
    )
    form_class = OutcomeForm
    success = _("Marked as dealt with.")

    def act(self, form):
        if not self.object.resolve(by=self.request.user, outcome=form.cleaned_data["outcome"]):
            raise ValidationError(_("Somebody has dealt with it already."))


class WifiMatterViewSet(RecordViewSet):
    name = "scheme_wifi_matters"
    url_prefix = "scheme/wifi-to-look-at"
    model = WifiMatter
    icon = "warning"
    list_view_class = MatterList
    record_view_class = MatterRecord
    actions = {"resolve": Resolve}
    filterset_class = MatterFilter
    search_fields = ("venue__name",)
