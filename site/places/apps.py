from django.apps import AppConfig
from django.core.checks import register


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = "Places"

    def ready(self):
        from places.periods import known_kinds_and_days

        register(known_kinds_and_days)
