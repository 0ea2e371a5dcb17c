from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from phongtrao.web import views

app_name = "web"
urlpatterns = [
    path("", views.work_list, name="works"),
    path("<int:pk>/", views.work_detail, name="work"),
    path("ngon-ngu/", login_not_required(set_language), name="language"),
]
