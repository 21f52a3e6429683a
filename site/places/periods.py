"""How long a wifi check holds good, by the kind of place."""

from django.conf import settings
from django.core.checks import Error

DAYS = {
    # Where people live the wifi is theirs day and night, and nobody else keeps a record of it.
    "asylum": 30,
    "homelessness": 30,
    # Staffed and public: what changes is soon noticed, but not by us.
    "library": 90,
    "community": 90,
    "nhs": 90,
    "other": 90,
    # They live from guests who would tell them; and a champion would rather not ask them four times a year.
    "cafe": 180,
    "shop": 180,
    "faith": 180,
}


def check_days() -> dict[str, int]:
    """{kind of venue: days after which a check is due}: `DAYS`, and over them what SCHEME_WIFI_CHECK_DAYS names."""
    return DAYS | {kind: int(days) for kind, days in settings.SCHEME_WIFI_CHECK_DAYS.items()}


def known_kinds_and_days(app_configs, **kwargs) -> list[Error]:
    """The site does not start with a kind that no venue has, or with days that are no number from 1 to 3650."""
    wrong = []
    for kind, days in settings.SCHEME_WIFI_CHECK_DAYS.items():
        if kind not in DAYS:
            fault = f"there is no kind of place called {kind}; there are {', '.join(DAYS)}"
        elif not str(days).isdecimal() or not 1 <= int(days) <= 3650:
            fault = f"{kind}={days}: write days, from 1 to 3650"
        else:
            continue
        wrong.append(Error(f"SCHEME_WIFI_CHECK_DAYS: {fault}", id="places.E001"))
    return wrong
