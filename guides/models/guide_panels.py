"""How the editor of a guide is laid out: the guide itself, its checks, its address, when it is published."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from guides.models.feedback_panel import FeedbackPanel

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
    ]
)
