from django import template

from places.models import LoadedData

register = template.Library()


@register.simple_tag
def data_credits() -> list[str]:
    """What the licences of the loaded open data want said where it is shown. One query."""
    return LoadedData.credits()
