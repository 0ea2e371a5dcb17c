from django.urls import path

from phongtrao.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.search, name="search"),
    path("dong/<int:pk>/", views.entry, name="entry"),
    path("kiem-tra/", views.check, name="check"),
    path("<str:subject_type>/<str:subject_id>/", views.history, name="history"),
]
