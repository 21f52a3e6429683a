"""Protection of every request: headers, the gate before the admin, the second factor, idle sessions."""

import time

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.second_factor import missing_step

SEEN_AT = "seen_at"
NOTE_EVERY = 60  # seconds: writes the session once a minute, not with every click


class ProtectionHeaders(CSPMiddleware):
    """Outermost, so that errors and redirects of everything inside carry the headers too."""

    def __call__(self, request):
        response = super().__call__(request)
        for name, value in settings.PROTECTION_HEADERS.items():
            response.headers.setdefault(name, value)
        # Outside the session middleware: looking at the user here adds no `Vary: Cookie` to public pages.
        if response.status_code >= 500 or self.is_personal(request):  # no look at the user while the database is away
            response.headers["Cache-Control"] = "no-store, private"
        return response

    @staticmethod
    def is_personal(request) -> bool:
        user = getattr(request, "user", None)
        signed_in = user is not None and user.is_authenticated
        return signed_in or request.path_info.startswith(reverse("account_login"))

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            # Wagtail's page editor, listings and reports have inline scripts and styles.
            parts.update = {"script-src": ["'unsafe-inline'"], "style-src": ["'unsafe-inline'"]}
        elif hashes := getattr(request, "style_hashes", None):
            # The style sheet that the page carries in itself (scheme.templatetags.look), and no other.
            parts.update = {**(parts.update or {}), "style-src": [f"'{one}'" for one in sorted(hashes)]}
        return parts


class SignInRules:
    """Before any view: the admin is for staff, staff have used a second factor, and an idle session ends.

    Closed unless opened: somebody who owes a second factor reaches only the sign-in pages, wherever they point, with any
    method. Static files are served further out.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.refuse(request) or self.get_response(request)

    def refuse(self, request):
        in_admin = request.path_info.startswith(reverse("wagtailadmin_home"))
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path()) if in_admin else None
        if request.user.works_in_admin and self.is_stale(request):
            logout(request)
            messages.info(request, _("You were signed out because nothing happened for a while."))
            return HttpResponseRedirect(self.with_way_back(reverse("account_login"), request))
        if not request.path_info.startswith(reverse("account_login")):
            step = missing_step(request)
            if step:
                return HttpResponseRedirect(self.with_way_back(step, request))
        if in_admin and not request.user.works_in_admin:
            raise Http404
        return None

    @staticmethod
    def with_way_back(address: str, request) -> str:
        return f"{address}?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else address

    @staticmethod
    def is_stale(request) -> bool:
        """Whether a staff session was idle too long or is too old. Notes the time as it goes."""
        now = time.time()
        seen = request.session.get(SEEN_AT, now)
        begun = request.session.setdefault("begun_at", now)
        if (
            now - seen > settings.SCHEME_STAFF_IDLE_MINUTES * 60
            or now - begun > settings.SCHEME_STAFF_SESSION_HOURS * 3600
        ):
            return True
        if SEEN_AT not in request.session or now - seen > NOTE_EVERY:
            request.session[SEEN_AT] = now
        return False
