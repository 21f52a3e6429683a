from django.shortcuts import render
from django.views.decorators.http import require_safe

from guides.models import GlossaryTerm
from guides.ready import keep


@require_safe
def words(request):
    """Every hard word and its meaning, from A to Z."""
    return keep(request, render(request, "guides/words.html", {"terms": GlossaryTerm.objects.all()}))
