"""Addresses below /hoat-dong/kiem-tra/, in the app's own namespace."""

from django.urls import path

from phongtrao.activities.views.inspections import inspections, programmes, site

PROGRAMME, ONE = "chuong-trinh/<int:pk>/", "<int:pk>/"
urlpatterns = [
    path("", inspections.inspections, name="inspections"),
    path("dot-xuat/", inspections.unscheduled, name="unscheduled"),
    path("chuong-trinh/", programmes.programmes, name="programmes"),
    path("chuong-trinh/them/", programmes.programme_new, name="programme_new"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(PROGRAMME + "chon/", programmes.choose_units, name="choose_units"),
    path(PROGRAMME + "ban-hanh/", programmes.programme_issue, name="programme_issue"),
    path("danh-muc/", programmes.checklists, name="checklists"),
    path("danh-muc/them/", programmes.checklist_new, name="checklist_new"),
    path("danh-muc/<int:pk>/", programmes.checklist_edit, name="checklist_edit"),
    path("muc/<int:pk>/", site.line, name="site_line"),
    path("muc/<int:pk>/anh/<int:evidence>/bo/", site.photo_drop, name="photo_drop"),
    path(ONE, inspections.inspection, name="inspection"),
    path(ONE + "doan/", inspections.team, name="team"),
    path(ONE + "quyet-dinh/", inspections.decide, name="decide"),
    path(ONE + "doi-ngay/", inspections.postpone, name="postpone"),
    path(ONE + "khong-tien-hanh/", inspections.cancel, name="inspection_cancel"),
    path(ONE + "bo/", inspections.drop, name="inspection_drop"),
    path(ONE + "tai-cho/", site.site, name="site"),
    path(ONE + "ket-thuc/", site.conclude, name="conclude"),
    path(ONE + "bien-ban/", inspections.minutes, name="minutes"),
    path(ONE + "bien-ban-ky/", site.signed, name="signed"),
    path(ONE + "y-kien/", site.opinion, name="opinion"),
    path(ONE + "kien-nghi/", site.recommendation, name="recommendation"),
    path(ONE + "dong/", site.close, name="inspection_close"),
]
