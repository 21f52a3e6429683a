"""Only those of allauth's routes that we need, under our addresses and its names. Sign-up and e-mail change are not."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts.views import sign_in
from accounts.views.wagtail_account import OwnAccount

second_step = [
    path("", mfa.authenticate, name="mfa_authenticate"),
    path("again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("set-up/", mfa.index, name="mfa_index"),
    path("app/", sign_in.ActivateTOTP.as_view(), name="mfa_activate_totp"),
    path("app/remove/", sign_in.DeactivateTOTP.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", sign_in.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", sign_in.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]

password = [
    path("change/", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("reset/", account.password_reset, name="account_reset_password"),
    path("reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/enter/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/not-active/", account.account_inactive, name="account_inactive"),
    path("sign-in/sign-up/", sign_in.not_found, name="account_signup"),
    path("sign-in/out/", account.logout, name="account_logout"),
    path("sign-in/password/", include(password)),
    path("sign-in/second-step/", include(second_step)),
    path("my-pages/", sign_in.my_pages, name="my_pages"),
    path("sign-in/account/", sign_in.account_home, name="account_home"),
    path("invitation/<str:token>/", sign_in.accept_invitation, name="accept_invitation"),
]

# Doors that would let people in by password alone; they must come before Wagtail's own addresses.
to_sign_in = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)
to_password_reset = RedirectView.as_view(url=reverse_lazy("account_reset_password"))
shut_doors = [
    re_path(r"^(?:admin|django-admin|_util)/login/$", to_sign_in),
    re_path(r"^(?:admin|django-admin)/password_reset/", to_password_reset),
    re_path(r"^admin/(?:users|groups)/", sign_in.not_found),
    re_path(r"^admin/bulk/accounts/", sign_in.not_found),
    re_path(r"^admin/(?:failwhale|test404)/$", sign_in.not_found),  # Wagtail's own try-outs
    path("admin/account/", require_admin_access(OwnAccount.as_view())),
]
