"""Addresses of requests for reports and of the answers to them, below those of reports."""

from django.urls import path

from phongtrao.reports.requests.views import answering, asking, gathering, inside

urlpatterns = [
    path("yeu-cau/", asking.request_list, name="request_list"),
    path("yeu-cau/moi/", asking.new, name="request_new"),
    path("yeu-cau/<int:pk>/", asking.show, name="request"),
    path("yeu-cau/<int:pk>/sua/", asking.edit, name="request_edit"),
    path("yeu-cau/<int:pk>/bo/", asking.drop, name="request_drop"),
    path("yeu-cau/<int:pk>/o/", asking.box_new, name="request_box_new"),
    path("yeu-cau/<int:pk>/o/<slug:key>/", asking.box_edit, name="request_box_edit"),
    path("yeu-cau/<int:pk>/o/<slug:key>/chuyen/", asking.box_move, name="request_box_move"),
    path("yeu-cau/<int:pk>/o/<slug:key>/bo/", asking.box_drop, name="request_box_drop"),
    path("yeu-cau/<int:pk>/luu-mau/", asking.save_form, name="request_save_form"),
    path("yeu-cau/<int:pk>/gui/", asking.send, name="request_send"),
    path("yeu-cau/<int:pk>/don-vi/", asking.unit_names, name="request_unit_names"),
    path("yeu-cau/<int:pk>/ket-thuc/", asking.close, name="request_close"),
    path("yeu-cau/<int:pk>/mo-lai/", asking.reopen, name="request_reopen"),
    path("yeu-cau/<int:pk>/dot-sau/", asking.repeat, name="request_repeat"),
    path("yeu-cau/<int:pk>/don-doc/", gathering.urge, name="request_urge"),
    path("yeu-cau/<int:pk>/gia-han/", gathering.put_off, name="request_put_off"),
    path("yeu-cau/<int:pk>/tong-hop/", gathering.totals, name="request_totals"),
    path("yeu-cau/<int:pk>/tong-hop/tai/", gathering.totals_sheet, name="request_totals_sheet"),
    path("yeu-cau/<int:pk>/tong-hop/lap/", gathering.report_new, name="request_report_new"),
    path("yeu-cau/<int:pk>/duyet/", answering.accept_selected, name="answers_accept"),
    path("phai-nop/", answering.answer_list, name="answer_list"),
    path("phai-nop/<int:pk>/", answering.show, name="answer"),
    path("phai-nop/<int:pk>/viet/", answering.edit, name="answer_edit"),
    path("phai-nop/<int:pk>/luu/", answering.autosave, name="answer_autosave"),
    path("phai-nop/<int:pk>/giao/", inside.hand_on, name="answer_hand_on"),
    path("phai-nop/<int:pk>/lay-lai/", inside.take_back, name="answer_take_back"),
    path("phai-nop/<int:pk>/rut/", answering.withdraw, name="answer_withdraw"),
    path("phai-nop/<int:pk>/danh-gia/", answering.judge, name="answer_judge"),
    path("phai-nop/<int:pk>/gia-han/", answering.put_off, name="answer_put_off"),
]
