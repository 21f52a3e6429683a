from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import role_required
from accounts.models import Role
from champions.forms.my_details import MyDetailsForm
from champions.models import Champion


@role_required(Role.CHAMPION)
def my_details(request):
    champion = get_object_or_404(Champion.objects.shown_to(request.user), user=request.user)
    form = MyDetailsForm(request.POST if request.method == "POST" else None, instance=champion)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("my_details")
    return render(request, "champions/my_details.html", {"form": form, "champion": champion})
