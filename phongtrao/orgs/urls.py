from django.urls import path

from phongtrao.orgs.views import grants, people, reorganisations, units

app_name = "orgs"
urlpatterns = [
    path("", units.unit_list, name="unit_list"),
    path("moi/", units.unit_new, name="unit_new"),
    path("chon/", units.switch_unit, name="switch_unit"),
    path("nguoi/", people.person_list, name="person_list"),
    path("nguoi/<int:pk>/", people.person_detail, name="person"),
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
