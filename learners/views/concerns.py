from django.shortcuts import redirect, render

from accounts.access import role_required
from accounts.models import Role
from learners.forms.concern import ConcernForm

EVERYBODY_IN_THE_SCHEME = (Role.CHAMPION, Role.PARTNER, Role.LEAD)


@role_required(*EVERYBODY_IN_THE_SCHEME)
def raise_concern(request):
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        initial={"learner": request.GET.get("learner")},
    )
    if form.is_valid():
        form.report()
        return redirect("concern_raised")
    return render(request, "learners/raise_concern.html", {"form": form})


@role_required(*EVERYBODY_IN_THE_SCHEME)
def concern_raised(request):
    """Says nothing of the concern: whoever raised it cannot read it again."""
    return render(request, "learners/concern_raised.html")
