import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
built_anew = get_wsgi_application()

from scheme.copies import Copies  # noqa: E402 - reads the settings

application = Copies(built_anew)

# What is loaded by now stays until the end: the collector need not look through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 20, 20)
