from django.db import models
from django.utils.translation import gettext_lazy as _


class Device(models.TextChoices):
    """What people hold in their hands: guides have a variant for each, champions teach them, learners own them."""

    ANDROID = "android", _("Android phone")
    IPHONE = "iphone", _("iPhone")
    COMPUTER = "computer", _("Computer")
