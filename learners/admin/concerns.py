"""Safeguarding concerns, for safeguarding leads whom they do not name."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from accounts.admin import ActionView, BadgeColumn, RecordList, RecordView, RecordViewSet
from accounts.admin.forms import Columns
from accounts.models import STAFF_ROLES, Role, RoleMembership, User
from learners.admin.filters import ConcernFilter
from learners.models import Concern

TONES = {Concern.Status.NEW: "bad", Concern.Status.IN_HAND: "wait", Concern.Status.CLOSED: "good"}


def tone(concern) -> str:
    return TONES.get(concern.status, "")


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("What was done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was done.")},
    )
    status = forms.ChoiceField(label=_("Status after this"), choices=Concern.Status, widget=forms.RadioSelect)


class NamesForm(forms.ModelForm):
    class Meta:
        model = Concern
        fields = ["names"]
        widgets = {"names": Columns}
        labels = {"names": _("Who it is about")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = RoleMembership.objects.current().filter(role__in=STAFF_ROLES | {Role.CHAMPION}).values("user")
        self.fields["names"].queryset = User.objects.filter(
            Q(pk__in=staff) | Q(pk__in=self.instance.names.values("pk"))
        ).order_by("name")


class ConcernList(RecordList):
    columns = [
        TitleColumn("reference", label=_("Reference"), accessor=str, url_name="scheme_concerns:inspect", sort_key="pk"),
        Column("learner", label=_("Learner"), accessor="learner.preferred_name"),
        Column("champion", label=_("Champion"), accessor="champion.name"),
        BadgeColumn(
            "urgent",
            label=_("Danger"),
            accessor=lambda row: _("Now") if row.is_urgent else "",
            tone=lambda row: "bad",
            sort_key="is_urgent",
        ),
        DateColumn("raised_at", label=_("Raised"), sort_key="raised_at"),
        BadgeColumn("status", label=_("Status"), accessor="get_status_display", tone=tone, sort_key="status"),
    ]

    def rows(self, queryset):
        return queryset.select_related("learner", "champion")


class ConcernCase(RecordView):
    template_name = "learners/admin/concern.html"

    def records(self):
        return super().records().select_related("learner", "champion", "raised_by")

    def case(self):
        concern = self.object
        return {
            "tone": tone(concern),
            "notes": concern.notes.select_related("by"),
            "names": concern.names.all(),
            "note_form": NoteForm(initial={"status": self.status_after()}),
        }

    def status_after(self) -> str:
        """A note takes a new concern in hand; a closed one stays closed unless somebody says otherwise."""
        closed = Concern.Status.CLOSED
        return closed if self.object.status == closed else Concern.Status.IN_HAND


class AddNote(ActionView):
    page_title = _("Note what was done")
    form_class = NoteForm
    success = _("Noted.")

    def act(self, form):
        concern, status = self.object, form.cleaned_data["status"]
        concern.notes.create(text=form.cleaned_data["text"], by=self.request.user)
        concern.status = status
        concern.closed_at = (concern.closed_at or timezone.now()) if status == Concern.Status.CLOSED else None
        concern.save(update_fields=["status", "closed_at"])


class NamePeople(ActionView):
    page_title = _("Who it is about")
    intro = _(
        "People chosen here never see this concern, from now on. If you choose yourself, you will not see it again."
    )
    form_class = NamesForm
    success = _("Saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def act(self, form):
        form.save()


class ConcernViewSet(RecordViewSet):
    name = "scheme_concerns"
    url_prefix = "scheme/concerns"
    model = Concern
    roles = (Role.SAFEGUARDING,)
    icon = "warning"
    access_kind = "concern"
    list_view_class = ConcernList
    record_view_class = ConcernCase
    actions = {"note": AddNote, "names": NamePeople}
    filterset_class = ConcernFilter
    search_fields = ("learner__preferred_name", "champion__name")
