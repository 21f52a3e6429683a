"""The same addresses and names as in accounts.urls, put before them in the demonstration."""

from django.urls import path

from scheme.demo import second_factor

urlpatterns = [
    path("sign-in/code/enter/", second_factor.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/second-step/", second_factor.Authenticate.as_view(), name="mfa_authenticate"),
    path("sign-in/second-step/again/", second_factor.Reauthenticate.as_view(), name="mfa_reauthenticate"),
    path("sign-in/second-step/app/", second_factor.Activate.as_view(), name="mfa_activate_totp"),
]
