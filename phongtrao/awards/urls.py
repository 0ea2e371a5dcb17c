"""Addresses below /khen-thuong/."""

from phongtrao.awards import honours_urls, register_urls, registration_urls, rules_urls

app_name = "awards"
urlpatterns = [
    *honours_urls.urlpatterns,
    *register_urls.urlpatterns,
    *registration_urls.urlpatterns,
    *rules_urls.urlpatterns,
]
