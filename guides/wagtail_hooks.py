"""What editors find in the admin besides the pages themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import Role
from guides.admin.dashboard import GuidesPanel
from guides.admin.feedback import FeedbackViewSet
from guides.admin.reviews import ReviewViewSet
from guides.models import GlossaryTerm, GuidePage

USELESS_REPORTS = {"page-types-usage", "aging-pages", "workflow-tasks"}
"""Ours, "Guides to check", knows better what is old; one workflow with one task needs no list of tasks."""


@hooks.register("register_admin_viewset")
def feedback():
    return FeedbackViewSet()


@hooks.register("register_admin_viewset")
def reviews():
    return ReviewViewSet()


@hooks.register("construct_homepage_panels", order=10)  # after the panels of Wagtail were sorted out in `learners`
def guides_panel(request, panels):
    if request.user.has_role(Role.EDITOR):
        panels.append(GuidesPanel(request.user))


FIELDS = ["word", "other_forms", "meaning"]


class HardWordChooser(SnippetChooserViewSet):
    form_fields = FIELDS  # without them Wagtail 7.4 falls over a POST to the chooser's "create"


class HardWordViewSet(SnippetViewSet):
    model = GlossaryTerm
    chooser_viewset_class = HardWordChooser
    icon = "openquote"
    menu_label = _("Hard words")
    menu_order = 210
    add_to_admin_menu = True
    panels = FIELDS
    list_display = ["word", "meaning"]
    search_fields = FIELDS
    list_per_page = 100


register_snippet(HardWordViewSet)


@hooks.register("register_page_header_buttons")
def checked_today(page, user, view_name, next_url=None):
    if view_name == "edit" and page.live and page.specific_class is GuidePage and user.has_role(Role.EDITOR):
        yield Button(
            _("I have checked this guide today"),
            reverse("guide_reviews:checked", args=[page.pk]),
            icon_name="check",
            priority=5,
        )


@hooks.register("construct_reports_menu")
def few_reports(request, items):
    items[:] = [item for item in items if item.name not in USELESS_REPORTS]
