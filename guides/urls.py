from django.urls import path

from guides.views import search, wifi

urlpatterns = [
    path("search/", search.search, name="search"),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/<int:pk>/", wifi.venue, name="venue"),
]
