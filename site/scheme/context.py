"""What every template may know about the scheme as a whole."""

from django.conf import settings


def scheme(request):
    return {
        "scheme_name": settings.SCHEME_NAME,
        "scheme_phone": settings.SCHEME_PHONE,
        "scheme_email": settings.SCHEME_EMAIL,
        "is_demonstration": settings.SCHEME_DEMO,
    }
