from django.urls import path

from guides.views import pictures, search, wifi

urlpatterns = [
    path("search/", search.search, name="search"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/<slug:code>/", wifi.venue, name="venue"),
]
