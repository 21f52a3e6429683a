"""Pages for what went wrong before or beyond a view. (404 and 403 are Django's own views with our templates.)"""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

LAST_RESORT = (
    "<!doctype html><html lang=en><title>Something went wrong</title>"
    "<h1>Something went wrong</h1><p>This is our fault, not yours. Wait a minute, then try again.</p>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, with the scheme's name on it: Django's own gives its template no context."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: 500; the database away: 503, and when to come back. Called by Django while the exception is handled.

    Its pages ask the database for nothing, so the name on them is the one in the environment; and it never fails itself.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    known = {
        "scheme_name": settings.SCHEME_NAME,
        "scheme_phone": settings.SCHEME_PHONE,
        "scheme_email": settings.SCHEME_EMAIL,
    }
    try:
        page = loader.get_template(f"{status}.html").render(known)
    except Exception:  # such as a stylesheet that was not collected: what brought us here is logged already
        page = LAST_RESORT
    response = HttpResponse(page, status=status)
    if away:
        response["Retry-After"] = "30"
    return response
