"""Which of Wagtail's sites a request is for."""

from copy import copy

from wagtail.models import Site

from accounts.lasting import GENERATION, lasting


class KnownSite:
    """Wagtail asks the database for each request, with its costliest query. Sites change seldom, so the answer is kept."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get(GENERATION) is not None:
            asked_for = "site", request.get_host(), request.get_port()
            site = lasting(request, asked_for, lambda: _own(Site.find_for_request(request)))
            request._wagtail_site = _own(site)  # where `Site.find_for_request` looks first
        return self.get_response(request)


def _own(site: Site | None) -> Site | None:
    """With a home page of its own: pages remember things about the request that they serve."""
    if site is None:
        return None
    again = copy(site)
    again.root_page = copy(site.root_page.specific)
    return again
