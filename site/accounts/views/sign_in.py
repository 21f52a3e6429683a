"""allauth's views where ours must do a little more, and the page about one's own account."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import RequestLoginCodeForm
from accounts.landing import homes, landing_url
from accounts.models import Invitation
from accounts.models.invitation import InvitationRefused
from accounts.second_factor import end_other_sessions, has_factor


def not_found(request, *args, **kwargs):
    """Nobody signs up here; allauth wants the names of such routes all the same."""
    raise Http404


class SignIn(LoginView):
    """One page with all the ways in: a code by mail first, then a password, then a passkey."""

    def get_context_data(self, **kwargs):
        typed = {"email": self.request.POST.get("login", "")}
        return super().get_context_data(code_form=RequestLoginCodeForm(initial=typed, auto_id="code_%s"), **kwargs)


class FactorAdded:
    """Whoever has just shown that the new factor works need not use it again at once; other sessions end."""

    factor_type: str

    def form_valid(self, form):
        response = super().form_valid(form)
        newest = Authenticator.objects.filter(user=self.request.user, type=self.factor_type).latest("pk")
        post_authentication(self.request, newest, reauthenticated=True)
        end_other_sessions(self.request)
        return response


class FactorRemoved:
    def form_valid(self, form):
        response = super().form_valid(form)
        end_other_sessions(self.request)
        return response


class ActivateTOTP(FactorAdded, ActivateTOTPView):
    factor_type = Authenticator.Type.TOTP


class AddPasskey(FactorAdded, AddWebAuthnView):
    factor_type = Authenticator.Type.WEBAUTHN


class DeactivateTOTP(FactorRemoved, DeactivateTOTPView):
    pass


class RemovePasskey(FactorRemoved, RemoveWebAuthnView):
    pass


@login_required
@require_safe
def my_pages(request):
    """To whatever this person's roles open."""
    return redirect(landing_url(request.user))


@login_required
@require_safe
def account_home(request):
    context = {"homes": homes(request.user), "has_factor": has_factor(request.user)}
    return render(request, "account/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, token: str):
    """GET shows the invitation and changes nothing; POST accepts it.

    A person new to the site is signed in by it. Somebody who has an account signs in as always: an invitation is no way
    around a password. Unknown, used, withdrawn and expired links all get the same page.
    """
    invitation = (
        Invitation.objects.open()
        .select_related("user", "invited_by")
        .filter(pk=getattr(Invitation.objects.from_token(token), "pk", None))
        .first()
    )
    if invitation is None:
        return render(request, "account/invitation_unusable.html", status=404)
    if request.method != "POST":
        return render(request, "account/invitation.html", {"invitation": invitation})
    is_new = not invitation.user.is_active
    try:
        user = invitation.accept()
    except InvitationRefused:
        return render(request, "account/invitation_unusable.html", status=404)
    messages.success(request, _("Thank you. You are now: %(role)s.") % {"role": invitation.get_role_display()})
    if request.user == user:
        return redirect("account_home")
    if request.user.is_authenticated:
        logout(request)
    if not is_new:
        return redirect("account_login")
    record_authentication(request, user, method="invitation")
    return perform_login(request, Login(user=user, email=user.email))
