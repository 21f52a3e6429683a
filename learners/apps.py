from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register


class LearnersConfig(AppConfig):
    name = "learners"
    verbose_name = "Learners"

    def ready(self):
        register(weights_that_keep_the_order)


def weights_that_keep_the_order(app_configs, **kwargs) -> list[Error]:
    """The site does not start with weights that matching would refuse."""
    from learners.matching.objective import Weights

    try:
        Weights.of(settings.SCHEME_MATCHING)
    except ValueError as fault:
        return [Error(f"SCHEME_MATCHING: {fault}", id="learners.E001")]
    return []
