"""Where people can go online for nothing. Everything here starts from `Venue.objects.public()`."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from places.models import Area, Venue


def public_venues():
    return Venue.objects.public().exclude(wifi=Venue.Wifi.NONE).select_related("area").prefetch_related("opening_hours")


def wifi(request):
    venues = public_venues()
    wards = Area.objects.filter(pk__in=venues.order_by().values("area")).order_by("name")
    wanted = request.GET.get("ward", "")
    ward = next((ward for ward in wards if ward.code == wanted), None)
    if ward:
        venues = venues.filter(area=ward)
    return render(request, "guides/wifi.html", {"venues": venues, "wards": wards, "ward": ward})


def venue(request, code):
    venue = get_object_or_404(public_venues(), code=code)
    closed_days = venue.closed_days.filter(last_day__gte=timezone.localdate())
    return render(request, "guides/venue.html", {"venue": venue, "closed_days": closed_days})
