"""How a page gets its styles, and how a field gets the classes that they are written for (docs/look.md)."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

register = template.Library()

KINDS = {"select": "select", "textarea": "textarea"}  # every other widget of one element is an input
WIDTHS = {"number": 5, "date": 10, "time": 10}
BOXES = {"radio": "radios", "checkbox": "checkboxes"}


# Styles -------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def inlined_styles(context) -> SafeString:
    """What a reading page needs, in the page: the first visit is one request. `scheme_colours` (CSS) comes last."""
    return _style(context, _reading(_direction(), _colours(context)))


@register.simple_tag(takes_context=True)
def linked_styles(context) -> SafeString:
    """A link to the whole style sheet, and `scheme_colours` (CSS) in the page, where there are any."""
    link = format_html('<link rel="stylesheet" href="{}">', static(f"css/site{_direction()}.css"))
    colours = _colours(context)
    return SafeString(link + _style(context, colours)) if colours else link


def _direction() -> str:
    return ".rtl" if get_language_bidi() else ""


def _colours(context) -> str:
    colours = context.get("scheme_colours") or ""
    if "<" in colours:
        raise ImproperlyConfigured("scheme_colours is CSS for inside <style>: it may not contain <")
    return str(colours)


def _style(context, css: str) -> SafeString:
    """The element, whose hash accounts.middleware.ProtectionHeaders allows in the policy of this one answer."""
    request = context.get("request")
    if request is not None:
        request.style_hashes = {*getattr(request, "style_hashes", ()), digest(css)}
    return mark_safe(f"<style>{css}</style>")  # noqa: S308 - from our own file and checked colours


@lru_cache(maxsize=32)
def digest(css: str) -> str:
    """The source expression of CSP for this text: SHA-256, base64."""
    return "sha256-" + base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()


@lru_cache(maxsize=32)
def _joined(name: str, colours: str, changed: float) -> str:
    return Path(name).read_text().strip() + colours


def _reading(direction: str, colours: str) -> str:
    """Read once for each process; on a developer's machine, again when the file has changed."""
    name = _find(f"css/reading{direction}.css")
    return _joined(name, colours, Path(name).stat().st_mtime if settings.DEBUG else 0.0)


@lru_cache
def _find(name: str) -> str:
    path = finders.find(name)
    if not path:
        raise ImproperlyConfigured(f"The style sheet {name} is missing: make css builds it")
    return str(path)


# Fields -------------------------------------------------------------------------------------------


@register.filter
def with_class(field) -> SafeString:
    """A bound field as its widget draws it, with the classes of GOV.UK Frontend.

    An e-mail address runs from left to right in every language.
    """
    input_type = getattr(field.field.widget, "input_type", field.widget_type)
    name = f"govuk-{KINDS.get(input_type, 'input')}"
    if input_type in BOXES:
        name = f"govuk-{BOXES[input_type]}__input"
    classes = [field.field.widget.attrs.get("class", ""), name]
    classes += [f"govuk-input--width-{WIDTHS[input_type]}"] if input_type in WIDTHS else []
    classes += [f"{name}--error"] if field.errors and input_type not in BOXES else []
    attrs = {"dir": "ltr"} if input_type == "email" else {}
    return field.as_widget(attrs=attrs | {"class": " ".join(filter(None, classes))})


@register.filter
def box(choice) -> SafeString:
    """One radio button or box of several, without its label."""
    kind = BOXES[choice.data["type"]]
    choice.data["attrs"] = {**choice.data["attrs"], "class": f"govuk-{kind}__input"}
    return choice.tag()


@register.filter
def boxes(kind: str) -> str:
    """`radios` or `checkboxes`, by the kind of widget."""
    return "radios" if kind == "radioselect" else "checkboxes"
