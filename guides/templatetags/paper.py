"""Addresses on paper: in full for the camera, short for the hand."""

from django import template
from django.conf import settings
from django.urls import reverse

from guides.qr import qr_drawing

register = template.Library()


@register.simple_tag
def short_address(guide) -> str:
    """https://example.org/g/17/"""
    return settings.BASE_URL + reverse("short_guide", args=[guide.pk])


@register.simple_tag
def address_on_paper(page) -> str:
    """https://example.org/new-here/"""
    return settings.BASE_URL + (page.get_url_parts() or ("", "", "/"))[2]


@register.filter
def to_type(address: str) -> str:
    """example.org/g/17: nobody types the rest, and it works without."""
    return address.split("://")[-1].rstrip("/")


register.simple_tag(qr_drawing)
