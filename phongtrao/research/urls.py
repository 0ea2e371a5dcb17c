"""Addresses below /nghien-cuu/."""

from django.urls import path

from phongtrao.research.views import money, people, regimes, running, steps, tasks, totals

app_name = "research"
urlpatterns = [
    path("", tasks.tasks, name="tasks"),
    path("kinh-phi/", totals.money, name="money"),
    path("kinh-phi/hinh/", totals.money_picture, name="money_picture"),
    path("quy-trinh/", regimes.regimes, name="regimes"),
    path("quy-trinh/<int:pk>/", regimes.regime, name="regime"),
    path("quy-trinh/<int:pk>/sao/", regimes.regime_copy, name="regime_copy"),
    path("quy-trinh/<int:pk>/sua/", regimes.regime_edit, name="regime_edit"),
    path("quy-trinh/<int:pk>/kiem-tra/", regimes.regime_check, name="regime_check"),
    path("quy-trinh/<int:pk>/so-sanh/", regimes.regime_compare, name="regime_compare"),
    path("de-xuat/", tasks.task_new, name="task_new"),
    path("ho-so/<int:pk>/", tasks.dossier, name="dossier"),
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/sua/", tasks.task_edit, name="task_edit"),
    path("nhiem-vu/<int:pk>/muc/", steps.tick, name="tick"),
    path("nhiem-vu/<int:pk>/xong/", steps.finish, name="finish"),
    path("nhiem-vu/<int:pk>/hoi-dong/", steps.bring, name="bring"),
    path("nhiem-vu/<int:pk>/khong-chon/", steps.drop, name="drop"),
    path("nhiem-vu/<int:pk>/dung/", steps.stop, name="stop"),
    path("nhiem-vu/<int:pk>/nop-tra/", steps.returned, name="returned"),
    path("nhiem-vu/<int:pk>/thanh-ly/", steps.close, name="close"),
    path("nhiem-vu/<int:pk>/theo-doi/", steps.minder, name="minder"),
    path("nhiem-vu/<int:pk>/nguoi/", people.member_new, name="member_new"),
    path("nhiem-vu/<int:pk>/ty-le/", people.shares, name="shares"),
    path("nguoi/<int:pk>/thoi/", people.member_leave, name="member_leave"),
    path("nhiem-vu/<int:pk>/kinh-phi/", money.budget, name="budget"),
    path("nhiem-vu/<int:pk>/hop-dong/", money.contract, name="contract"),
    path("nhiem-vu/<int:pk>/phu-luc/", money.annex, name="annex"),
    path("nhiem-vu/<int:pk>/dot-cap/", money.instalment_new, name="instalment_new"),
    path("dot-cap/<int:pk>/", money.instalment_pay, name="instalment_pay"),
    path("bao-cao/<int:pk>/", running.report, name="report"),
    path("bao-cao/<int:pk>/xem/", running.report_answer, name="report_answer"),
    path("nhiem-vu/<int:pk>/dieu-chinh/", running.change_new, name="change_new"),
    path("dieu-chinh/<int:pk>/", running.change_answer, name="change_answer"),
    path("nhiem-vu/<int:pk>/kiem-tra/", running.visit_new, name="visit_new"),
    path("kiem-tra/<int:pk>/", running.visit_follow, name="visit_follow"),
    path("kiem-tra/<int:pk>/dong/", running.visit_close, name="visit_close"),
    path("nhiem-vu/<int:pk>/san-pham/", running.product_new, name="product_new"),
]
