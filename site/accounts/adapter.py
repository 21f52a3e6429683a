"""How allauth behaves here: nobody signs up, mail goes through the outbox, secrets are stored encrypted."""

import io

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.encryption import decrypt, encrypt
from accounts.landing import landing_url
from accounts.models import Appearance, Message

# allauth's name for a mail: (our template in templates/mail/, subject). Only mails of the routes that we mount.
MAILS = {
    "account/email/login_code": ("sign_in_code", _("Your sign-in code")),
    "account/email/unknown_account": ("no_account", _("Signing in")),
    "account/email/password_reset_key": ("password_reset", _("Choose a new password")),
    "account/email/password_reset": ("password_changed", _("Your password was changed")),
    "account/email/password_changed": ("password_changed", _("Your password was changed")),
    "account/email/password_set": ("password_changed", _("Your password was changed")),
    "mfa/email/totp_activated": ("second_step_changed", _("Your second step was changed")),
    "mfa/email/totp_deactivated": ("second_step_changed", _("Your second step was changed")),
    "mfa/email/webauthn_added": ("second_step_changed", _("Your second step was changed")),
    "mfa/email/webauthn_removed": ("second_step_changed", _("Your second step was changed")),
    "mfa/email/recovery_codes_generated": ("second_step_changed", _("Your second step was changed")),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "That e-mail address and password do not go together. Try again, or ask for a code."
        ),
        "too_many_login_attempts": _("Too many tries. Wait ten minutes, or sign in another way."),
        "rate_limited": _("Too many tries. Wait ten minutes, or sign in another way."),
        "incorrect_code": _("That code is not right. Look at the newest code and type it again."),
        "incorrect_password": _("That password is not right. Try again."),
        "enter_current_password": _("That is not your password now. Try again."),
        "invalid_password_reset": _("That link has been used, or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return landing_url(request.user)

    def get_password_change_redirect_url(self, request):
        return landing_url(request.user, account_page=True)

    def send_mail(self, template_prefix, email, context):
        template, subject = MAILS[template_prefix]
        Message.queue(email, subject, template, context, urgent=True)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text):
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)

    def build_totp_svg(self, url):
        """Dark on white with a white rim: allauth's has no background and cannot be read on a dark screen."""
        out = io.BytesIO()
        segno.make(url, error="m").save(out, kind="svg", scale=5, border=4, dark="#000", light="#fff")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def _get_site_name(self):
        return Appearance.current().scheme_name
