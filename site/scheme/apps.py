from django.apps import AppConfig, apps


class SchemeConfig(AppConfig):
    name = "scheme"
    verbose_name = "Scheme"

    def ready(self):
        # What the style sheets are made of is not handed out.
        staticfiles = apps.get_app_config("staticfiles")
        staticfiles.ignore_patterns = [*staticfiles.ignore_patterns, "css/source/*"]
