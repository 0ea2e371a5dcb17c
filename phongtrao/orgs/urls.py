from django.urls import path

from phongtrao.orgs.views import grants, people, personal_data, record, reorganisations, units

app_name = "orgs"
urlpatterns = [
    path("", units.unit_list, name="unit_list"),
    path("moi/", units.unit_new, name="unit_new"),
    path("chon/", units.switch_unit, name="switch_unit"),
    path("nguoi/", people.person_list, name="person_list"),
    path("nguoi/<int:pk>/", people.person_detail, name="person"),
    path("ho-so-cua-toi/", record.my_record, name="my_record"),
    path("sua-ho-so/", record.correction_list, name="correction_list"),
    path("sua-ho-so/moi/", record.correction_new, name="correction_new"),
    path("sua-ho-so/<int:pk>/", record.correction_detail, name="correction"),
    path("sua-ho-so/<int:pk>/tra-loi/", record.correction_answer, name="correction_answer"),
    path("sua-ho-so/<int:pk>/rut/", record.correction_withdraw, name="correction_withdraw"),
    path("du-lieu-cua-toi/", personal_data.own_data, name="own_data"),
    path("du-lieu-ca-nhan/", personal_data.data_register, name="personal_data"),
    path("du-lieu-ca-nhan/thoi-han/<str:label>/", personal_data.retention_edit, name="retention"),
    path("du-lieu-ca-nhan/het-han/<str:label>/", personal_data.erase_expired, name="erase_expired"),
    path("du-lieu-ca-nhan/lan-xem/", personal_data.read_list, name="sensitive_reads"),
    path("nguoi/<int:pk>/du-lieu/", personal_data.person_data, name="person_data"),
    path("nguoi/<int:pk>/xoa-du-lieu/", personal_data.person_erase, name="person_erase"),
    path("vi-tri/<int:pk>/thoi/", people.post_end, name="post_end"),
    path("sap-xep/", reorganisations.act_list, name="reorganisation_list"),
    path("sap-xep/<int:pk>/", reorganisations.act_detail, name="reorganisation"),
    path("sap-xep/<int:pk>/hoan-tac/", reorganisations.act_undo, name="reorganisation_undo"),
    path("sap-xep/moi/<slug:kind>/", reorganisations.act_new, name="reorganisation_new"),
    path("phan-quyen/<int:pk>/", grants.grant_end, name="grant_end"),
    path("<int:pk>/", units.unit_detail, name="unit"),
    path("<int:pk>/sua/", units.unit_edit, name="unit_edit"),
    path("<int:pk>/nguoi/", people.unit_people, name="unit_people"),
    path("<int:pk>/nguoi/moi/", people.person_new, name="person_new"),
    path("<int:pk>/phan-quyen/", grants.unit_grants, name="unit_grants"),
    path("<int:pk>/phan-quyen/moi/", grants.grant_new, name="grant_new"),
]
