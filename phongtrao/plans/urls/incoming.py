"""What an incoming paper becomes: van-ban-den/…"""

from django.urls import path

from phongtrao.plans.views import incoming

urlpatterns = [
    path("van-ban-den/<int:pk>/doc/", incoming.incoming_plan, name="incoming_plan"),
    path("van-ban-den/<int:pk>/giao-viec/", incoming.incoming_tasks, name="incoming_tasks"),
]
