"""Addresses below /hoat-dong/."""

from django.urls import include, path

from phongtrao.activities import inspection_urls
from phongtrao.activities.views import (
    activities,
    attendees,
    calendar,
    imports,
    kinds,
    partners,
    people,
    registers,
)

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
    path("danh-sach/nhap/", attendees.entries_import, name="entries_import"),
    path("danh-sach/nhap/mau/", attendees.entries_sheet, name="entries_sheet"),
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
    path("<int:pk>/nguoi-du/nhap/", attendees.attendees_import, name="attendees_import"),
    path("<int:pk>/nguoi-du/nhap/mau/", attendees.attendees_sheet, name="attendees_sheet"),
    path("<int:pk>/nguoi-du/them/", attendees.attendee_new, name="attendee_new"),
    path("nguoi-du/<int:pk>/", attendees.attendee, name="attendee"),
    path("nguoi-du/<int:pk>/bo/", attendees.attendee_drop, name="attendee_drop"),
    path("dong-gop/<int:pk>/xac-nhan/", people.contribution_confirm, name="contribution_confirm"),
    path("cung-lam/<int:pk>/dung/", partners.agree, name="agree"),
    path("cung-lam/<int:pk>/khong/", partners.leave, name="leave"),
    path("kiem-tra/", include(inspection_urls)),
    path("loai/", kinds.kinds, name="kinds"),
    path("loai/them/", kinds.kind_new, name="kind_new"),
    path("loai/<int:pk>/", kinds.kind_edit, name="kind_edit"),
]
