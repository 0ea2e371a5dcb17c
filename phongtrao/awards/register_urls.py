"""Addresses of the register, below /khen-thuong/."""

from django.urls import path

from phongtrao.awards.views import recording, records, register, statistics

urlpatterns = [
    path("", register.register, name="register"),
    path("thong-ke/", statistics.statistics, name="statistics"),
    path("ghi/ca-nhan/", recording.new_of_person, name="new_of_person"),
    path("ghi/tap-the/", recording.new_of_unit, name="new_of_unit"),
    path("doi-chieu/", register.check, name="check"),
    path("day-du/", recording.completeness, name="completeness"),
    path("day-du/ghi/", recording.say, name="say"),
    path("cua-nguoi/<int:pk>/", records.of_person, name="of_person"),
    path("cua-don-vi/<int:pk>/", records.of_unit, name="of_unit"),
    path("cua-nguoi/<int:pk>/giay-xac-nhan/", records.paper_of_person, name="paper_of_person"),
    path("cua-don-vi/<int:pk>/giay-xac-nhan/", records.paper_of_unit, name="paper_of_unit"),
    path("<int:pk>/", register.award, name="award"),
    path("<int:pk>/sua/", recording.correct, name="correct"),
    path("<int:pk>/van-ban/", recording.tie, name="tie"),
    path("<int:pk>/khong-dung/", recording.refuse, name="refuse"),
    path("<int:pk>/thu-hoi/", recording.revoke, name="revoke"),
]
