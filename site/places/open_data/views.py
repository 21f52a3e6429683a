"""Open data: a page about it, files that stream, and the services of Open Referral. Open to every origin, without a key."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from accounts.models import Appearance
from places.models import Venue
from places.open_data import files, filters, open_referral
from places.open_data.facts import COLUMNS
from places.open_data.listing import entries, public_venues, stream

View = Callable[..., HttpResponseBase]


def for_everybody(view: View) -> View:
    """To read only, from any origin (CORS), and asked for anew each time: a place that becomes confidential is gone at once."""

    @csrf_exempt  # so that another method is told 405; nothing here changes anything
    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = response["Allow"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "*"
            response["Access-Control-Max-Age"] = "86400"
        else:
            try:
                response = view(request, *args, **kwargs)
            except filters.Refused as refusal:
                response = JsonResponse({"error": str(refusal)}, status=400)
            patch_cache_control(response, no_cache=True)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        return response

    return answer


@require_safe
def about(request):
    found = Venue.objects.public().aggregate(changed=Max("updated_at"))
    context = {
        "total": Venue.objects.public().count(),
        "changed": found["changed"],
        "columns": COLUMNS.items(),
        "licence": settings.SCHEME_DATA_LICENCE,
        "licence_url": settings.SCHEME_DATA_LICENCE_URL,
    }
    return render(request, "places/open_data.html", context)


# Files: all of it in a stream, or a page of it ------------------------------------------------------


@for_everybody
def venues_csv(request):
    return file_of(request, files.as_csv, "venues.csv", "text/csv; charset=utf-8")


@for_everybody
def venues_geojson(request):
    return file_of(request, files.as_geojson, "venues.geojson", "application/geo+json")


@for_everybody
def openstreetmap(request):
    return file_of(request, files.as_openstreetmap, "openstreetmap.geojson", "application/geo+json")


@for_everybody
def open_referral_feed(request):
    """Every service in full, in one object like that of a page of the standard."""
    scheme_name = str(Appearance.current(request).scheme_name)

    def write(listed):
        services = (open_referral.service(entry, full=True, scheme_name=scheme_name) for entry in listed)
        return files.in_list(open_referral.about(), "contents", services)

    return file_of(request, write, "open-referral.json", "application/json", wifi_only=True)


def file_of(request, write, name: str, content_type: str, *, wifi_only: bool = False) -> HttpResponseBase:
    venues = public_venues()
    if wifi_only:
        venues = filters.services(venues, {})
    links = ""
    if "page" in request.GET or "per_page" in request.GET:
        page = filters.asked_page(request.GET)
        found = list(venues.order_by("pk")[page.rows.start : page.rows.stop + 1])  # one more says that a page follows
        links = links_of(request, page, follows=len(found) > page.size)
        listed = entries(found[: page.size])
    else:
        listed = stream(venues)
    if settings.SCHEME_DEMO:
        name = f"demonstration-{name}"
    response = StreamingHttpResponse(write(listed), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if links:
        response["Link"] = links
    return response


def links_of(request, page: filters.Page, *, follows: bool) -> str:
    def link(number: int, relation: str) -> str:
        return f'<{settings.BASE_URL}{request.path}?page={number}&per_page={page.size}>; rel="{relation}"'

    links = [link(page.number - 1, "prev")] if page.number > 1 else []
    return ", ".join([*links, link(page.number + 1, "next")] if follows else links)


# Open Referral UK -----------------------------------------------------------------------------------


@for_everybody
@conditional_page
def api(request):
    return JsonResponse(open_referral.about())


@for_everybody
@conditional_page
def services(request):
    page = filters.asked_page(request.GET)
    venues = filters.services(public_venues(), request.GET)
    nearest = filters.by_distance(venues, request.GET)
    if nearest is None:
        pages = Paginator(venues.order_by("name", "pk"), page.size)
        found = list(pages.object_list[page.rows])
    else:
        pages = Paginator(nearest, page.size)
        by_key = {venue.pk: venue for venue in venues.filter(pk__in=nearest[page.rows])}
        found = [by_key[key] for key in nearest[page.rows] if key in by_key]
    full = request.GET.get("full", "").lower() in ("1", "true")
    scheme_name = str(Appearance.current(request).scheme_name)
    return JsonResponse(
        {
            "total_items": pages.count,
            "total_pages": pages.num_pages,
            "page_number": page.number,
            "size": len(found),
            "first_page": page.number == 1,
            "last_page": page.number >= pages.num_pages,
            "empty": not found,
            "contents": [open_referral.service(entry, full=full, scheme_name=scheme_name) for entry in entries(found)],
        }
    )


@for_everybody
@conditional_page
def service(request, service_id: str):
    """What is confidential, was never there or is no UUID answers alike."""
    try:
        venue = filters.services(public_venues(), {}).get(public_id=UUID(service_id))
    except (Venue.DoesNotExist, ValueError):
        return JsonResponse({"error": _("There is no such service.")}, status=404)
    (entry,) = entries([venue])
    scheme_name = str(Appearance.current(request).scheme_name)
    return JsonResponse(open_referral.service(entry, full=True, scheme_name=scheme_name))
