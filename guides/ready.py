"""Which answers are public pages: the same for everybody, so that a copy may be handed out (scheme/copies does that).

A view says so in one line: `return keep(request, render(request, ...))`. Nothing in such a page may depend on who asks:
no session, no messages, no CSRF token; the one cookie it may look at is `device`.
"""

from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers

READY = "scheme.ready"
"""In the WSGI environment of a request whose answer is a public page."""
VIEWED = "scheme.viewed"
"""In the same place: the key of the guide that was read, where the view is to be counted."""


def personal_cookies() -> tuple[str, ...]:
    """Whoever sends one of these may be shown something of their own."""
    return (settings.SESSION_COOKIE_NAME, "messages")


def keep(request, response, viewed: int | None = None):
    """Say that `response` is a public page, and which guide it shows (`viewed`, a primary key). Gives `response`.

    Left alone: previews, errors, other methods than GET and HEAD.
    """
    if response.status_code != 200 or request.method not in ("GET", "HEAD") or getattr(request, "is_preview", False):
        return response
    patch_vary_headers(response, ["Cookie"])
    if any(name in request.COOKIES for name in personal_cookies()):
        patch_cache_control(response, private=True)  # some shared caches do not heed Vary
    else:
        request.META[READY] = True
        shared = {"s_maxage": settings.FRONTEND_CACHE_SECONDS} if settings.WAGTAILFRONTENDCACHE else {}
        patch_cache_control(response, max_age=0, must_revalidate=True, **shared)
    if viewed and request.method == "GET" and not _is_staff(request):
        request.META[VIEWED] = viewed
    return response


def _is_staff(request) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_authenticated and request.user.works_in_admin
