from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from accounts.admin import ActionView, AddView, EditView, RecordList, RecordView, RecordViewSet
from places.admin.filters import OrganisationFilter
from places.admin.forms import InvitePartnerForm, OrganisationForm
from places.models import Organisation, Venue


class OrganisationList(RecordList):
    columns = [
        TitleColumn("name", label=_("Name"), url_name="scheme_organisations:inspect", sort_key="name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("email", label=_("E-mail")),
        NumberColumn("people", label=_("Partners")),
    ]

    def rows(self, queryset):
        return queryset.annotate(people=Count("members", filter=Q(members__left_at=None)))


class OrganisationCase(RecordView):
    template_name = "places/admin/organisation.html"

    def case(self):
        organisation = self.object
        return {
            "facts": [
                (_("Kind"), organisation.get_kind_display()),
                (_("E-mail"), organisation.email),
                (_("Website"), organisation.website),
            ],
            "members": organisation.members.filter(left_at=None).select_related("user"),
            "venues": Venue.objects.shown_to(self.request.user).filter(organisation=organisation),
        }


class AddOrganisation(AddView):
    form_class = OrganisationForm


class EditOrganisation(EditView):
    form_class = OrganisationForm


class InvitePartner(ActionView):
    page_title = _("Invite a partner")
    intro = _("They get a mail with a link. Then they can refer people and look after the organisation's wifi record.")
    form_class = InvitePartnerForm
    submit_button_label = _("Send the invitation")
    success = _("The invitation is on its way.")
    refusals = (ValidationError,)

    def act(self, form):
        self.object.invite(form.cleaned_data["email"], name=form.cleaned_data["name"], by=self.request.user)


class OrganisationViewSet(RecordViewSet):
    name = "scheme_organisations"
    url_prefix = "scheme/organisations"
    model = Organisation
    icon = "site"
    list_view_class = OrganisationList
    record_view_class = OrganisationCase
    add_view_class = AddOrganisation
    edit_view_class = EditOrganisation
    actions = {"invite": InvitePartner}
    filterset_class = OrganisationFilter
    search_fields = ("name", "email")
