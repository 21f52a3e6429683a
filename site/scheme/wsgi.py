import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
built_anew = get_wsgi_application()

from scheme.copies import Copies  # noqa: E402 - reads the settings

application = Copies(built_anew)
