from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.models import Role
from accounts.views import people
from accounts.views.wagtail_account import NamePanel


@hooks.register("register_admin_urls")
def accounts_urls():
    return [
        path("accounts/", people.index, name="accounts_index"),
        path("accounts/invite/", people.invite, name="accounts_invite"),
        path("accounts/<int:pk>/", people.person, name="accounts_person"),
        path("accounts/<int:pk>/end-role/", people.end_role, name="accounts_end_role"),
        path("accounts/<int:pk>/second-step/", people.reset_second_step, name="accounts_reset_second_step"),
        path("accounts/invitations/<int:pk>/", people.change_invitation, name="accounts_change_invitation"),
    ]


class AccountsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_role(Role.LEAD, Role.ADMINISTRATOR)


@hooks.register("register_admin_menu_item")
def accounts_menu_item():
    return AccountsMenuItem(_("Accounts"), reverse("accounts_index"), name="accounts", icon_name="user", order=900)


@hooks.register("register_account_settings_panel")
def name_panel(request, user, profile):
    return NamePanel(request, user, profile)


@hooks.register("register_account_menu_item")
def sign_in_menu_item(request):
    return {
        "url": reverse("account_home"),
        "label": _("Password and second step"),
        "help_text": _("How you sign in"),
    }
