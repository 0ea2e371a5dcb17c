"""Addresses of movements, plans, work at the units, and intake: one module a noun."""

from phongtrao.plans.urls import difficulties, incoming, inside, intake, movements, plans, work

app_name = "plans"
urlpatterns = [
    *movements.urlpatterns,
    *plans.urlpatterns,
    *work.urlpatterns,
    *inside.urlpatterns,
    *difficulties.urlpatterns,
    *intake.urlpatterns,
    *incoming.urlpatterns,
]
