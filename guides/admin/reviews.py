"""The guides that want looking at: a list for editors, and "I have checked this guide today"."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordViewSet
from accounts.models import Role
from guides.models import GuidePage, TopicPage
from guides.models.guide import REVIEW_AFTER
from guides.models.guide_panels import editors
from guides.reviewing import SOON, due_first, overdue


def edit_url(guide) -> str:
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def when_due(guide) -> str:
    today = timezone.localdate()
    if guide.review_due_on < today:
        return _("Overdue")
    return _("Soon") if guide.review_due_on <= today + SOON else _("Later")


def tone(guide) -> str:
    today = timezone.localdate()
    if guide.review_due_on < today:
        return "bad"
    return "wait" if guide.review_due_on <= today + SOON else "good"


class ReviewFilter(WagtailFilterSet):
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("To be checked"),
        choices=[("overdue", gettext_lazy("Overdue")), ("soon", gettext_lazy("Within 30 days, or overdue"))],
        method="by_due",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    wrong = django_filters.ChoiceFilter(
        label=gettext_lazy("Feedback"),
        choices=[("open", gettext_lazy("Something to look at"))],
        method="by_feedback",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    topic = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"),
        queryset=lambda request: TopicPage.objects.order_by("title"),
        method="by_topic",
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Looked after by"),
        queryset=lambda request: editors().order_by("name", "email"),
        field_name="looked_after_by",
        null_label=gettext_lazy("Nobody yet"),
    )

    class Meta:
        model = GuidePage
        fields: list[str] = []

    def by_due(self, guides, name, value):
        today = timezone.localdate()
        return overdue(guides, today if value == "overdue" else today + SOON)

    def by_feedback(self, guides, name, value):
        return guides.filter(open_reports__gt=0)

    def by_topic(self, guides, name, topic):
        return guides.child_of(topic)


class ActionColumn(Column):
    cell_template_name = "guides/admin/checked_cell.html"


class ReviewList(RecordList):
    page_title = gettext_lazy("Guides to check")
    columns = [
        TitleColumn("title", label=gettext_lazy("Guide"), get_url=edit_url, sort_key="title"),
        Column("topic", label=gettext_lazy("Topic"), sort_key="topic"),
        Column("looked_after_by", label=gettext_lazy("Looked after by"), sort_key="looked_after_by__name"),
        DateColumn("checked_on", label=gettext_lazy("Checked on"), sort_key="checked_on"),
        DateColumn("review_due_on", label=gettext_lazy("Due on"), sort_key="review_due_on"),
        BadgeColumn("due", label=gettext_lazy("Due"), accessor=when_due, tone=tone),
        NumberColumn("views", label=gettext_lazy("Views"), sort_key="views"),
        NumberColumn("helpful", label=gettext_lazy("Helped"), sort_key="helpful"),
        NumberColumn("not_helpful", label=gettext_lazy("Did not"), sort_key="not_helpful"),
        NumberColumn("said_wrong", label=gettext_lazy("Wrong"), sort_key="said_wrong"),
        NumberColumn("open_reports", label=gettext_lazy("To look at"), sort_key="open_reports"),
        ActionColumn("checked", label=gettext_lazy("Checked")),
    ]
    exported = {
        "title": gettext_lazy("Guide"),
        "topic": gettext_lazy("Topic"),
        "looked_after_by": gettext_lazy("Looked after by"),
        "checked_on": gettext_lazy("Checked on"),
        "review_due_on": gettext_lazy("Due on"),
        "views": gettext_lazy("Views since it was checked"),
        "helpful": gettext_lazy("“It helped” since then"),
        "not_helpful": gettext_lazy("“It did not help” since then"),
        "said_wrong": gettext_lazy("“Something is wrong” since then"),
        "open_reports": gettext_lazy("Feedback not yet dealt with"),
    }

    def get_base_queryset(self):
        return due_first(GuidePage.objects.all())


class ConfirmView(ActionView):
    """Says in public that somebody followed every step today, and puts the next check half a year off."""

    page_title = gettext_lazy("I have checked this guide today")
    submit_button_label = gettext_lazy("Yes, I have checked it")
    success = gettext_lazy("Thank you. The guide now says that it was checked today.")

    def records(self):
        return GuidePage.objects.all()

    @property
    def record_url(self):
        return edit_url(self.object)

    @property
    def intro(self):
        due = date_format(timezone.localdate() + REVIEW_AFTER, "j F Y")
        return _(
            "Only say so when you have followed every step of “%(guide)s” and it works. "
            "The page says that it was checked today; it is due again on %(day)s. "
            "Changes that are not published yet stay as they are."
        ) % {"guide": self.object.title, "day": due}

    def act(self, form):
        self.object.confirm(by=self.request.user, today=timezone.localdate())
        return reverse(self.index_url_name)


class ReviewViewSet(RecordViewSet):
    name = "guide_reviews"
    url_prefix = "guide-reviews"
    model = GuidePage
    roles = (Role.EDITOR,)
    icon = "check"
    menu_order = 150
    add_to_admin_menu = True
    menu_label = gettext_lazy("Guides to check")
    list_view_class = ReviewList
    actions = {"checked": ConfirmView}
    ordering = ("review_due_on", "title")
    filterset_class = ReviewFilter
    search_fields = ("title",)
