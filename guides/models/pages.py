"""The public pages around the guides: home, topics, and plain pages such as "about"."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from guides.models.blocks import SYMBOLS
from guides.models.guide import GuidePage
from guides.models.public import PublicPage

TOPIC_SYMBOLS = [
    ("start", _("Power: first steps")),
    ("building", _("Public building")),
    ("heart", _("Heart: health")),
    *SYMBOLS,
]


class HomePage(PublicPage, Page):
    introduction = models.TextField(max_length=400, help_text=_("Two short sentences: what this is, and for whom."))

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["guides.TopicPage", "guides.StandardPage", "guides.BookletPage"]
    max_count = 1
    template = "guides/home_page.html"
    page_description = _("The first page: topics, search, free wifi, help.")
    content_panels = [*Page.content_panels, "introduction"]

    @property
    def topics(self):
        return TopicPage.objects.child_of(self).live().public()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "topics": self.without_private(TopicPage.objects.child_of(self).live())
        }


class TopicPage(PublicPage, Page):
    summary = models.CharField(max_length=200, help_text=_("One sentence: what the reader can learn here."))
    symbol = models.CharField(max_length=20, choices=TOPIC_SYMBOLS, default="start")

    parent_page_types = ["guides.HomePage"]
    subpage_types = ["guides.GuidePage"]
    template = "guides/topic_page.html"
    page_description = _("A group of guides.")
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, "summary", "symbol"]

    @property
    def guides(self):
        return GuidePage.objects.child_of(self).live().public().defer_streamfields()

    def get_context(self, request, *args, **kwargs):
        home = self.get_parent()
        return super().get_context(request, *args, **kwargs) | {
            "guides": self.without_private(GuidePage.objects.child_of(self).live().defer_streamfields()),
            "crumbs": [(_("Home"), home.get_url(request))],
        }


class StandardPage(PublicPage, Page):
    body = RichTextField(features=["h2", "h3", "bold", "ol", "ul", "link", "hr"])

    parent_page_types = ["guides.HomePage"]
    subpage_types: list[str] = []
    template = "guides/standard_page.html"
    page_description = _("Plain text: about us, privacy, accessibility.")
    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [*Page.content_panels, "body"]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "crumbs": [(_("Home"), self.get_parent().get_url(request))]
        }
