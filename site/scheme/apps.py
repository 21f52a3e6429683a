from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class SchemeConfig(AppConfig):
    name = "scheme"
    verbose_name = "Scheme"


class StaticFiles(StaticFilesConfig):
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "css/source"]  # what the style sheets are made of stays here
