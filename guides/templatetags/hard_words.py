from django import template
from django.utils.html import conditional_escape

register = template.Library()


@register.simple_tag(takes_context=True)
def explain(context, text):
    """`text` with its hard words opening their meaning, where the page brings `hard_words`; else as it is, on paper say."""
    words = context.get("hard_words")
    return words.explain(text) if words else conditional_escape(text)
