"""Shows second factors and sign-in codes on the screens that ask for them. Mounted when SCHEME_DEMO is set, never else.

Each view is allauth's own with a box added; what it accepts is the same.
"""

from allauth.account.views import ConfirmLoginCodeView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from accounts.views.sign_in import ActivateTOTP

if not settings.SCHEME_DEMO:
    raise ImproperlyConfigured("scheme.demo.second_factor is for the demonstration only.")


def code_now(secret: str, user: User) -> str:
    """A code that the app would show about now and that this person has not used yet."""
    before, now, after = (
        totp.format_hotp_value(totp.hotp_value(secret, n)) for n in totp.yield_hotp_counters_from_time()
    )
    unused = (code for code in (now, after, before) if f"totp-used:{user.pk}:{code}" not in cache)
    return next(unused, now)


def code_of(user: User) -> str:
    """The code of a person who uses an app; empty for one who does not."""
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return code_now(decrypt(authenticator.data["secret"]), user) if authenticator else ""


class Authenticate(AuthenticateView):
    template_name = "demo/authenticate.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"demonstration_code": code_of(self.stage.login.user)}


class Reauthenticate(ReauthenticateView):
    template_name = "demo/reauthenticate.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"demonstration_code": code_of(self.request.user)}


class Activate(ActivateTOTP):
    template_name = "demo/activate.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"demonstration_code": code_now(context["form"].secret, self.request.user)}


class ConfirmLoginCode(ConfirmLoginCodeView):
    template_name = "demo/confirm_login_code.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"demonstration_code": self._process.code}
