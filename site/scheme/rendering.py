"""How every form of the site is drawn: `{{ form }}` in a template is enough."""

from django.forms.renderers import TemplatesSetting


class SiteForms(TemplatesSetting):
    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
