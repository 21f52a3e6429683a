from django.shortcuts import redirect, render

from champions.forms.apply import ApplicationForm


def become_a_champion(request):
    form = ApplicationForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        form.save()
        return redirect("application_received")
    return render(request, "champions/become_a_champion.html", {"form": form})


def application_received(request):
    """Says the same to everybody: nothing of an application can be read from here."""
    return render(request, "champions/application_received.html")
