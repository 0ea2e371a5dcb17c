"""Addresses below /hoat-dong/."""

from django.urls import include, path

from phongtrao.activities import inspection_urls
from phongtrao.activities.views import activities, calendar, imports, kinds, people, registers

app_name = "activities"
urlpatterns = [
    path("", activities.activities, name="activities"),
    path("ghi/", activities.choose, name="choose"),
    path("ghi/<int:pk>/", activities.new, name="new"),
    path("xac-nhan/", activities.confirm_many, name="confirm_many"),
    path("nhap/", imports.bring, name="import"),
    path("nhap/mau/", imports.sample, name="import_sheet"),
    path("lich/", calendar.heat, name="heat"),
    path("lich/<int:pk>/", calendar.unit_calendar, name="unit_calendar"),
    path("chua-co/", calendar.quiet, name="quiet"),
    path("danh-sach/", registers.registers, name="registers"),
    path("danh-sach/them/", registers.entry_new, name="entry_new"),
    path("danh-sach/<int:pk>/ket-thuc/", registers.entry_end, name="entry_end"),
    path("truyen-thong/", registers.themes, name="themes"),
    path("truyen-thong/them/", registers.theme_new, name="theme_new"),
    path("truyen-thong/<int:pk>/", registers.theme_edit, name="theme_edit"),
    path("<int:pk>/", activities.activity, name="activity"),
    path("<int:pk>/sua/", activities.edit, name="edit"),
    path("<int:pk>/ghi-nhan/", activities.record, name="record"),
    path("<int:pk>/xac-nhan/", activities.confirm, name="confirm"),
    path("<int:pk>/tra-lai/", activities.send_back, name="send_back"),
    path("<int:pk>/minh-chung/<int:evidence>/bo/", activities.drop_proof, name="drop_proof"),
    path("<int:pk>/gop/<int:other>/", activities.join, name="join"),
    path("<int:pk>/khac/<int:other>/", activities.apart, name="apart"),
    path("<int:pk>/bo-gop/", activities.part, name="part"),
    path("<int:pk>/bao-cao/<int:work>/", activities.report, name="report"),
    path("<int:pk>/dong-gop/", people.contribution_new, name="contribution_new"),
    path("dong-gop/<int:pk>/xac-nhan/", people.contribution_confirm, name="contribution_confirm"),
    path("kiem-tra/", include(inspection_urls)),
    path("loai/", kinds.kinds, name="kinds"),
    path("loai/them/", kinds.kind_new, name="kind_new"),
    path("loai/<int:pk>/", kinds.kind_edit, name="kind_edit"),
]
