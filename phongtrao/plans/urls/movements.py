"""Movements: phong-trao/…"""

from django.urls import path

from phongtrao.plans.views import movements as views

urlpatterns = [
    path("phong-trao/", views.movement_list, name="movement_list"),
    path("phong-trao/lap/", views.movement_new, name="movement_new"),
    path("phong-trao/<int:pk>/", views.movement, name="movement"),
    path("phong-trao/<int:pk>/sua/", views.movement_edit, name="movement_edit"),
    path("phong-trao/<int:pk>/chuyen-buoc/", views.movement_move, name="movement_move"),
]
