from django.urls import path

from guides.views import booklets, feedback, pictures, search, short, wifi, words

urlpatterns = [
    path("search/", search.search, name="search"),
    path("words/", words.words, name="words"),
    path("media/images/<str:name>", pictures.picture, name="picture"),
    path("booklets/", booklets.booklets, name="booklets"),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/told/<str:token>/", wifi.add_words, name="wifi_words"),
    path("wifi/<slug:code>/", wifi.venue, name="venue"),
    path("wifi/<slug:code>/share/", wifi.share, name="share_venue"),
    path("wifi/<slug:code>/poster/<slug:size>/", wifi.poster, name="poster"),
    path("wifi/<slug:code>/did-not-work/", wifi.did_not_work, name="wifi_did_not_work"),
    path("g/<int:pk>/", short.short_guide, name="short_guide"),
    path("g/<int:pk>/share/", short.share_guide, name="share_guide"),
    path("g/<int:pk>/feedback/", feedback.give_feedback, name="give_feedback"),
    path("feedback/<str:token>/", feedback.add_words, name="feedback_words"),
]
