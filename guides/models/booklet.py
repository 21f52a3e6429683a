"""Several guides in one printed document, picked and put in order by an editor."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from guides.models.device import Device
from guides.models.guide import GuidePage
from guides.models.paper import Printable, Sheet, Size, read_in_one_go
from guides.models.public import PublicPage

MOST_GUIDES = 40


class BookletPage(PublicPage, Printable, Page):
    introduction = models.TextField(
        max_length=300, help_text=_("One or two short sentences: who this is for, and what is in it.")
    )
    cover_line = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("A line at the foot of the cover, such as: Central Library, every Tuesday from 10am."),
    )
    device = models.CharField(
        _("for"),
        max_length=10,
        choices=Device,
        blank=True,
        help_text=_("Whose steps it prints. Leave it empty to let the reader choose."),
    )

    parent_page_types = ["guides.HomePage"]
    subpage_types: list[str] = []
    template = "guides/booklet_page.html"
    paper_template = "guides/paper/booklet.html"
    page_description = _("Several guides to print as one document.")
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    content_panels = [
        HelpPanel(
            _(
                "Pick the guides and drag them into the order you want. The booklet always prints them as they are now. "
                "A guide that is not published is left out until it is."
            ),
            heading=_("How a booklet works"),
        ),
        *Page.content_panels,
        "introduction",
        "cover_line",
        "device",
        InlinePanel("entries", heading=_("Guides"), label=_("Guide"), min_num=1, max_num=MOST_GUIDES),
    ]

    @cached_property
    def guides(self) -> list[GuidePage]:
        """Those that everybody may read, in the editor's order, each once."""
        wanted = dict.fromkeys(entry.guide_id for entry in self.entries.all())
        found = GuidePage.objects.live().public().in_bulk(wanted)
        guides = [found[pk] for pk in wanted if pk in found]
        read_in_one_go(guides)
        return guides

    def get_cached_paths(self):
        return ["/", *self.paper_paths()]

    @property
    def devices(self) -> list[Device]:
        """Its own; else those the reader chooses from: every guide that has steps for several has some for them."""
        if self.device:
            return [Device(self.device)]
        several = [set(guide.devices) for guide in self.guides if len(guide.devices) > 1]
        return [device for device in Device if several and all(device in offered for offered in several)]

    def sheets(self, device: str) -> list[Sheet]:
        """A guide without steps for `device` is printed with those it has."""
        return [sheet for guide in self.guides for sheet in guide.sheets(device)]

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "guides": self.guides,
            "devices": self.devices,
            "sizes": Size,
            "crumbs": [(_("Home"), self.get_parent().get_url(request)), (_("Booklets to print"), reverse("booklets"))],
        }


class BookletEntry(Orderable):
    booklet = ParentalKey(BookletPage, related_name="entries")
    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="+")

    panels = [FieldPanel("guide")]

    class Meta(Orderable.Meta):
        default_permissions = ()

    def __str__(self):
        return self.guide.title
