from django.urls import path

from phongtrao.portal.views import calendar, health, home, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("lich/", calendar.mine, name="calendar"),
    path("lich/don-vi/<int:pk>/", calendar.of_unit, name="unit_calendar"),
    path("lich/don-vi/<int:pk>/tuan/", calendar.unit_week, name="unit_week"),
    path("lich/<str:key>/viec.ics", calendar.feed, name="calendar_feed"),
    path("tim-kiem/", search.search_page, name="search"),
    path("suc-khoe/", health.health, name="health"),
    path("song/", health.alive, name="alive"),
    path("so-do/", health.metrics, name="metrics"),
]
