from django.urls import path

from phongtrao.portal.views import health, home, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("tim-kiem/", search.search_page, name="search"),
    path("suc-khoe/", health.health, name="health"),
    path("song/", health.alive, name="alive"),
    path("so-do/", health.metrics, name="metrics"),
]
