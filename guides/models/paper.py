"""Guides on paper: a sheet of one, or a booklet of several, in a size that people can read."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from guides.models.device import Device, chosen


class Size(models.TextChoices):
    """Clear print is 14 point and large print 18 point, after the UK Association for Accessible Formats."""

    A5 = "a5", _("A5, clear print")
    A4 = "a4", _("A4, large print")


@dataclass(frozen=True)
class Sheet:
    """One guide with the steps for one device; `device` is "" where all devices share the same steps."""

    guide: models.Model
    device: str
    blocks: list


class Printable(RoutablePageMixin):
    """A page that has `print/a5/` and `print/a4/` below it, and the same below each of its `devices`."""

    paper_template: str

    @property
    def devices(self) -> list[Device]:
        """Those that it can be printed for. Empty when everybody gets the same."""
        raise NotImplementedError

    def sheets(self, device: str) -> list[Sheet]:
        """What is printed for somebody with `device`, one of `devices` or ""."""
        raise NotImplementedError

    def paper_paths(self) -> list[str]:
        """Below the page's own address: for a cache in front of the site."""
        return [
            f"{device}/print/{size}/" for device in ["", *(f"/{each}" for each in self.devices)] for size in Size.values
        ]

    @re_path(rf"^(?:(?P<device>{'|'.join(Device.values)})/)?print/(?P<size>{'|'.join(Size.values)})/$")
    def on_paper(self, request, size, device=""):
        """For `device`, else for the one the reader chose before. 404 where this page has nothing of its own for it.

        The choice is not remembered: whoever prints is often not the one who reads.
        """
        if device and device not in self.devices:
            raise Http404
        device = device or chosen(request, self.devices)
        context = {
            "page": self,
            "size": Size(size),
            "sizes": Size,
            "device": Device(device) if device else "",
            "devices": self.devices,
            "sheets": self.sheets(device),
        }
        return TemplateResponse(request, self.paper_template, context)


def read_in_one_go(guides: list) -> None:
    """Read the bodies of all `guides` with their pictures: three queries, however many guides there are."""
    if not guides:
        return
    block = guides[0].body.stream_block
    bodies = block.bulk_to_python([list(guide.body.raw_data) for guide in guides])
    pictures = []
    for guide, body in zip(guides, bodies, strict=True):
        guide.body = body
        steps = (step for block in body if block.block_type == "steps" for step in block.value["steps"])
        pictures += [step["picture"] for step in steps if step["picture"]]
    prefetch_related_objects(pictures, Prefetch("renditions", to_attr="prefetched_renditions"))
