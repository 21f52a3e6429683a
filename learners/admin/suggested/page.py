from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from accounts.admin.access import ForRoles
from accounts.admin.records import Furniture


class BelowTheList:
    """Its way back leads to the suggested matches."""

    def get_breadcrumbs_items(self):
        above = {"url": reverse("scheme_suggested:index"), "label": _("Suggested matches")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class SuggestedPage(BelowTheList, ForRoles, Furniture, TemplateView):
    object = None
