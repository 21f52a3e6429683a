""" "Was this helpful?": the tap, and the sentence that may follow it.

A guide is handed out as a ready copy, the same for everybody: no session, no CSRF token. What guards the tap is written
in `guides.taps`; what guards the sentence is the signed token in its address.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guides.forms.feedback import WordsForm
from guides.models import Feedback, GuidePage
from guides.taps import came_from_us, record_tap, too_many
from guides.views.short import public_guide


@csrf_exempt
@require_POST
def give_feedback(request, pk):
    guide = public_guide(request, pk)
    answer = request.POST.get("answer")
    if answer not in Feedback.Kind.values:
        raise Http404
    if not came_from_us(request):
        raise PermissionDenied
    if too_many(request, f"guide:{guide.pk}"):
        return render(request, "429.html", status=429)
    return redirect("feedback_words", record_tap(request, guide, Feedback.Kind(answer)).token)


@csrf_exempt
@never_cache
def add_words(request, token):
    """Thanks, and asks for a sentence; thanks again once there is one. What was written is shown to nobody here."""
    try:
        feedback = Feedback.of_token(token)
    except Feedback.DoesNotExist:
        raise Http404 from None
    form = WordsForm(request.POST if request.method == "POST" else None, request=request)
    if not feedback.sentence and form.is_valid():
        feedback.add_sentence(form.cleaned_data["sentence"])
        return redirect("feedback_words", token)
    guide = GuidePage.objects.live().public().filter(pk=feedback.guide_id).first()
    return render(request, "guides/feedback.html", {"feedback": feedback, "form": form, "guide": guide})
