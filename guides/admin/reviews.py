"""The guides that want looking at: a list for editors, and "I have checked this guide today"."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from accounts.admin import ActionView, RecordList, RecordViewSet
from accounts.models import Role
from guides.models import GuidePage, TopicPage
from guides.models.guide import REVIEW_AFTER
from guides.models.guide_panels import editors
from guides.reviewing import SOON, due_first, overdue


def edit_url(guide) -> str:
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def day(value) -> str:
    return date_format(value, "j M Y")


def when_due(guide) -> str:
    """ "overdue", "soon" or ""."""
    today = timezone.localdate()
    if guide.review_due_on < today:
        return "overdue"
    return "soon" if guide.review_due_on <= today + SOON else ""


def answers(guide) -> str:
    return _("%(yes)s yes, %(no)s no") % {"yes": guide.helpful, "no": guide.not_helpful}


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
        to_field_name="id",  # an endless number is no topic
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


class CellColumn(Column):
    """A column whose cell is a template of ours, given the guide as `instance`."""

    def __init__(self, name, *, template, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = template


class ReviewList(RecordList):
    page_title = gettext_lazy("Guides to check")
    columns = [
        CellColumn("title", label=gettext_lazy("Guide"), sort_key="title", template="guides/admin/guide_cell.html"),
        Column(
            "owner",
            label=gettext_lazy("Looked after by"),
            accessor=lambda guide: guide.looked_after_by or _("Nobody yet"),
            sort_key="looked_after_by__name",
        ),
        Column(
            "checked_on",
            label=gettext_lazy("Checked on"),
            accessor=lambda guide: day(guide.checked_on),
            sort_key="checked_on",
        ),
        CellColumn(
            "due",
            label=gettext_lazy("Due on"),
            accessor=when_due,
            sort_key="review_due_on",
            template="guides/admin/due_cell.html",
        ),
        Column("views_since", label=gettext_lazy("Views"), sort_key="views_since"),
        Column("helpful", label=gettext_lazy("It helped"), accessor=answers, sort_key="helpful"),
        CellColumn(
            "wrong", label=gettext_lazy("Wrong"), sort_key="said_wrong", template="guides/admin/wrong_cell.html"
        ),
        CellColumn("checked", label=gettext_lazy("Still right?"), template="guides/admin/checked_cell.html"),
    ]
    exported = {
        "title": gettext_lazy("Guide"),
        "topic": gettext_lazy("Topic"),
        "looked_after_by": gettext_lazy("Looked after by"),
        "checked_on": gettext_lazy("Checked on"),
        "review_due_on": gettext_lazy("Due on"),
        "views_since": gettext_lazy("Views since it was checked"),
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
