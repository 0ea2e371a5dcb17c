from django.urls import path

from phongtrao.portal.views import calendar, health, home, search, who_sees

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("lich/", calendar.mine, name="calendar"),
    path("lich/don-vi/<int:pk>/", calendar.of_unit, name="unit_calendar"),
    path("lich/don-vi/<int:pk>/tuan/", calendar.unit_week, name="unit_week"),
    path("lich/<str:key>/viec.ics", calendar.feed, name="calendar_feed"),
    path("tim-kiem/", search.search_page, name="search"),
    path("ai-xem/", who_sees.ask, name="who_sees_ask"),
    path("ai-xem/tai-khoan/<int:pk>/", who_sees.of_person, name="person_sees"),
    path("ai-xem/<slug:kind>/<int:pk>/", who_sees.who, name="who_sees"),
    path("ai-xem/<slug:kind>/<int:pk>/<int:user>/", who_sees.why, name="why_sees"),
    path("suc-khoe/", health.health, name="health"),
    path("song/", health.alive, name="alive"),
    path("so-do/", health.metrics, name="metrics"),
]
