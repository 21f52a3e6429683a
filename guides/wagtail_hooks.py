"""What editors find in the admin besides the pages themselves."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import Role
from guides.admin.dashboard import GuidesPanel
from guides.admin.feedback import FeedbackViewSet
from guides.models import GlossaryTerm


@hooks.register("register_admin_viewset")
def feedback():
    return FeedbackViewSet()


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
