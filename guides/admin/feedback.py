"""What readers said about the guides, for those who write them and for leads."""

import django_filters
from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordView, RecordViewSet
from accounts.admin.access import ForRoles
from accounts.models import Role
from guides.models import Feedback, GuidePage

TONES = {Feedback.Kind.HELPFUL: "good", Feedback.Kind.NOT_HELPFUL: "wait", Feedback.Kind.WRONG: "bad"}
LONGEST_ID = 18
"""Figures: one more, and SQLite may raise OverflowError instead of finding nothing."""


def tone(feedback) -> str:
    return TONES.get(feedback.kind, "")


def state(feedback):
    if feedback.looks_like_spam:
        return _("Looks like spam")
    return _("Dealt with") if feedback.handled_on else ""


class FeedbackFilter(WagtailFilterSet):
    STATES = [("open", _("To look at")), ("handled", _("Dealt with")), ("spam", _("Looks like spam"))]

    guide = django_filters.ModelChoiceFilter(
        label=_("Guide"),
        to_field_name="id",  # as in guides.views.short: an endless number is no guide
        queryset=lambda request: (
            GuidePage.objects.filter(pk__in=Feedback.objects.values("guide")).defer_streamfields().order_by("title")
        ),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Answer"), choices=Feedback.Kind, widget=forms.RadioSelect, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, widget=forms.RadioSelect, empty_label=_("All but spam"), method="in_state"
    )

    class Meta:
        model = Feedback
        fields: list[str] = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") == "spam" else found.genuine()

    def in_state(self, found, name, wanted):
        if wanted == "open":
            return found.open()
        return found.filter(looks_like_spam=True) if wanted == "spam" else found.exclude(handled_on=None)


class TickColumn(Column):
    cell_template_name = "guides/admin/tick_cell.html"


class FeedbackList(RecordList):
    results_template_name = "guides/admin/feedback_results.html"
    columns = [
        TickColumn("tick", label=_("Tick"), accessor="pk"),
        TitleColumn("guide", label=_("Guide"), accessor="guide.title", url_name="guide_feedback:inspect"),
        BadgeColumn("kind", label=_("Answer"), accessor="get_kind_display", tone=tone, sort_key="kind"),
        Column("sentence", label=_("What they wrote"), accessor="sentence"),
        Column("day", label=_("Day"), accessor=lambda row: f"{row.day:%d/%m/%Y}", sort_key="day"),
        Column("state", label=_("State"), accessor=state),
    ]

    def rows(self, queryset):
        return queryset.select_related("guide").defer("guide__body")


class FeedbackRecord(RecordView):
    template_name = "guides/admin/feedback.html"

    def case(self):
        feedback = self.object
        return {
            "tone": tone(feedback),
            "state": state(feedback),
            "can_edit": self.request.user.has_role(Role.EDITOR),
            "facts": [
                (_("Device"), feedback.get_device_display()),
                (_("Dealt with on"), feedback.handled_on and f"{feedback.handled_on:%d/%m/%Y}"),
                (_("Dealt with by"), feedback.handled_by),
            ],
        }


class Handle(ActionView):
    page_title = _("Mark as dealt with")
    submit_button_label = page_title
    success = _("Marked as dealt with.")

    def act(self, form):
        Feedback.objects.filter(pk=self.object.pk).mark_handled(by=self.request.user)


class Reopen(ActionView):
    page_title = _("Look at it again")
    submit_button_label = page_title

    def act(self, form):
        self.object.reopen()


class NotSpam(ActionView):
    page_title = _("This is not spam")
    submit_button_label = page_title

    def act(self, form):
        self.object.looks_like_spam = False
        self.object.save(update_fields=["looks_like_spam"])


class HandleTicked(ForRoles, View):
    """Those ticked in the list are dealt with; then the list again, narrowed as it was."""

    http_method_names = ["post"]
    index_url_name = ""

    def post(self, request):
        ticked = [pk[:LONGEST_ID] for pk in request.POST.getlist("pk") if pk.isdecimal()]
        done = Feedback.objects.shown_to(request.user).filter(pk__in=ticked).mark_handled(by=request.user)
        if done:
            messages.success(request, ngettext("%(n)s dealt with.", "%(n)s dealt with.", done) % {"n": done})
        else:
            messages.warning(request, _("Tick those that you have dealt with, then press the button."))
        narrowed = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse(self.index_url_name) + narrowed)


class FeedbackViewSet(RecordViewSet):
    name = "guide_feedback"
    url_prefix = "feedback"
    model = Feedback
    roles = (Role.EDITOR, Role.LEAD)
    icon = "comment"
    add_to_admin_menu = True
    menu_order = 150
    list_view_class = FeedbackList
    record_view_class = FeedbackRecord
    actions = {"handle": Handle, "reopen": Reopen, "not_spam": NotSpam}
    filterset_class = FeedbackFilter
    search_fields = ("sentence", "guide__title")

    def get_urlpatterns(self):
        return [path("handle/", self.construct_view(HandleTicked), name="handle_ticked"), *super().get_urlpatterns()]
