"""How to reach somebody: a telephone number or an e-mail address, kept as it was typed."""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

PHONE = forms.TelInput(attrs={"autocomplete": "tel"})
"""For the number of whoever fills the form in. Browsers write it from left to right in every language."""

PHONE_OR_EMAIL = forms.TextInput(attrs={"dir": "auto"})
"""In a language written from right to left, a number or an address keeps its order."""


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def validate_phone(text: str) -> None:
    """Raises ValidationError unless `text` could be a number in the United Kingdom, or abroad with its +."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number) or _is_short_mobile(number):
        raise ValidationError(_("Write a full phone number, such as 07700 900123."))


def _is_short_mobile(number: phonenumbers.PhoneNumber) -> bool:
    """Only a few old landlines have nine digits after the 0; on a mobile one was left out, and nobody would be reached."""
    digits = str(number.national_number)
    return number.country_code == 44 and digits.startswith("7") and len(digits) < 10


def validate_phone_or_email(text: str) -> None:
    """Raises ValidationError with a sentence that says what is missing."""
    if "@" in text:
        if not is_email(text):
            raise ValidationError(_("Write a full e-mail address, such as name@example.org."))
    elif not any(sign.isdigit() for sign in text):
        raise ValidationError(
            _("Write a phone number, such as 07700 900123, or an e-mail address, such as name@example.org.")
        )
    else:
        validate_phone(text)
