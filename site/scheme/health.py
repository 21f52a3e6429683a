"""Is the site able to work? For whatever watches it."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503. It says nothing else: everybody may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("OK\n", content_type="text/plain")


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: 500; the database away: 503, and when to come back. Called by Django while the exception is handled."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    response = HttpResponse(loader.get_template("500.html").render(), status=503 if away else 500)
    if away:
        response["Retry-After"] = "30"
    return response
