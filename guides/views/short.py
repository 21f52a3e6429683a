"""Short addresses of guides: to type from paper, to send on, to show to another phone."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guides.models import GuidePage
from guides.qr import qr_drawing
from guides.ready import keep


def public_guide(request, pk: int) -> GuidePage:
    """The guide that anybody may read at an address of this site; else 404.

    Looked up by `id`: asked for an endless `pk`, SQLite fails instead of finding none.
    """
    guide = get_object_or_404(GuidePage.objects.live().public(), id=pk)
    if not guide.get_url(request):
        raise Http404
    return guide


@require_safe
def short_guide(request, pk):
    guide = public_guide(request, pk)
    return redirect(guide.get_url(request))


@require_safe
def share_guide(request, pk):
    """The short address in every form that reaches another phone. The same for everybody, with no request to anybody."""
    guide = public_guide(request, pk)
    address = request.build_absolute_uri(reverse("short_guide", args=[guide.pk]))
    context = {
        "title": guide.title,
        "back": guide.get_url(request),
        "address": address,
        "message": f"{guide.title} {address}",
        "qr": qr_drawing(address),
    }
    return keep(request, render(request, "guides/share.html", context))
