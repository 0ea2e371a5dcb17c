"""Rounds, what a unit hands in, one nomination."""

from django.urls import path

from phongtrao.nominations.views import nominations, quotas, round_forms, rounds, submissions

urlpatterns = [
    path("", rounds.round_list, name="rounds"),
    path("moi/", rounds.new, name="round_new"),
    path("khen-kip-thoi/", rounds.praise, name="praise"),
    path("<int:pk>/", rounds.show, name="round"),
    path("<int:pk>/sua/", rounds.edit, name="round_edit"),
    path("<int:pk>/mo/", rounds.open_, name="round_open"),
    path("<int:pk>/khoa/", rounds.close, name="round_close"),
    path("<int:pk>/mo-lai/", rounds.reopen, name="round_reopen"),
    path("<int:pk>/gia-han/", rounds.extend, name="round_extend"),
    path("<int:pk>/ket-thuc/", rounds.end, name="round_end"),
    path("<int:pk>/bo/", rounds.drop, name="round_drop"),
    path("<int:pk>/chep/", rounds.copy, name="round_copy"),
    path("<int:pk>/nhac/", rounds.urge, name="round_urge"),
    path("<int:pk>/hinh-thuc/", round_forms.form_add, name="form_add"),
    path("<int:pk>/hinh-thuc/<int:form>/", round_forms.form_edit, name="form_edit"),
    path("<int:pk>/hinh-thuc/<int:form>/bo/", round_forms.form_drop, name="form_drop"),
    path("<int:pk>/chi-tieu/", quotas.quotas, name="quotas"),
    path("<int:pk>/chi-tieu/chung/", quotas.allot_many, name="quotas_allot"),
    path("ho-so/<int:pk>/", submissions.show, name="submission"),
    path("de-nghi/<int:pk>/", nominations.show, name="nomination"),
]
