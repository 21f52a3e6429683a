"""How the editor of a guide is laid out: the guide itself, its checks, its address, when it is published."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from accounts.models.role import Role
from guides.models.feedback_panel import FeedbackPanel


def editors():
    """Who may be put in charge of a guide."""
    return get_user_model().objects.with_role(Role.EDITOR).filter(is_active=True)


class GuideForm(WagtailAdminPageForm):
    """Offers editors as owners, and shows nobody else's name.

    Here and not as `limit_choices_to` of the field, which binds every save: a guide whose owner is no longer an editor
    could then be neither published on time nor approved.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("looked_after_by"):
            field.queryset = editors().order_by("name", "email")
            field.empty_label = _("Nobody yet")


GUIDE_EDITOR = TabbedInterface(
    [
        ObjectList(
            [
                HelpPanel(
                    _(
                        "Write for somebody in a hurry, on a small phone, who reads English slowly. "
                        "Follow each step yourself before you publish."
                    ),
                    heading=_("How to write a guide"),
                ),
                *Page.content_panels,
                "what_you_will_do",
                MultiFieldPanel(["minutes", "what_you_need", "level"], heading=_("Before you start")),
                FieldPanel("body", heading=_("The guide")),
                FieldPanel("what_next", heading=_("What next")),
            ],
            heading=_("Guide"),
        ),
        ObjectList(
            [
                "checked_on",
                "review_due_on",
                "looked_after_by",
                FieldPanel("skills", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Checks and skills"),
        ),
        ObjectList([FeedbackPanel()], heading=_("Feedback")),
        ObjectList(["other_words", *Page.promote_panels], heading=_("Address and search")),
        ObjectList(Page.settings_panels, heading=_("Publishing")),
    ],
    base_form_class=GuideForm,
)
