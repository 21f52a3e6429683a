"""What every template may know about the scheme as a whole."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.models import Appearance


def scheme(request):
    """Name, ways to reach it, colours, logo: one query for all of them, and none on a page that shows none."""

    def lazily(name: str):
        return SimpleLazyObject(lambda: getattr(Appearance.current(request), name))

    return {
        "scheme_name": lazily("scheme_name"),
        "scheme_phone": lazily("scheme_phone"),
        "scheme_email": lazily("scheme_email"),
        "scheme_colours": SimpleLazyObject(lambda: Appearance.current(request).palette.css),
        "scheme_look": SimpleLazyObject(lambda: Appearance.current(request)),
        "is_demonstration": settings.SCHEME_DEMO,
    }
