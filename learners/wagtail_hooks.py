"""The "Scheme" menu and the lead's dashboard."""

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

import learners.import_hooks  # noqa: F401  registers the addresses of the imports
from accounts.models import Role
from champions.admin.applications import ApplicationViewSet
from guides.admin.skills import LanguageViewSet, SkillAreaViewSet, SkillViewSet
from learners.admin.champions import ChampionViewSet
from learners.admin.concerns import ConcernViewSet
from learners.admin.dashboard import SchemePanel
from learners.admin.learners import LearnerViewSet
from learners.admin.matches import MatchViewSet
from learners.admin.referrals import ReferralViewSet
from learners.admin.sessions import SessionViewSet
from learners.admin.suggested.viewset import SuggestedViewSet
from learners.admin.venues import SchemeVenueViewSet
from places.admin.matters import WifiMatterViewSet
from places.admin.organisations import OrganisationViewSet


class PageItem:
    """A link to a page for leads, where the site has it."""

    def __init__(self, label, route, icon="upload"):
        self.label, self.route, self.icon = label, route, icon

    def get_menu_item(self, order=None):
        return LeadItem(self.label, self.route, order, self.icon)


class LeadItem(MenuItem):
    def __init__(self, label, route, order, icon):
        self.route = route
        super().__init__(label, "", icon_name=icon, order=order)

    def is_shown(self, request):
        try:
            self.url = reverse(self.route)
        except NoReverseMatch:
            return False
        return request.user.has_role(Role.LEAD)


class SchemeGroup(ViewSetGroup):
    menu_label = _("Scheme")
    menu_icon = "group"
    menu_order = 10
    items = (
        ReferralViewSet,
        SuggestedViewSet,
        LearnerViewSet,
        ChampionViewSet,
        ApplicationViewSet,
        MatchViewSet,
        SessionViewSet,
        SchemeVenueViewSet,
        WifiMatterViewSet,
        OrganisationViewSet,
        ConcernViewSet,
        SkillViewSet,
        SkillAreaViewSet,
        LanguageViewSet,
    )
    pages = (
        PageItem(_("How matches are found"), "scheme_suggested:settings", "cog"),
        PageItem(_("Import champions"), "import_champions"),
        PageItem(_("Import referrals"), "import_referrals"),
    )

    def get_submenu_items(self):
        items = super().get_submenu_items()
        return [*items, *(each.get_menu_item(order=len(items) + number) for number, each in enumerate(self.pages, 1))]


@hooks.register("register_admin_viewset")
def scheme_group():
    return SchemeGroup()


@hooks.register("construct_homepage_panels")
def scheme_panel(request, panels):
    """Leads see their scheme; the panels about pages stay with those who edit pages."""
    if not request.user.has_role(Role.EDITOR):
        panels.clear()
    if request.user.has_role(Role.LEAD):
        panels.append(SchemePanel(request.user))


@hooks.register("insert_global_admin_css")
def scheme_css():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_help_menu")
def quiet_help(request, items):
    """News of Wagtail's versions and its guide for editors are for those who edit pages."""
    if not request.user.has_role(Role.EDITOR):
        items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]
