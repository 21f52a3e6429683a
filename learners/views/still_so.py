from django.shortcuts import render
from django.views.decorators.cache import never_cache

from places.models import WifiMatter
from places.still_so import venue_of

ANSWERS = ("same", "changed", "closed")


@never_cache
def still_so(request, token):
    """Anybody with a link from a mail. GET only asks: what opens links in mails before people do must not answer."""
    venue = venue_of(token)
    if venue is None:
        return render(request, "places/still_so_unusable.html", status=404)
    answer = request.POST.get("answer", "") if request.method == "POST" else ""
    if answer == "same":
        venue.confirm_wifi()
    elif answer == "changed":
        WifiMatter.tell(venue, WifiMatter.Reason.CHANGED)
    elif answer == "closed":
        WifiMatter.tell(venue, WifiMatter.Reason.CLOSED)
    context = {"venue": venue, "answer": answer if answer in ANSWERS else ""}
    return render(request, "places/still_so.html", context)
