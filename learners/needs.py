"""What people ask for in their own words, and the skills of the framework behind it."""

from django.utils.translation import gettext_lazy as _

from guides.models import Skill

NEEDS = {
    "start": (_("Using a phone, tablet or computer for the first time"), ("F1", "F2", "F3", "F4")),
    "online": (_("Joining wifi and finding things on the internet"), ("F5", "F6", "INFO2")),
    "passwords": (_("Passwords and signing in"), ("F7", "F8")),
    "talk": (_("Messages, photos and video calls with family and friends"), ("COM2", "COM4", "COM5")),
    "email": (_("E-mail"), ("COM1",)),
    "services": (_("Doctor, school, council and other services; filling in forms"), ("TRANS2", "TRANS4")),
    "money": (_("Shopping, paying and banking"), ("TRANS1", "TRANS3", "TRANS5")),
    "safe": (_("Staying safe from cheats and false messages"), ("SAFE1", "SAFE4", "INFO1")),
    "unsure": (_("I am not sure yet"), ()),
}
"""{key: (what is shown, skill codes)}. Codes that the scheme's framework lacks are left out."""


def need_choices():
    return [(key, label) for key, (label, _codes) in NEEDS.items()]


def skills_for(keys):
    codes = {code for key in keys for code in NEEDS[key][1]}
    return Skill.objects.current().filter(code__in=codes)
