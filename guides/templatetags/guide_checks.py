from django import template

from guides.models import GuidePage

register = template.Library()


@register.inclusion_tag("guides/admin/checks.html")
def guide_checks(page):
    """What to look at before this version of a guide is published; nothing for other pages."""
    if not isinstance(page, GuidePage):
        return {"is_guide": False}
    return {"is_guide": True, "findings": page.findings()}
