"""The shell with pages that show its components, and no app above it."""

from django.urls import include, path

from tests.web import pages

handler400 = "phongtrao.web.errors.bad_request"
handler403 = "phongtrao.web.errors.forbidden"
handler404 = "phongtrao.web.errors.not_found"
handler500 = "phongtrao.web.errors.server_error"

urlpatterns = [
    path("mau/", pages.everything),
    path("mau/bang/", pages.works),
    path("mau/chon/", pages.chosen, name="mau-chon"),
    path("mau/bieu-mau/", pages.report),
    path("mau/xoa/", pages.revoke),
    path("mau/hong/", pages.broken),
    path("viec/", include("phongtrao.web.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
]
