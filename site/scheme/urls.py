from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts.urls import shut_doors
from scheme.health import health

urlpatterns = [
    *shut_doors,
    path("health/", health, name="health"),
    path("", include("accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("reports.urls")),
    path("", include("learners.urls")),
    path("", include("champions.urls")),
    path("", include("guides.urls")),
    path("", include("places.open_data.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "scheme.errors.bad_request"
handler500 = "scheme.errors.server_error"

if settings.SCHEME_DEMO:  # shows second factors and sign-in codes on the screen: nowhere else is this mounted
    urlpatterns.insert(0, path("", include("scheme.demo.urls")))
