"""Where people can go online for nothing. Which venues these are, and which of them fit, is said in `places.finding`."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from guides.forms.feedback import WifiWordsForm
from guides.maps import open_policy, tiles
from guides.models import GuidePage
from guides.models.guide import JOIN_WIFI
from guides.models.paper import Size
from guides.qr import qr_drawing
from guides.taps import came_from_us, record_wifi_tap, too_many
from places.drawing import draw
from places.finding import Finder, findable
from places.models import Area, WifiReport


def joining_guide(request) -> str:
    """The address of the guide that says how to join wifi; "" where it is not published."""
    guide = GuidePage.objects.live().public().filter(slug=JOIN_WIFI).defer_streamfields().first()
    return guide.get_url(request) or "" if guide else ""


def public_venue(code: str):
    return get_object_or_404(findable().select_related("area"), code=code)


@require_safe
@cache_control(private=True, max_age=0)
def wifi(request):
    now = timezone.now()
    finder = Finder(request.GET, now)
    page = finder.page(request.GET.get("page"))
    context = {"finder": finder, "page": page, "now": now, "guide": joining_guide(request)}
    context["loosened"] = [] if finder.near_enough else finder.loosened()
    is_lost = finder.place and not finder.place.is_known and not finder.here
    context["wards"] = Area.objects.current().wards() if is_lost else []
    if "map" not in request.GET:
        return render(request, "guides/wifi.html", context | {"has_streets": bool(tiles())})
    context["map"] = draw(page.object_list, finder.here, Area.objects.current(), first=page.start_index())
    return open_policy(render(request, "guides/wifi.html", context | tiles()))


@require_safe
@cache_control(private=True, max_age=0)
def venue(request, code):
    venue, now = public_venue(code), timezone.now()
    closed_days = [closed for closed in venue.closed_days.all() if closed.last_day >= timezone.localdate(now)]
    context = {"venue": venue, "now": now, "closed_days": closed_days, "last_check": venue.last_check}
    return render(request, "guides/venue.html", context | {"guide": joining_guide(request), "sizes": Size})


@require_safe
def poster(request, code, size):
    if size not in Size.values:
        raise Http404
    venue = public_venue(code)
    address = request.build_absolute_uri(reverse("venue", args=[venue.code]))
    context = {"venue": venue, "size": Size(size), "sizes": Size, "address": address, "qr": qr_drawing(address)}
    return render(request, "guides/paper/poster.html", context)


@require_safe
def share(request, code):
    venue = public_venue(code)
    address = request.build_absolute_uri(reverse("venue", args=[venue.code]))
    title = _("Free wifi: %(name)s") % {"name": venue.name}
    context = {"title": title, "back": address, "address": address, "message": f"{title} {address}"}
    return render(request, "guides/share.html", context | {"qr": qr_drawing(address)})


@csrf_exempt
@require_POST
def did_not_work(request, code):
    """One tap, guarded as that on a guide is: `guides.taps`."""
    venue = public_venue(code)
    if not came_from_us(request):
        raise PermissionDenied
    if too_many(request, f"venue:{venue.pk}"):
        return render(request, "429.html", status=429)
    return redirect("wifi_words", record_wifi_tap(request, venue).token)


@csrf_exempt
@never_cache
def add_words(request, token):
    """Thanks, and asks what happened; thanks again once that is told. What was written is shown to nobody here."""
    try:
        report = WifiReport.of_token(token)
    except WifiReport.DoesNotExist:
        raise Http404 from None
    form = WifiWordsForm(request.POST if request.method == "POST" else None, request=request)
    if not report.sentence and form.is_valid():
        report.add_sentence(form.cleaned_data["sentence"])
        return redirect("wifi_words", token)
    context = {"report": report, "form": form, "guide": joining_guide(request)}
    return render(request, "guides/places/told.html", context)
