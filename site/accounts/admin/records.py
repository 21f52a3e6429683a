"""One record: its case file, its forms, and what can be done with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import CreateView, FormView, TemplateView, UpdateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.admin.access import ForRoles, OneRecord
from accounts.models import AccessRecord


class Furniture(WagtailAdminTemplateMixin):
    """Title, breadcrumbs and buttons as everywhere in the admin."""

    index_url_name = ""
    inspect_url_name = ""
    header_icon = ""

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items]
        items.append({"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)})
        if self.object is not None:
            items.append({"url": self.record_url, "label": str(self.object)})
        if title := self.get_page_title():
            items.append({"url": "", "label": title})
        return items

    @property
    def record_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])


class RecordView(OneRecord, Furniture, TemplateView):
    """The case file. Subclasses set `template_name` and add what it shows with `case()`."""

    edit_url_name = ""

    def case(self) -> dict:
        """The context of the template, besides `record`."""
        return {}

    def get_context_data(self, **kwargs):
        edit_url = reverse(self.edit_url_name, args=[self.object.pk]) if self.edit_url_name else ""
        return super().get_context_data(**kwargs) | {"record": self.object, "edit_url": edit_url} | self.case()


class RecordForm(Furniture):
    template_name = "accounts/admin/form.html"
    submit_button_label = gettext_lazy("Save")
    intro = ""
    """A sentence above the form."""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if getattr(self.get_form_class(), "wants_user", False):
            kwargs["user"] = self.request.user
        return kwargs

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "object": self.object,
            "intro": self.intro,
            "media": form.media,
            "action_url": self.request.path,
            "back_url": self.record_url if self.object and self.object.pk else reverse(self.index_url_name),
            "submit_button_label": self.submit_button_label,
            "submit_button_active_label": _("Saving…"),
            "has_unsaved_changes": form.is_bound,
        }

    def form_invalid(self, form):
        messages.error(self.request, _("Not saved yet: please look at what is marked below."))
        return super().form_invalid(form)


class EditView(OneRecord, RecordForm, UpdateView):
    page_title = gettext_lazy("Edit")

    def get_object(self, queryset=None):
        return self.object

    def form_valid(self, form):
        with transaction.atomic():
            self.object = form.save()
            self.note_access(AccessRecord.Action.CHANGED)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.record_url)


class AddView(ForRoles, RecordForm, CreateView):
    access_kind = ""
    object = None

    def get_page_title(self):
        return _("Add %(record)s") % {"record": self.model._meta.verbose_name}

    def form_valid(self, form):
        with transaction.atomic():
            self.object = form.save()
            if self.access_kind:
                AccessRecord.write(self.request, AccessRecord.Action.CHANGED, self.access_kind, self.object)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(self.record_url)


class ActionView(OneRecord, RecordForm, FormView):
    """Something done with one record, by POST. Without fields it asks for a yes.

    `act` does it and returns where to go next (None: the case file). An exception in `refusals` is shown as a sentence
    and loses nothing typed.
    """

    template_name = "accounts/admin/action.html"
    form_class = Form
    success = gettext_lazy("Done.")
    refusals: tuple[type[Exception], ...] = (ValidationError,)

    def act(self, form) -> str | None:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            with transaction.atomic():
                next_url = self.act(form)
                self.note_access(AccessRecord.Action.CHANGED)
        except self.refusals as refusal:
            form.add_error(None, " ".join(getattr(refusal, "messages", [str(refusal)])))
            return self.form_invalid(form)
        messages.success(self.request, self.success)
        return HttpResponseRedirect(next_url or self.record_url)
