from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "guides"
    verbose_name = "Guides"

    def ready(self):
        from guides import changes, notifying, purging

        changes.watch()
        purging.watch()
        notifying.take_over()
