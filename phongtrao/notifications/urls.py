from django.urls import path

from phongtrao.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("<int:pk>/", views.notice_open, name="open"),
    path("da-doc/", views.read_all, name="read_all"),
    path("thu/", views.mail_list, name="mails"),
    path("thu/<int:pk>/", views.mail_detail, name="mail"),
    path("thu/<int:pk>/gui-lai/", views.mail_resend, name="resend"),
]
