from django.urls import path

from places.open_data import views

urlpatterns = [
    path("data/", views.about, name="open_data"),
    path("data/venues.csv", views.venues_csv, name="venues_csv"),
    path("data/venues.geojson", views.venues_geojson, name="venues_geojson"),
    path("data/openstreetmap.geojson", views.openstreetmap, name="openstreetmap"),
    path("data/open-referral.json", views.open_referral_feed, name="open_referral_feed"),
    # Without a slash at their ends: programs join the standard's paths to the prefix.
    path("open-referral/", views.api, name="open_referral"),
    path("open-referral/services", views.services, name="open_referral_services"),
    path("open-referral/services/<str:service_id>", views.service, name="open_referral_service"),
]
