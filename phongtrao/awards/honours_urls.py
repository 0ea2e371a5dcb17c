"""Addresses of the catalogue of honours, below /khen-thuong/."""

from django.urls import path

from phongtrao.awards.views import honours, law

urlpatterns = [
    path("danh-muc/", honours.honours, name="honours"),
    path("danh-muc/them/", honours.new, name="honour_new"),
    path("danh-muc/muc-cao-nhat/", honours.ceilings, name="ceilings"),
    path("danh-muc/tham-quyen/", law.law, name="law"),
    path("danh-muc/tham-quyen/moi/", law.law_new, name="law_new"),
    path("danh-muc/<int:pk>/", honours.honour, name="honour"),
    path("danh-muc/<int:pk>/thoi-tang/", honours.end, name="honour_end"),
]
