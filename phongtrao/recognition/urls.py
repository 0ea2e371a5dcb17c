"""Addresses below /kho-sang-kien/."""

from django.urls import path

from phongtrao.recognition.views import (
    adoption,
    library,
    objections,
    quotas,
    replication,
    scopes,
    statistics,
)

app_name = "recognition"
urlpatterns = [
    path("", library.library, name="library"),
    path("mo-hinh/moi/", library.practice_new, name="practice_new"),
    path("<int:pk>/", library.show, name="creation"),
    path("<int:pk>/doc-sau/", library.keep, name="keep"),
    path("<int:pk>/pham-vi/", scopes.new, name="scope_new"),
    path("<int:pk>/de-nghi-pham-vi/", scopes.ask_for, name="request_new"),
    path("<int:pk>/ap-dung/", adoption.new, name="adopt"),
    path("<int:pk>/nhan-rong/", replication.propose, name="propose"),
    path("<int:pk>/khieu-nai/", objections.new, name="object"),
    path("<int:pk>/so-huu-tri-tue/", objections.asset_new, name="asset_new"),
    path("pham-vi/<int:pk>/huy-bo/", scopes.revoke, name="scope_revoke"),
    path("pham-vi/<int:pk>/ghi-nham/", scopes.undo, name="scope_undo"),
    path("de-nghi/", scopes.requests, name="requests"),
    path("de-nghi/<int:pk>/", scopes.show, name="request"),
    path("de-nghi/<int:pk>/khong-cong-nhan/", scopes.refuse, name="request_refuse"),
    path("de-nghi/<int:pk>/rut/", scopes.withdraw, name="request_withdraw"),
    path("ap-dung/", adoption.adoptions, name="adoptions"),
    path("ap-dung/<int:pk>/", adoption.show, name="adoption"),
    path("ap-dung/<int:pk>/sua/", adoption.edit, name="adoption_edit"),
    path("ap-dung/<int:pk>/xac-nhan/", adoption.confirm, name="adoption_confirm"),
    path("ap-dung/<int:pk>/thoi/", adoption.end, name="adoption_end"),
    path("nhan-rong/", replication.replications, name="replications"),
    path("nhan-rong/bang/", replication.board, name="replication_board"),
    path("nhan-rong/<int:pk>/", replication.show, name="replication"),
    path("nhan-rong/<int:pk>/danh-sach-ngan/", replication.shortlist, name="shortlist"),
    path("nhan-rong/<int:pk>/van-ban/", replication.replicate, name="replicate"),
    path("nhan-rong/<int:pk>/thoi/", replication.drop, name="replication_drop"),
    path("khieu-nai/<int:pk>/", objections.show, name="objection"),
    path("khieu-nai/<int:pk>/tra-loi/", objections.answer, name="objection_answer"),
    path("khieu-nai/<int:pk>/rut/", objections.withdraw, name="objection_withdraw"),
    path("so-huu-tri-tue/<int:pk>/", objections.asset_edit, name="asset_edit"),
    path("chi-tieu/", quotas.quotas, name="quotas"),
    path("chi-tieu/<int:pk>/", quotas.set_, name="quota_set"),
    path("don-vi/<int:pk>/", quotas.unit, name="unit_quota"),
    path("thong-ke/", statistics.statistics, name="statistics"),
    path("thong-ke/hinh/", statistics.picture, name="statistics_picture"),
]
