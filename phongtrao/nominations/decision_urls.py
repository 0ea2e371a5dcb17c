"""Decisions of commendation, their money, what goes to an authority above."""

from django.urls import path

from phongtrao.nominations.views import decisions, handing, money

urlpatterns = [
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("<int:pk>/quyet-dinh/moi/", decisions.decision_new, name="decision_new"),
    path("quyet-dinh/<int:pk>/", decisions.decision, name="decision"),
    path("quyet-dinh/<int:pk>/lap-lai/", decisions.decision_print, name="decision_print"),
    path(
        "quyet-dinh/<int:pk>/bo/<int:line>/",
        decisions.decision_leave_out,
        name="decision_leave_out",
    ),
    path(
        "quyet-dinh/<int:pk>/bang-giay/",
        decisions.decision_certificates,
        name="decision_certificates",
    ),
    path("quyet-dinh/<int:pk>/bo/", decisions.decision_drop, name="decision_drop"),
    path("quyet-dinh/<int:pk>/thong-bao/", decisions.decision_notice, name="decision_notice"),
    path("quyet-dinh/<int:pk>/tien-thuong/", money.money, name="money"),
    path("quyet-dinh/<int:pk>/tien-thuong/<str:kind>/", money.money_file, name="money_file"),
    path("kinh-phi/", money.budget, name="budget"),
    path("luong-co-so/", money.base_salaries, name="base_salaries"),
    path("luong-co-so/moi/", money.base_salary_new, name="base_salary_new"),
    path("luong-co-so/<int:pk>/", money.base_salary_edit, name="base_salary_edit"),
    path("trinh-cap-tren/", handing.hand_over_list, name="hand_over_list"),
    path("<int:pk>/trinh-cap-tren/<int:form>/", handing.hand_over_new, name="hand_over_new"),
    path("trinh-cap-tren/<int:pk>/", handing.hand_over, name="hand_over"),
    path("trinh-cap-tren/<int:pk>/goi/", handing.hand_over_package, name="hand_over_package"),
    path("trinh-cap-tren/<int:pk>/bien-nhan/", handing.hand_over_receipt, name="hand_over_receipt"),
    path("trinh-cap-tren/<int:pk>/trao-doi/", handing.hand_over_note, name="hand_over_note"),
    path("trinh-cap-tren/<int:pk>/quyet-dinh/", handing.hand_over_answer, name="hand_over_answer"),
    path("trinh-cap-tren/<int:pk>/bo/", handing.hand_over_drop, name="hand_over_drop"),
]
