"""allauth's forms, with the limits and words that they lack, and the invitation form."""

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from accounts.models import HELD_BY_RECORD, Role

EMAIL_ERRORS = {
    "required": _("Type your e-mail address."),
    "invalid": _("That does not look like an e-mail address. It has an @ in the middle, as in sam@example.org."),
}
CODE_ERRORS = {"required": _("Type the code.")}


def _plain(field: forms.Field, label, errors: dict, **attrs) -> None:
    """Give one of allauth's fields our words: a label in place of a placeholder, errors that say what to do."""
    field.label = label
    field.error_messages |= errors
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("E-mail address"), EMAIL_ERRORS)
        _plain(self.fields["password"], _("Password"), {"required": _("Type your password.")})
        self.fields["password"].help_text = ""


class RequestLoginCodeForm(account_forms.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("E-mail address"), EMAIL_ERRORS, autocomplete="email")


class ConfirmLoginCodeForm(account_forms.ConfirmLoginCodeForm):
    """Tries are counted in the shared cache: the count in the session can be outrun by many requests at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code from the e-mail"), CODE_ERRORS, inputmode="numeric")

    def clean_code(self):
        session_key = context.request.session.session_key
        if not ratelimit.consume(context.request, action="confirm_login_code", key=f"login-code-{session_key}"):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class ResetPasswordForm(account_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("E-mail address"), EMAIL_ERRORS, autocomplete="email")


class NewPasswordWords:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needed = {"required": _("Type a password.")}
        if "oldpassword" in self.fields:
            _plain(self.fields["oldpassword"], _("Your password now"), needed)
        _plain(self.fields["password1"], _("New password"), needed)
        self.fields["password1"].help_text = _("12 letters or more. Three words in a row are easy to remember.")
        _plain(self.fields["password2"], _("New password again"), needed)


class ResetPasswordKeyForm(NewPasswordWords, account_forms.ResetPasswordKeyForm):
    pass


class SetPasswordForm(NewPasswordWords, account_forms.SetPasswordForm):
    pass


class ChangePasswordForm(NewPasswordWords, account_forms.ChangePasswordForm):
    pass


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"), {"required": _("Type your password.")})
        self.fields["password"].help_text = ""


class CodeOnce:
    """A code from the app works once for as long as it is valid, in whichever window. allauth forgets it after 30 s."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code from your app"), CODE_ERRORS, inputmode="numeric")

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            valid_for = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
            if not cache.add(f"totp-used:{self.user.pk}:{digits}", True, valid_for):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeOnce, mfa_forms.AuthenticateForm):
    pass


class SecondFactorAgainForm(CodeOnce, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code from your app"), CODE_ERRORS, inputmode="numeric")


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it, so that you know which one it is")
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _("It will ask for a PIN, your finger or your face.")


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], _("Name"), {"required": _("Type a name.")})


class InvitationForm(forms.Form):
    """Offers only the roles that `by` may give; the model checks again."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, error_messages=EMAIL_ERRORS)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["role"].choices = [choice for choice in Role.choices if choice[0] in by.may_give - HELD_BY_RECORD]

    def clean_email(self):
        if self.cleaned_data["email"].lower() == self.by.email:
            raise forms.ValidationError(_("Nobody gives themselves a role: ask somebody else who may."))
        return self.cleaned_data["email"]


class PeopleFilter(forms.Form):
    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any")), *Role.choices], required=False)
