from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

COOKIE = "device"
A_YEAR = 365 * 24 * 60 * 60


class Device(models.TextChoices):
    """What people hold in their hands: guides have a variant for each, champions teach them, learners own them."""

    ANDROID = "android", _("Android phone")
    IPHONE = "iphone", _("iPhone")
    COMPUTER = "computer", _("Computer")


def chosen(request, devices: list[Device]) -> str:
    """The one of `devices` that this reader chose before; else the first; "" when there are none."""
    remembered = request.COOKIES.get(COOKIE)
    return next((device for device in devices if device == remembered), next(iter(devices), ""))


def remember(request, response, device: str):
    """Keep the choice for the next guide, in a cookie that says only "android". None is set that is there already."""
    if request.COOKIES.get(COOKIE) != device:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, device, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response
