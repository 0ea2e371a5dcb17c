"""Addresses of indicators, targets, rounds and reports."""

from django.urls import path

from phongtrao.indicators.views import adopting, definitions, reports, rounds, sheets, targets

app_name = "indicators"
urlpatterns = [
    path("", definitions.indicator_list, name="list"),
    path("moi/", definitions.new, name="new"),
    path("goi/", adopting.packs, name="packs"),
    path("tu-ke-hoach/", adopting.plans, name="plans"),
    path("tu-ke-hoach/<int:pk>/", adopting.adopt, name="adopt"),
    path("<int:pk>/", definitions.show, name="indicator"),
    path("<int:pk>/sua/", definitions.edit, name="edit"),
    path("<int:pk>/thoi-dung/", definitions.end, name="end"),
    path("<int:pk>/gia-tri/", definitions.value, name="value"),
    path("<int:pk>/chi-tieu/moi/", targets.new, name="target_new"),
    path("chi-tieu/", targets.target_list, name="target_list"),
    path("chi-tieu/<int:pk>/", targets.show, name="target"),
    path("chi-tieu/<int:pk>/sua/", targets.edit, name="target_edit"),
    path("chi-tieu/<int:pk>/nhan/", targets.localise, name="target_localise"),
    path("chi-tieu/<int:pk>/bo/", targets.drop, name="target_drop"),
    path("dot/", rounds.round_list, name="round_list"),
    path("dot/moi/", rounds.new, name="round_new"),
    path("dot/<int:pk>/", rounds.show, name="round"),
    path("dot/<int:pk>/sua/", rounds.edit, name="round_edit"),
    path("dot/<int:pk>/nam-sau/", rounds.copy, name="round_copy"),
    path("dot/<int:pk>/bo/", rounds.drop, name="round_drop"),
    path("dot/<int:pk>/mo/", rounds.open_, name="round_open"),
    path("dot/<int:pk>/don-doc/", rounds.urge, name="round_urge"),
    path("dot/<int:pk>/duyet/", rounds.accept_selected, name="round_accept"),
    path("dot/<int:pk>/chat-luong/", rounds.quality, name="round_quality"),
    path("dot/<int:pk>/chot/", rounds.close, name="round_close"),
    path("dot/<int:pk>/ngoai-le/", rounds.exception, name="round_exception"),
    path("dot/<int:pk>/bieu/", sheets.round_sheet, name="round_sheet"),
    path("dot/<int:pk>/nhap/", sheets.round_import, name="round_import"),
    path("dot/<int:pk>/nhap/ghi/", sheets.round_confirm, name="round_confirm"),
    path("dot/<int:pk>/nhap/danh-dau/", sheets.round_marked, name="round_marked"),
    path("phai-nop/", reports.report_list, name="report_list"),
    path("phai-nop/<int:pk>/", reports.show, name="report"),
    path("phai-nop/<int:pk>/nhap/", reports.edit, name="report_edit"),
    path("phai-nop/<int:pk>/luu/", reports.autosave, name="report_autosave"),
    path("phai-nop/<int:pk>/rut/", reports.withdraw, name="report_withdraw"),
    path("phai-nop/<int:pk>/danh-gia/", reports.judge, name="report_judge"),
    path("phai-nop/<int:pk>/bieu/", sheets.report_sheet, name="report_sheet"),
    path("phai-nop/<int:pk>/tai-len/", sheets.report_upload, name="report_upload"),
    path("so-lieu/<int:pk>/dinh-chinh/", reports.correct, name="correct"),
]
