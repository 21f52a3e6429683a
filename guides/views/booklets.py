from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides.models import BookletPage
from guides.ready import keep


@require_safe
def booklets(request):
    booklets = BookletPage.objects.live().public().order_by("path")
    return keep(request, render(request, "guides/booklets.html", {"booklets": booklets}))
