from django.shortcuts import render

from guides.models import GlossaryTerm


def words(request):
    """Every hard word and its meaning, from A to Z."""
    return render(request, "guides/words.html", {"terms": GlossaryTerm.objects.all()})
