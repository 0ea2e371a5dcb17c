from django.urls import path

from phongtrao.reports import views
from phongtrao.reports.requests import urls as requests

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="report_list"),
    path("ke-hoach/<int:pk>/", views.plan_report, name="plan_report"),
    path("ke-hoach/<int:pk>/so-lieu/", views.plan_figures, name="plan_figures"),
    path("ke-hoach/<int:pk>/lap/", views.plan_report_new, name="plan_report_new"),
    path("phong-trao/<int:pk>/", views.movement_report, name="movement_report"),
    path(
        "phong-trao/<int:pk>/lap/",
        views.movement_report_new,
        name="movement_report_new",
    ),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/so-sanh/", views.compare, name="compare"),
    path("<int:pk>/so-sanh/tai/", views.compare_sheet, name="compare_sheet"),
    path("<int:pk>/so-lieu/", views.report_figures, name="report_figures"),
    *requests.urlpatterns,
]
