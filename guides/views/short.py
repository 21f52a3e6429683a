"""Short addresses of guides: to type from paper, to send on, to show to another phone."""

import segno
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from guides.models import GuidePage


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
        "guide": guide,
        "address": address,
        "message": f"{guide.title} {address}",
        "qr": mark_safe(qr_drawing(address)),  # noqa: S308  drawn by segno from an address of ours
    }
    return render(request, "guides/share.html", context)


def qr_drawing(address: str) -> str:
    """An <svg> of black squares on white, in dark mode too: a camera finds no code in white on black."""
    code = segno.make_qr(address, error="m")
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
