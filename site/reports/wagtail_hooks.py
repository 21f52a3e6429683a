from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.models import Role
from reports import views


@hooks.register("register_admin_urls")
def reports_urls():
    return [
        path("scheme/housing/", views.housing, name="reports_housing"),
        path("scheme/housing/paper/", views.housing_paper, name="reports_housing_paper"),
        path("scheme/housing/sites.csv", views.housing_csv, {"table": "sites"}, name="reports_sites_csv"),
        path("scheme/housing/requests.csv", views.housing_csv, {"table": "requests"}, name="reports_requests_csv"),
        path("scheme/housing/edition/", views.publish_edition, name="reports_publish_edition"),
    ]


class HousingItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.LEAD)


@hooks.register("register_admin_menu_item")
def housing_item():
    return HousingItem(_("Housing and wifi"), reverse("reports_housing"), name="housing", icon_name="home", order=20)
