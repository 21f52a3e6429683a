from datetime import date, timedelta

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils import timezone

from learners.forms.ask import AskForHelp


def ask_for_help(request):
    form = AskForHelp(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        form.save()
        return redirect("help_asked")
    return render(request, "learners/ask_for_help.html", {"form": form})


def help_asked(request):
    """Says the same to everybody: nothing of a request can be read from here."""
    days = settings.SCHEME_REPLY_DAYS
    answer_by = working_days_after(timezone.localdate(), days)
    return render(request, "learners/help_asked.html", {"days": days, "answer_by": answer_by})


def working_days_after(day: date, count: int) -> date:
    """The day `count` working days (Monday to Friday) after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
